/* Enters: a grapheme that none of the book's own fonts has. Leaves: a font of the machine that
 * shows it. Fontconfig says which fonts there are, which characters and languages they cover; the
 * choice is made here, by a rank and then by name, so that it does not depend on the order of
 * folders. Only outline fonts that can be embedded take part: TrueType and CFF, without colour; of
 * a variable font its named instances, as long as its outlines are TrueType.
 */
#include "text/system.h"

#include <fontconfig/fontconfig.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "text/fallback.h"

/* What was found before: the slot for a style and language. */
struct answer {
    unsigned wanted, slot;
    const char *language; /* as fontconfig names it */
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

/* The lower half of an index is the face's in its collection, the upper half names an instance of a
 * variable font. */
static unsigned face_of(FcPattern *font)
{
    return (unsigned)number_of(font, FC_INDEX) & 0xFFFF;
}

static unsigned instance_of(FcPattern *font)
{
    return (unsigned)number_of(font, FC_INDEX) >> 16;
}

static bool is_usable(FcPattern *font)
{
    const char *format = string_of(font, FC_FONTFORMAT);
    return has(font, FC_OUTLINE) && has(font, FC_SCALABLE) && !has(font, FC_COLOR) &&
           !has(font, FC_VARIABLE) &&
           (strcmp(format, "TrueType") == 0 || strcmp(format, "CFF") == 0) && characters_of(font);
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
    bool is_wide; /* to be scaled to the columns of code */
};

/* The language that a script alone tells, as fontconfig names it; NULL for all others. */
static const char *name_script(uint32_t character)
{
    switch (hb_unicode_script(hb_unicode_funcs_get_default(), character)) {
    case HB_SCRIPT_HIRAGANA:
    case HB_SCRIPT_KATAKANA:
        return "ja";
    case HB_SCRIPT_HANGUL:
        return "ko";
    case HB_SCRIPT_BOPOMOFO:
        return "zh-tw";
    default:
        return NULL;
    }
}

/* Chinese goes by its country there. Ideographs in another language's text are most often Chinese.
 */
static const char *name_language(hb_language_t language, uint32_t base)
{
    static const char *const names[][2] = {
        {"zh-hant-hk", "zh-hk"}, {"zh-hant", "zh-tw"}, {"zh-tw", "zh-tw"}, {"zh-hk", "zh-hk"},
        {"zh-mo", "zh-hk"},      {"zh", "zh-cn"},      {"ja", "ja"},       {"ko", "ko"}};
    const char *name = language ? hb_language_to_string(language) : "";
    const char *script = name_script(base);
    for (size_t i = 0; !script && i < sizeof names / sizeof *names; i++)
        if (strncmp(name, names[i][0], strlen(names[i][0])) == 0)
            return names[i][1];
    return script ? script : "zh-cn";
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

static bool is_serif(FcPattern *font)
{
    static const char *const words[] = {"Serif", "Mincho", "Ming", "Song", "Batang", "Myeongjo"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(string_of(font, FC_FAMILY), words[i]))
            return true;
    return false;
}

/* How far its weight is from that of text, in steps that fit into five bits. */
static unsigned weight_fault(FcPattern *font, bool bold)
{
    enum { STEP = 10, MOST = 31 };
    int distance = number_of(font, FC_WEIGHT) - (bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    unsigned steps = (unsigned)(distance < 0 ? -distance : distance) / STEP;
    return steps < MOST ? steps : MOST;
}

/* Families for all of East Asia come in one face for each region, and say so in their names. */
static bool is_of_other_region(FcPattern *font, const struct request *request)
{
    static const char *const regions[][2] = {
        {"zh-cn", " SC"}, {"zh-tw", " TC"}, {"zh-hk", " HK"}, {"ja", " JP"}, {"ko", " KR"}};
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++)
        if (strcmp(request->language, regions[i][0]) == 0)
            return !strstr(string_of(font, FC_FAMILY), regions[i][1]);
    return false;
}

/* What speaks against a font; the weightiest first. */
static unsigned rank(FcPattern *font, const struct request *request)
{
    unsigned family = request->wanted / STYLES_PER_FAMILY;
    const struct font *wanted = &request->fonts->slots[request->wanted].font;
    bool mono =
        number_of(font, FC_SPACING) >= FC_DUAL || strstr(string_of(font, FC_FAMILY), "Mono");
    const bool faults[] = {
        lacks_part(font, request),
        lacks_language(font, request->language),
        is_bold(font) != wanted->bold,
        number_of(font, FC_WIDTH) != FC_WIDTH_NORMAL,
        mono != (family == FAMILY_MONO),
        is_serif(font) != (family == FAMILY_SERIF),
        (number_of(font, FC_SLANT) != FC_SLANT_ROMAN) != wanted->italic,
    };
    unsigned result = 0;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        result = result << 1 | faults[i];
    return (result << 5 | weight_fault(font, wanted->bold)) << 1 |
           is_of_other_region(font, request);
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

/* Its place among the candidates; their count when none has the base. */
static size_t choose_font(const struct system_fonts *system, const struct request *request)
{
    size_t best = system->candidates.count;
    unsigned best_rank = 0;
    for (size_t i = 0; i < system->candidates.count; i++) {
        FcPattern *font = system->candidates.items[i];
        if (!FcCharSetHasChar(characters_of(font), request->base))
            continue;
        unsigned own_rank = rank(font, request);
        bool found = best < system->candidates.count;
        if (!found || own_rank < best_rank ||
            (own_rank == best_rank && comes_before(font, system->candidates.items[best]))) {
            best = i;
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

static unsigned find_slot(struct fonts *fonts, FcPattern *pattern, const struct request *request)
{
    for (unsigned i = fonts->first_system_slot; i < fonts->slot_count; i++)
        if (strcmp(fonts->slots[i].font.path, string_of(pattern, FC_FILE)) == 0 &&
            fonts->slots[i].font.face_index == face_of(pattern) &&
            fonts->slots[i].font.instance == instance_of(pattern) &&
            (fonts->slots[i].wide != 0) == request->is_wide)
            return i;
    return SLOT_MAX;
}

/* SLOT_MAX when the font must not or cannot be embedded. */
static unsigned add_slot(struct fonts *fonts, FcPattern *pattern, const struct request *request,
                         struct position where)
{
    fonts->slots[fonts->slot_count].wide = request->is_wide ? request->base : 0;
    struct font *font = &fonts->slots[fonts->slot_count].font;
    font->path = arena_copy_string(fonts->arena, string_of(pattern, FC_FILE));
    font->face_index = face_of(pattern);
    font->instance = instance_of(pattern);
    font->bold = is_bold(pattern);
    font->italic = number_of(pattern, FC_SLANT) != FC_SLANT_ROMAN;
    if (!font_is_embeddable(font))
        return SLOT_MAX;
    report_font(fonts, font, pattern, request->base, where);
    return fonts->slot_count++;
}

/* The slot of the best candidate; those that turn out to be of no use are left out from then on. */
static unsigned find_best_slot(struct fonts *fonts, const struct request *request,
                               struct position where)
{
    struct system_fonts *system = fonts->system;
    for (size_t i; (i = choose_font(system, request)) < system->candidates.count;) {
        FcPattern **pattern = &system->candidates.items[i];
        unsigned slot = find_slot(fonts, *pattern, request);
        if (slot != SLOT_MAX || fonts->slot_count == SLOT_MAX)
            return slot;
        slot = add_slot(fonts, *pattern, request, where);
        if (slot != SLOT_MAX)
            return slot;
        system->candidates.count--;
        memmove(pattern, pattern + 1, (system->candidates.count - i) * sizeof *pattern);
    }
    return SLOT_MAX;
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

static unsigned find_answer(struct fonts *fonts, const struct request *request)
{
    const struct system_fonts *system = fonts->system;
    for (size_t i = 0; i < system->answers.count; i++) {
        const struct answer *answer = &system->answers.items[i];
        if (answer->wanted == request->wanted && strcmp(answer->language, request->language) == 0 &&
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
    uint32_t base = first_visible(text, end);
    struct request request = {.fonts = fonts,
                              .wanted = wanted,
                              .language = name_language(language, base),
                              .text = text,
                              .end = end,
                              .base = base,
                              .is_wide = wanted / STYLES_PER_FAMILY == FAMILY_MONO &&
                                         utf8proc_charwidth((utf8proc_int32_t)base) == 2};
    unsigned slot = find_answer(fonts, &request);
    if (slot != SLOT_MAX || !FcCharSetHasChar(system->coverage, request.base))
        return slot;
    slot = find_best_slot(fonts, &request, where);
    if (slot == SLOT_MAX || !fallback_covers(font_open_slot(fonts, slot), request.base))
        return SLOT_MAX;
    vector_push(&system->answers, (struct answer){wanted, slot, request.language});
    return slot;
}
