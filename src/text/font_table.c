/* Enters: the folder's fonts.table, one row a line: "serif bold FILE", "fallback mono FILE",
 * "fallback emoji FILE", "hyphenation en-gb FILE 2 3", "exceptions en FILE". Leaves: the slots and
 * hyphenations of struct fonts, with paths; no font is opened, but every font file must be there,
 * so that a broken installation is noticed before any work is done, with one clear line. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "text/fonts.h"

enum { FIELD_MAX = 5 };

static const char *const family_names[FAMILY_COUNT] = {"serif", "sans", "mono"};
static const char *const style_names[STYLES_PER_FAMILY] = {"regular", "italic", "bold",
                                                           "bold-italic"};

struct table {
    struct fonts *fonts;
    const char *folder, *path;
    int line;
};

static bool complain(const struct table *table, const char *what, const char *name)
{
    struct position where = {table->path, table->line, 0};
    diag_report(table->fonts->diag, SEVERITY_ERROR, "fonts", where,
                "run `sh fonts/fetch.sh`, or `make`, in bifolio's folder to fetch its fonts",
                "%s%s%s", what, *name ? ": " : "", name);
    return false;
}

static int find_name(const char *const *names, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

static const char *path_in(const struct table *table, const char *file)
{
    return arena_printf(table->fonts->arena, "%s/%s", table->folder, file);
}

/* A file is looked for only here; that it can be read shows when it is opened. */
static bool set_slot(const struct table *table, struct font_slot *slot, const char *file)
{
    slot->font.path = path_in(table, file);
    return access(slot->font.path, R_OK) == 0 ||
           complain(table, "a font file is missing", slot->font.path);
}

static bool read_family_row(const struct table *table, char **fields, int count)
{
    int family = find_name(family_names, FAMILY_COUNT, fields[0]);
    int style = count == 3 ? find_name(style_names, STYLES_PER_FAMILY, fields[1]) : -1;
    if (style < 0)
        return complain(table, "not a row of \"family style file\"", fields[0]);
    struct font_slot *slot = &table->fonts->slots[family * STYLES_PER_FAMILY + style];
    slot->font.italic = style & 1;
    slot->font.bold = style & 2;
    slot->font.serif = family == FAMILY_SERIF;
    return set_slot(table, slot, fields[2]);
}

/* One for text, which `slot` is, and one for code. */
static bool add_emoji_slots(const struct table *table, struct font_slot *slot, const char *file)
{
    enum { GRINNING_FACE = 0x1F600 };
    struct fonts *fonts = table->fonts;
    if (fonts->emoji_slot != SLOT_MAX || fonts->slot_count == FAMILY_SLOTS + FALLBACK_MAX)
        return complain(table, "a second font for emoji, or too many fallbacks", file);
    fonts->emoji_slot = fonts->slot_count++ - 1;
    slot->is_emoji = slot[1].is_emoji = true;
    slot[1].wide = GRINNING_FACE;
    return set_slot(table, slot, file) && set_slot(table, slot + 1, file);
}

static bool read_fallback_row(const struct table *table, char **fields, int count)
{
    struct fonts *fonts = table->fonts;
    if (count != 3 || fonts->slot_count == FAMILY_SLOTS + FALLBACK_MAX)
        return complain(table, "not a row of \"fallback style file\", or too many", fields[0]);
    struct font_slot *slot = &fonts->slots[fonts->slot_count++];
    slot->font.bold = strcmp(fields[1], "bold") == 0;
    slot->mono_fallback = strcmp(fields[1], "mono") == 0;
    if (strcmp(fields[1], "emoji") == 0)
        return add_emoji_slots(table, slot, fields[2]);
    return set_slot(table, slot, fields[2]);
}

static bool read_hyphenation_row(const struct table *table, char **fields, int count)
{
    if (count != 5)
        return complain(table, "not a row of \"hyphenation language file left right\"", fields[0]);
    struct hyphenation row = {
        .language = arena_copy_string(table->fonts->arena, fields[1]),
        .path = path_in(table, fields[2]),
        .left = strtoul(fields[3], NULL, 10),
        .right = strtoul(fields[4], NULL, 10),
    };
    vector_push(&table->fonts->hyphenations, row);
    return true;
}

static bool read_exceptions_row(const struct table *table, char **fields, int count)
{
    if (count != 3)
        return complain(table, "not a row of \"exceptions language file\"", fields[0]);
    struct exception_file row = {arena_copy_string(table->fonts->arena, fields[1]),
                                 path_in(table, fields[2])};
    vector_push(&table->fonts->exception_files, row);
    return true;
}

static bool read_row(const struct table *table, char *line)
{
    char *fields[FIELD_MAX + 1], *rest = NULL;
    int count = 0;
    for (char *field = strtok_r(line, " \t\r", &rest); field && count <= FIELD_MAX;
         field = strtok_r(NULL, " \t\r", &rest))
        fields[count++] = field;
    if (count == 0 || fields[0][0] == '#')
        return true;
    if (strcmp(fields[0], "hyphenation") == 0)
        return read_hyphenation_row(table, fields, count);
    if (strcmp(fields[0], "exceptions") == 0)
        return read_exceptions_row(table, fields, count);
    if (strcmp(fields[0], "fallback") == 0)
        return read_fallback_row(table, fields, count);
    if (find_name(family_names, FAMILY_COUNT, fields[0]) >= 0)
        return read_family_row(table, fields, count);
    return complain(table, "an unknown kind of row", fields[0]);
}

static bool read_rows(struct table *table, char *text)
{
    for (char *line = text; *line;) {
        char *end = strchrnul(line, '\n');
        bool last = *end == '\0';
        *end = '\0';
        table->line++;
        if (!read_row(table, line))
            return false;
        line = last ? end : end + 1;
    }
    return true;
}

static bool check_families(struct table *table)
{
    table->line = 0;
    for (int slot = 0; slot < OWN_SLOTS; slot++)
        if (!table->fonts->slots[slot].font.path)
            return complain(table, "a family lacks a style",
                            arena_printf(table->fonts->arena, "%s %s",
                                         family_names[slot / STYLES_PER_FAMILY],
                                         style_names[slot % STYLES_PER_FAMILY]));
    return true;
}

bool font_table_read(struct fonts *fonts, const char *folder)
{
    struct table table = {.fonts = fonts, .folder = arena_copy_string(fonts->arena, folder)};
    table.path = path_in(&table, "fonts.table");
    char *text;
    size_t length;
    const char *reason;
    fonts->slot_count = FAMILY_SLOTS;
    if (!file_read(fonts->arena, table.path, &text, &length, &reason))
        return complain(&table, "cannot read the table of fonts", reason);
    return read_rows(&table, text) && check_families(&table);
}
