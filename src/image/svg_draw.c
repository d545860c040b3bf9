/* Enters: an SVG. Leaves: a PDF file of one page, on which librsvg has drawn it by cairo: lines
 * stay lines and text stays text, sharp at any size. librsvg brings twenty libraries along and is
 * not there on every machine, so it is loaded when a book's first SVG is asked for, and its handful
 * of functions declared here. It gets the bytes but no address, so there is nothing that a
 * reference could be relative to; svg_content.c has refused such files already. All this runs in a
 * process of its own (drawer.c). */
#include <dlfcn.h>
#include <stdlib.h>

#include "image/format.h"

enum { SUCCESS = 0, PDF_1_4 = 0 };

typedef struct rsvg_handle rsvg_handle;
typedef struct cairo_surface cairo_surface;
typedef struct cairo cairo;
struct rsvg_rectangle {
    double x, y, width, height;
};

/* What is used of librsvg 2.46, cairo 1.10 and GObject. NULL for an error: not asked for. */
static struct {
    rsvg_handle *(*handle_new)(const unsigned char *data, size_t length, void **error);
    int (*render)(rsvg_handle *handle, cairo *context, const struct rsvg_rectangle *viewport,
                  void **error);
    void (*unref)(void *object);
    cairo_surface *(*surface_new)(int (*write)(void *context, const unsigned char *data,
                                               unsigned length),
                                  void *context, double width, double height);
    void (*surface_restrict)(cairo_surface *surface, int version);
    void (*surface_finish)(cairo_surface *surface);
    int (*surface_status)(cairo_surface *surface);
    void (*surface_drop)(cairo_surface *surface);
    cairo *(*context_new)(cairo_surface *surface);
    int (*context_status)(cairo *context);
    void (*context_drop)(cairo *context);
} api;

static const struct {
    const char *name;
    void *function; /* a pointer to a member of `api` */
} symbols[] = {
    {"rsvg_handle_new_from_data", &api.handle_new},
    {"rsvg_handle_render_document", &api.render},
    {"g_object_unref", &api.unref},
    {"cairo_pdf_surface_create_for_stream", &api.surface_new},
    {"cairo_pdf_surface_restrict_to_version", &api.surface_restrict},
    {"cairo_surface_finish", &api.surface_finish},
    {"cairo_surface_status", &api.surface_status},
    {"cairo_surface_destroy", &api.surface_drop},
    {"cairo_create", &api.context_new},
    {"cairo_status", &api.context_status},
    {"cairo_destroy", &api.context_drop},
};

/* The library stays loaded: GLib cannot be unloaded. dlsym() looks into what a library needs, too.
 */
bool svg_load_library(void)
{
    static bool is_loaded;
    if (is_loaded)
        return true;
    void *library = dlopen("librsvg-2.so.2", RTLD_LAZY | RTLD_LOCAL);
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols && library; i++) {
        *(void **)symbols[i].function = dlsym(library, symbols[i].name);
        if (!*(void **)symbols[i].function)
            return false;
    }
    is_loaded = library != NULL;
    return is_loaded;
}

bool svg_parse(const unsigned char *bytes, size_t length)
{
    rsvg_handle *handle = api.handle_new(bytes, length, NULL);
    if (handle)
        api.unref(handle);
    return handle != NULL;
}

static int put_bytes(void *context, const unsigned char *bytes, unsigned length)
{
    buffer_put(context, bytes, length);
    return SUCCESS;
}

/* The oldest version keeps the file plain: no object is packed into another. */
static bool draw(rsvg_handle *handle, double width, double height, struct buffer *pdf)
{
    struct rsvg_rectangle viewport = {0, 0, width, height};
    cairo_surface *surface = api.surface_new(put_bytes, pdf, width, height);
    api.surface_restrict(surface, PDF_1_4);
    cairo *context = api.context_new(surface);
    bool drawn =
        api.render(handle, context, &viewport, NULL) && api.context_status(context) == SUCCESS;
    api.context_drop(context);
    api.surface_finish(surface);
    drawn = drawn && api.surface_status(surface) == SUCCESS;
    api.surface_drop(surface);
    return drawn;
}

bool svg_draw(const unsigned char *bytes, size_t length, double width, double height,
              struct buffer *pdf)
{
    rsvg_handle *handle = api.handle_new(bytes, length, NULL);
    bool drawn = handle && draw(handle, width, height, pdf);
    if (handle)
        api.unref(handle);
    return drawn;
}
