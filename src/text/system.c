/* Enters: a grapheme that none of the book's own fonts has. Leaves: a font of the machine that
 * shows it. Fontconfig says which fonts there are, which characters and languages they cover; the
 * choice is made here, by a rank and then by name, so that it does not depend on the order of
 * folders. Only outline fonts that can be embedded as they are take part: TrueType, not variable,
 * without colour.
 */
#include "text/system.h"

#include <fontconfig/fontconfig.h>
#include <string.h>

#include "base/utf8.h"
#include "text/fallback.h"

/* What was found before: the slot for a style and language. */
struct answer {
    unsigned wanted, slot;
    hb_language_t language;
};

struct system_fonts {
    FcConfig *config;
    VECTOR(FcPattern *) candidates;
    FcCharSet *coverage; /* of all candidates */
    VECTOR(struct answer) answers;
};

/* ── The fonts there are ─────────────────────────────────────────────────────────────────────── */

static bool has(FcPattern *font, const char *object)
{
    FcBool value = FcFalse;
    return FcPatternGetBool(font, object, 0, &value) == FcResultMatch && value != FcFalse;
}

static const char *string_of(FcPattern *font, const char *object)
{
    FcChar8 *value;
    return FcPatternGetString(font, object, 0, &value) == FcResultMatch ? (const char *)value : "";
}

static int number_of(FcPattern *font, const char *object)
{
    int value;
    return FcPatternGetInteger(font, object, 0, &value) == FcResultMatch ? value : 0;
}

static FcCharSet *characters_of(FcPattern *font)
{
    FcCharSet *characters;
    bool found = FcPatternGetCharSet(font, FC_CHARSET, 0, &characters) == FcResultMatch;
    return found ? characters : NULL;
}

/* The upper half of an index names an instance of a variable font. */
static bool is_usable(FcPattern *font)
{
    return has(font, FC_OUTLINE) && has(font, FC_SCALABLE) && !has(font, FC_COLOR) &&
           !has(font, FC_VARIABLE) && number_of(font, FC_INDEX) <= 0xFFFF &&
           strcmp(string_of(font, FC_FONTFORMAT), "TrueType") == 0 && characters_of(font);
}

static struct system_fonts *open_system(void)
{
    struct system_fonts *system = memory_resize(NULL, 1, sizeof *system);
    *system =
        (struct system_fonts){.config = FcInitLoadConfigAndFonts(), .coverage = FcCharSetCreate()};
    FcFontSet *set = system->config ? FcConfigGetFonts(system->config, FcSetSystem) : NULL;
    for (int i = 0; set && i < set->nfont; i++)
        if (is_usable(set->fonts[i])) {
            vector_push(&system->candidates, set->fonts[i]);
            FcCharSetMerge(system->coverage, characters_of(set->fonts[i]), NULL);
        }
    return system;
}

void system_drop(struct system_fonts *system)
{
    if (!system)
        return;
    FcCharSetDestroy(system->coverage);
    if (system->config)
        FcConfigDestroy(system->config);
    vector_drop(&system->candidates);
    vector_drop(&system->answers);
    free(system);
}

/* ── Choosing ────────────────────────────────────────────────────────────────────────────────── */

/* What is looked for. */
struct request {
    const struct fonts *fonts;
    unsigned wanted;
    const char *language; /* as fontconfig names it */
    const char *text, *end;
    uint32_t base;
};

/* Chinese goes by its country there. Ideographs in another language's text are most often Chinese;
 * kana and hangul say themselves what they are, as only fonts for them have them. */
static const char *name_language(hb_language_t language)
{
    static const char *const names[][2] = {
        {"zh-hant", "zh-tw"}, {"zh-tw", "zh-tw"}, {"zh-hk", "zh-hk"}, {"zh-mo", "zh-hk"},
        {"zh", "zh-cn"},      {"ja", "ja"},       {"ko", "ko"}};
    const char *name = language ? hb_language_to_string(language) : "";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(name, names[i][0], strlen(names[i][0])) == 0)
            return names[i][1];
    return "zh-cn";
}

static bool lacks_language(FcPattern *font, const char *language)
{
    FcLangSet *languages;
    return FcPatternGetLangSet(font, FC_LANG, 0, &languages) != FcResultMatch ||
           FcLangSetHasLang(languages, (const FcChar8 *)language) != FcLangEqual;
}

static bool lacks_part(FcPattern *font, const struct request *request)
{
    FcCharSet *characters = characters_of(font);
    for (const char *cursor = request->text; cursor < request->end;) {
        uint32_t character = utf8_next(&cursor, request->end);
        if (!fallback_is_ignorable(character) && !FcCharSetHasChar(characters, character))
            return true;
    }
    return false;
}

static bool is_bold(FcPattern *font)
{
    return number_of(font, FC_WEIGHT) > FC_WEIGHT_MEDIUM;
}

/* What speaks against a font; the weightiest first. */
static unsigned rank(FcPattern *font, const struct request *request)
{
    unsigned family = request->wanted / STYLES_PER_FAMILY;
    const struct font *wanted = &request->fonts->slots[request->wanted].font;
    bool mono = number_of(font, FC_SPACING) >= FC_DUAL;
    bool serif = strstr(string_of(font, FC_FAMILY), "Serif") != NULL;
    const bool faults[] = {
        lacks_part(font, request),
        lacks_language(font, request->language),
        is_bold(font) != wanted->bold,
        number_of(font, FC_WIDTH) != FC_WIDTH_NORMAL,
        mono != (family == FAMILY_MONO),
        serif != (family == FAMILY_SERIF),
        (number_of(font, FC_SLANT) != FC_SLANT_ROMAN) != wanted->italic,
    };
    unsigned result = 0;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        result = result << 1 | faults[i];
    return result;
}

static bool comes_before(FcPattern *one, FcPattern *other)
{
    static const char *const objects[] = {FC_FAMILY, FC_STYLE, FC_FILE};
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
        int order = strcmp(string_of(one, objects[i]), string_of(other, objects[i]));
        if (order != 0)
            return order < 0;
    }
    return number_of(one, FC_INDEX) < number_of(other, FC_INDEX);
}

static FcPattern *choose_font(const struct system_fonts *system, const struct request *request)
{
    FcPattern *best = NULL;
    unsigned best_rank = 0;
    for (size_t i = 0; i < system->candidates.count; i++) {
        FcPattern *font = system->candidates.items[i];
        if (!FcCharSetHasChar(characters_of(font), request->base))
            continue;
        unsigned own_rank = rank(font, request);
        if (!best || own_rank < best_rank || (own_rank == best_rank && comes_before(font, best))) {
            best = font;
            best_rank = own_rank;
        }
    }
    return best;
}

/* ── Slots ───────────────────────────────────────────────────────────────────────────────────── */

static void report_font(struct fonts *fonts, const struct font *font, FcPattern *pattern,
                        uint32_t base, struct position where)
{
    char bytes[UTF8_MAX + 1] = {0};
    utf8_encode(base, bytes);
    diag_report(fonts->diag, SEVERITY_NOTE, "system-font", where,
                "another machine may have another font, or none, for it",
                "%s of this machine shows U+%04X %s and what is like it (%s)",
                string_of(pattern, FC_FAMILY), (unsigned)base, bytes, font->path);
}

static unsigned find_slot(struct fonts *fonts, FcPattern *pattern)
{
    for (unsigned i = fonts->first_system_slot; i < fonts->slot_count; i++)
        if (strcmp(fonts->slots[i].font.path, string_of(pattern, FC_FILE)) == 0 &&
            fonts->slots[i].font.face_index == (unsigned)number_of(pattern, FC_INDEX))
            return i;
    return SLOT_MAX;
}

static unsigned add_slot(struct fonts *fonts, FcPattern *pattern, uint32_t base,
                         struct position where)
{
    if (fonts->slot_count == SLOT_MAX)
        return SLOT_MAX;
    struct font *font = &fonts->slots[fonts->slot_count].font;
    font->path = arena_copy_string(fonts->arena, string_of(pattern, FC_FILE));
    font->face_index = (unsigned)number_of(pattern, FC_INDEX);
    font->bold = is_bold(pattern);
    font->italic = number_of(pattern, FC_SLANT) != FC_SLANT_ROMAN;
    report_font(fonts, font, pattern, base, where);
    return fonts->slot_count++;
}

static uint32_t first_visible(const char *text, const char *end)
{
    while (text < end) {
        uint32_t character = utf8_next(&text, end);
        if (!fallback_is_ignorable(character))
            return character;
    }
    return 0;
}

static unsigned find_answer(struct fonts *fonts, const struct request *request,
                            hb_language_t language)
{
    const struct system_fonts *system = fonts->system;
    for (size_t i = 0; i < system->answers.count; i++) {
        const struct answer *answer = &system->answers.items[i];
        if (answer->wanted == request->wanted && answer->language == language &&
            fallback_covers_all(&fonts->slots[answer->slot], request->text, request->end))
            return answer->slot;
    }
    return SLOT_MAX;
}

unsigned system_find_slot(struct fonts *fonts, unsigned wanted, hb_language_t language,
                          const char *text, const char *end, struct position where)
{
    if (!fonts->system)
        fonts->system = open_system();
    struct system_fonts *system = fonts->system;
    struct request request = {.fonts = fonts,
                              .wanted = wanted,
                              .language = name_language(language),
                              .text = text,
                              .end = end,
                              .base = first_visible(text, end)};
    unsigned slot = find_answer(fonts, &request, language);
    if (slot != SLOT_MAX || !FcCharSetHasChar(system->coverage, request.base))
        return slot;
    FcPattern *pattern = choose_font(system, &request);
    slot = pattern ? find_slot(fonts, pattern) : SLOT_MAX;
    if (pattern && slot == SLOT_MAX)
        slot = add_slot(fonts, pattern, request.base, where);
    if (slot == SLOT_MAX || !fallback_covers(font_open_slot(fonts, slot), request.base))
        return SLOT_MAX;
    vector_push(&system->answers, (struct answer){wanted, slot, language});
    return slot;
}
