/* Enters: a text. Leaves: where its Thai words end, by libthai's dictionary. The library is looked
 * for only when Thai occurs, and may be missing: then lines break at the spaces between clauses.
 * Its few functions are declared here, as in <thai/thbrk.h>, so that it is not needed to build. */
#include "text/thai.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <wchar.h>

#include "text/text.h"

enum { PART_MAX = 512, BYTES = 3 }; /* characters looked at together; bytes of each */

struct ThBrk;

/* Pages and the cover are set on two threads: one loads it, and one at a time asks it. */
static pthread_once_t loaded = PTHREAD_ONCE_INIT;
static pthread_mutex_t asking = PTHREAD_MUTEX_INITIALIZER;

static struct {
    struct ThBrk *dictionary; /* NULL: there is none */
    int (*find_breaks)(struct ThBrk *, const wchar_t *, int *, size_t);
} library;

static void *open_library(void)
{
    static const char *const names[] = {"libthai.so.0", "libthai.0.dylib"};
    void *handle = NULL;
    for (size_t i = 0; !handle && i < sizeof names / sizeof *names; i++)
        handle = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    return handle;
}

/* POSIX lets the address of a function go through a pointer to void, ISO C does not. */
static void find_function(void *handle, const char *name, void *function)
{
    *(void **)function = dlsym(handle, name);
}

/* Loaded once, and kept until the program ends. */
static void load_library(void)
{
    struct ThBrk *(*open_dictionary)(const char *) = NULL;
    void *handle = open_library();
    if (!handle)
        return;
    find_function(handle, "th_brk_new", &open_dictionary);
    find_function(handle, "th_brk_wc_find_breaks", &library.find_breaks);
    if (open_dictionary && library.find_breaks)
        library.dictionary = open_dictionary(NULL);
}

static bool has_library(void)
{
    pthread_once(&loaded, load_library);
    return library.dictionary != NULL;
}

/* U+0E00 to U+0E7F. */
static bool is_thai(const char *text, size_t left)
{
    const unsigned char *bytes = (const unsigned char *)text;
    return left >= BYTES && bytes[0] == 0xE0 && (bytes[1] == 0xB8 || bytes[1] == 0xB9);
}

/* Looks at the Thai characters at `text`, PART_MAX at most; gives back their bytes. */
static size_t break_part(const char *text, size_t length, unsigned char *breaks)
{
    wchar_t part[PART_MAX + 1];
    int places[PART_MAX];
    size_t count = 0;
    for (; count < PART_MAX && is_thai(text + count * BYTES, length - count * BYTES); count++) {
        const unsigned char *bytes = (const unsigned char *)text + count * BYTES;
        part[count] = (wchar_t)(0x0E00 | (bytes[1] & 1) << 6 | (bytes[2] & 0x3F));
    }
    part[count] = L'\0';
    pthread_mutex_lock(&asking);
    int found = library.find_breaks(library.dictionary, part, places, PART_MAX);
    pthread_mutex_unlock(&asking);
    for (int i = 0; i < found; i++)
        if (places[i] > 0 && (size_t)places[i] < count)
            breaks[(size_t)places[i] * BYTES - 1] = BREAK_ALLOWED;
    return count * BYTES;
}

void thai_find_breaks(const char *text, size_t length, unsigned char *breaks)
{
    for (size_t i = 0; i < length;) {
        if (!is_thai(text + i, length - i))
            i++;
        else if (!has_library())
            return;
        else
            i += break_part(text + i, length - i, breaks + i);
    }
}
