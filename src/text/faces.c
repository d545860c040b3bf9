/* Enters: the font files that a stylesheet brings. Leaves: families of four styles each, in which
 * the weights nearest to 400 and 700 stand for normal and bold. A variable font is for every weight
 * it was declared for, by its named instances. */
#include <stdlib.h>

#include "text/fonts.h"

enum { NORMAL = 400, BOLD = 700, BOLD_FROM = 600 };

/* How far a face is from the weight that a style wants. */
static int distance(const struct font_face *face, bool bold)
{
    int wanted = bold ? BOLD : NORMAL;
    if (face->weights[0] > wanted)
        return face->weights[0] - wanted;
    return face->weights[1] < wanted ? wanted - face->weights[1] : 0;
}

static bool is_for(const struct font_face *face, bool bold)
{
    return bold ? face->weights[1] >= BOLD_FROM : face->weights[0] < BOLD_FROM;
}

static bool is_same_style(const struct font_face *one, const struct font_face *other)
{
    return one->family == other->family && one->italic == other->italic && other->path;
}

/* The first of the nearest faces of a style has it. */
static bool is_nearest(const struct font_face *face, const struct font_face *faces, size_t count,
                       bool bold)
{
    for (size_t i = 0; i < count; i++) {
        const struct font_face *other = &faces[i];
        bool is_rival = other != face && is_same_style(face, other) && is_for(other, bold);
        int lead = distance(other, bold) - distance(face, bold);
        if (is_rival && (lead < 0 || (lead == 0 && other < face)))
            return false;
    }
    return true;
}

/* 1 + the named instance of a variable font with this weight and no other wish; 0: there is none,
 * so the font is as it is by default. */
static unsigned find_instance(hb_face_t *face, int weight)
{
    enum { AXES = 16 };
    hb_ot_var_axis_info_t axes[AXES];
    unsigned axis_count = AXES;
    hb_ot_var_get_axis_infos(face, 0, &axis_count, axes);
    unsigned instances = hb_ot_var_get_named_instance_count(face);
    for (unsigned i = 0; i < instances; i++) {
        float coordinates[AXES];
        unsigned count = AXES;
        bool fits = axis_count > 0;
        hb_ot_var_named_instance_get_design_coords(face, i, &count, coordinates);
        for (unsigned k = 0; k < axis_count && k < count; k++) {
            bool is_weight = axes[k].tag == HB_OT_TAG_VAR_AXIS_WEIGHT;
            float wanted = is_weight ? (float)weight : axes[k].default_value;
            fits = fits && coordinates[k] >= wanted && coordinates[k] <= wanted;
        }
        if (fits)
            return i + 1;
    }
    return 0;
}

static void choose_instance(struct font_slot *slot)
{
    hb_blob_t *blob = hb_blob_create_from_file(slot->font.path);
    hb_face_t *face = hb_face_create(blob, 0);
    slot->font.instance = find_instance(face, slot->font.bold ? BOLD : NORMAL);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
}

static void fill_slot(struct fonts *fonts, const struct font_face *face, bool bold)
{
    unsigned style = (bold ? 2u : 0u) + (face->italic ? 1u : 0u);
    struct font_slot *slot =
        &fonts->slots[OWN_SLOTS + (face->family - 1u) * STYLES_PER_FAMILY + style];
    slot->font.path = face->path;
    slot->font.bold = bold;
    slot->font.italic = face->italic;
    if (face->weights[0] < face->weights[1])
        choose_instance(slot);
}

static bool check(struct fonts *fonts, const struct font_face *face)
{
    if (font_is_embeddable(&(struct font){.path = face->path}))
        return true;
    diag_report(fonts->diag, SEVERITY_WARNING, "font", face->where,
                "it may be broken, forbid embedding, or have outlines that PDF does not know",
                "the PDF cannot use this file for the font \"%s\"", face->name);
    return false;
}

void fonts_add_faces(struct fonts *fonts, const struct font_face *faces, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct font_face *face = &faces[i];
        if (!face->path || !check(fonts, face))
            continue;
        for (int bold = 0; bold < 2; bold++)
            if (is_for(face, bold) && is_nearest(face, faces, count, bold))
                fill_slot(fonts, face, bold);
    }
}
