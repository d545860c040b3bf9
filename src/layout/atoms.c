/* Enters: a paragraph's text, spans and marks. Leaves: its atoms: words, glue and penalties.
 * The text is cut where UAX #14 allows a break (libunibreak looks at the text as a whole, across
 * spans) and where spans or the direction (UAX #9, by FriBidi) change; each piece is shaped once
 * and comes from the cache afterwards. Spaces become glue that stretches by a half and shrinks by a
 * third; ideographs and words of Thai, which have no spaces, get glue of no width between them so
 * that their lines can be justified too. */
#include "layout/layout.h"

#include <string.h>

#include "base/utf8.h"

enum { CODE_BREAK_PENALTY = 200, DASH_BREAK_PENALTY = 50 };
enum { LEADER_EMS = 100 }; /* that a leader may stretch by */

/* ── Cutting the text ────────────────────────────────────────────────────────────────────────── */

/* Where the cutting stands. */
struct cutter {
    struct layout *layout;
    struct paragraph *paragraph;
    const unsigned char *breaks;
    uint32_t at;
    size_t stretch, mark; /* the stretch `at` is in; the next mark */
    uint32_t leader_span; /* what follows a leader in this span stays with it; 0: none did */
    bool indents;         /* the last space was one of those that a kept line begins with */
};

static void push_atom(struct cutter *cutter, struct atom atom)
{
    vector_push(&cutter->paragraph->atoms, atom);
}

static uint32_t span_at(struct cutter *cutter)
{
    const struct paragraph *paragraph = cutter->paragraph;
    while (cutter->stretch + 1 < paragraph->stretches.count &&
           paragraph->stretches.items[cutter->stretch + 1].start <= cutter->at)
        cutter->stretch++;
    return paragraph->stretches.items[cutter->stretch].span;
}

static bool starts_with(const struct cutter *cutter, uint32_t at, const char *bytes)
{
    size_t length = strlen(bytes);
    return at + length <= cutter->paragraph->length &&
           memcmp(cutter->paragraph->text + at, bytes, length) == 0;
}

/* Characters that are not shaped. */
enum special {
    SPECIAL_NONE,
    SPECIAL_SPACE,
    SPECIAL_LINE,
    SPECIAL_NO_BREAK,
    SPECIAL_NARROW,
    SPECIAL_SOFT_HYPHEN,
    SPECIAL_ZERO_WIDTH,
    SPECIAL_OBJECT,
    SPECIAL_DIRECTION,
    SPECIAL_COUNT
};

static const struct {
    const char *bytes;
    enum special special;
} multibyte[] = {
    {"\xC2\xA0", SPECIAL_NO_BREAK},       /* no-break space */
    {"\xE2\x80\xAF", SPECIAL_NARROW},     /* narrow no-break space */
    {"\xC2\xAD", SPECIAL_SOFT_HYPHEN},    /* soft hyphen */
    {"\xE2\x80\x8B", SPECIAL_ZERO_WIDTH}, /* zero width space */
    {"\xE2\x81\xA0", SPECIAL_ZERO_WIDTH}, /* word joiner: breaks[] knows the difference */
    {"\xEF\xBF\xBC", SPECIAL_OBJECT},     /* object replacement character */
};

/* U+202A to U+202E and U+2066 to U+2069: embeddings, overrides and isolates of UAX #9. */
static bool is_direction(const struct cutter *cutter, uint32_t at)
{
    const unsigned char *bytes = (const unsigned char *)cutter->paragraph->text + at;
    if (at + 3 > cutter->paragraph->length || bytes[0] != 0xE2)
        return false;
    return (bytes[1] == 0x80 && bytes[2] >= 0xAA && bytes[2] <= 0xAE) ||
           (bytes[1] == 0x81 && bytes[2] >= 0xA6 && bytes[2] <= 0xA9);
}

static enum special special_at(const struct cutter *cutter, uint32_t at, uint32_t *length)
{
    unsigned char byte = (unsigned char)cutter->paragraph->text[at];
    *length = 1;
    if (byte == ' ')
        return SPECIAL_SPACE;
    if (byte == '\n')
        return SPECIAL_LINE;
    if (byte != 0xC2 && byte != 0xE2 && byte != 0xEF)
        return SPECIAL_NONE;
    for (size_t i = 0; i < sizeof multibyte / sizeof *multibyte; i++)
        if (starts_with(cutter, at, multibyte[i].bytes)) {
            *length = (uint32_t)strlen(multibyte[i].bytes);
            return multibyte[i].special;
        }
    if (is_direction(cutter, at)) {
        *length = 3;
        return SPECIAL_DIRECTION;
    }
    return SPECIAL_NONE;
}

static bool breaks_after(const struct cutter *cutter, uint32_t end)
{
    return end > 0 && end < cutter->paragraph->length && cutter->breaks[end - 1] != BREAK_NONE;
}

/* ── Specials ────────────────────────────────────────────────────────────────────────────────── */

static struct atom glue_for(struct cutter *cutter, uint32_t bytes)
{
    uint32_t index = span_at(cutter);
    const struct span *span = &cutter->paragraph->spans.items[index];
    bool elastic = !span->is_code;
    return (struct atom){.kind = ATOM_GLUE,
                         .penalty = ATOM_NEVER,
                         .span = index,
                         .start = cutter->at,
                         .length = bytes,
                         .width = span->space,
                         .stretch = elastic ? span->space / 2 : 0,
                         .shrink = elastic ? span->space / 3 : 0};
}

/* Spaces at the beginning of a line are there only where they are kept. */
static bool is_indent(const struct cutter *cutter)
{
    char before = cutter->at > 0 ? cutter->paragraph->text[cutter->at - 1] : '\n';
    return before == '\n' || (before == ' ' && cutter->indents);
}

/* Where the spaces end that begin here; within them (they are kept) no line ends: 0. */
static uint32_t spaces_end(const struct cutter *cutter)
{
    const struct paragraph *paragraph = cutter->paragraph;
    uint32_t end = cutter->at;
    if (end > 0 && paragraph->text[end - 1] == ' ')
        return 0;
    while (end < paragraph->length && paragraph->text[end] == ' ')
        end++;
    return end;
}

static void cut_space(struct cutter *cutter, uint32_t bytes)
{
    struct atom glue = glue_for(cutter, bytes);
    cutter->indents = glue.stays = is_indent(cutter);
    if (glue.stays)
        glue.stretch = glue.shrink = 0;
    if (breaks_after(cutter, glue.stays ? cutter->at + bytes : spaces_end(cutter)))
        glue.penalty = 0;
    if (cutter->leader_span && glue.span == cutter->leader_span)
        glue.penalty = ATOM_NEVER;
    if (cutter->paragraph->spans.items[glue.span].key) {
        glue.penalty = ATOM_NEVER;
        glue.stretch = glue.shrink = 0;
    }
    push_atom(cutter, glue);
}

static void cut_fixed_space(struct cutter *cutter, uint32_t bytes)
{
    push_atom(cutter, glue_for(cutter, bytes));
}

static void cut_narrow_space(struct cutter *cutter, uint32_t bytes)
{
    struct atom glue = glue_for(cutter, bytes);
    glue.width = dimen_scale(glue.width, 7, 10);
    glue.stretch = glue.shrink = 0;
    push_atom(cutter, glue);
}

/* Preformatted lines are told apart by their places. */
static bool needs_space(struct cutter *cutter)
{
    const struct paragraph *paragraph = cutter->paragraph;
    enum white_space white_space = paragraph->spans.items[span_at(cutter)].style.white_space;
    return white_space != WHITE_PRE && white_space != WHITE_PRE_WRAP &&
           text_ends_apart(paragraph->text, cutter->at);
}

/* A space beyond the end of the line, as other lines have it, keeps the words apart for those who
 * listen (ISO 32000-1, 14.8.2.5). */
static void cut_line(struct cutter *cutter, uint32_t bytes)
{
    if (needs_space(cutter)) {
        struct atom space = glue_for(cutter, bytes);
        space.penalty = ATOM_FORCED;
        space.stretch = space.shrink = 0;
        push_atom(cutter, space);
        return;
    }
    push_atom(cutter, (struct atom){.kind = ATOM_PENALTY,
                                    .penalty = ATOM_FORCED,
                                    .span = span_at(cutter),
                                    .start = cutter->at,
                                    .length = bytes});
}

static void cut_soft_hyphen(struct cutter *cutter, uint32_t bytes)
{
    (void)bytes;
    uint32_t span = span_at(cutter);
    const struct span *look = &cutter->paragraph->spans.items[span];
    if (!look->key && !look->style.whole_words)
        push_atom(cutter, atoms_hyphen(cutter->layout, cutter->paragraph, span, cutter->at));
}

static void push_break(struct cutter *cutter, int32_t penalty)
{
    push_atom(cutter, (struct atom){.kind = ATOM_PENALTY,
                                    .penalty = penalty,
                                    .span = span_at(cutter),
                                    .start = cutter->at});
}

static void cut_zero_width(struct cutter *cutter, uint32_t bytes)
{
    if (breaks_after(cutter, cutter->at + bytes))
        push_break(cutter, 0);
}

/* The levels know of it; it is neither seen nor copied. */
static void cut_direction(struct cutter *cutter, uint32_t bytes)
{
    (void)cutter, (void)bytes;
}

static void cut_object(struct cutter *cutter, uint32_t bytes)
{
    if (breaks_after(cutter, cutter->at + bytes))
        push_break(cutter, 0);
}

static void (*const cut_special[SPECIAL_COUNT])(struct cutter *, uint32_t) = {
    [SPECIAL_SPACE] = cut_space,
    [SPECIAL_LINE] = cut_line,
    [SPECIAL_NO_BREAK] = cut_fixed_space,
    [SPECIAL_NARROW] = cut_narrow_space,
    [SPECIAL_SOFT_HYPHEN] = cut_soft_hyphen,
    [SPECIAL_ZERO_WIDTH] = cut_zero_width,
    [SPECIAL_OBJECT] = cut_object,
    [SPECIAL_DIRECTION] = cut_direction,
};

/* ── Marks ───────────────────────────────────────────────────────────────────────────────────── */

static dimen mark_width(const struct mark *mark, const struct text_style *style)
{
    switch (mark->kind) {
    case MARK_IMAGE:
        return mark->width;
    case MARK_CHECKBOX:
        return style->size * 3 / 4;
    case MARK_KERN:
        return mark->kern;
    case MARK_LEADER:
        return style->size;
    default:
        return 0;
    }
}

/* Pushes the marks that stand here. Spaces trimmed off the end may have left some beyond it. */
static void cut_marks(struct cutter *cutter)
{
    struct paragraph *paragraph = cutter->paragraph;
    uint32_t start = cutter->at < paragraph->length ? cutter->at : paragraph->length;
    for (; cutter->mark < paragraph->marks.count &&
           paragraph->marks.items[cutter->mark].at <= cutter->at;
         cutter->mark++) {
        const struct mark *mark = &paragraph->marks.items[cutter->mark];
        uint32_t span = mark->span;
        const struct text_style *style = &paragraph->spans.items[span].style;
        bool is_leader = mark->kind == MARK_LEADER;
        push_atom(cutter, (struct atom){.kind = mark->kind == MARK_KERN ? ATOM_KERN : ATOM_MARK,
                                        .span = span,
                                        .start = start,
                                        .first = (uint32_t)cutter->mark,
                                        .width = mark_width(mark, style),
                                        .stretch = is_leader ? LEADER_EMS * style->size : 0});
        if (is_leader)
            cutter->leader_span = span;
    }
}

/* ── Words ───────────────────────────────────────────────────────────────────────────────────── */

static bool breaks_code(const struct cutter *cutter, uint32_t end)
{
    return text_divides_code(cutter->paragraph->text, cutter->paragraph->length, end);
}

static bool changes_level(const struct paragraph *paragraph, uint32_t at)
{
    return paragraph->levels && paragraph->levels[at] != paragraph->levels[at - 1];
}

static bool ends_word(const struct cutter *cutter, uint32_t end, bool is_code)
{
    uint32_t bytes;
    if (changes_level(cutter->paragraph, end))
        return true;
    if (special_at(cutter, end, &bytes) != SPECIAL_NONE)
        return true;
    if (is_code)
        return breaks_code(cutter, end) ||
               (breaks_after(cutter, end) &&
                (unsigned char)cutter->paragraph->text[end - 1] >= 0x80);
    return breaks_after(cutter, end);
}

/* Where the word ends that starts here: at a break opportunity, a space, a mark, a new span. */
static uint32_t find_word_end(struct cutter *cutter, bool is_code)
{
    const struct paragraph *paragraph = cutter->paragraph;
    uint32_t limit = paragraph->length, end = cutter->at + 1;
    if (cutter->stretch + 1 < paragraph->stretches.count)
        limit = paragraph->stretches.items[cutter->stretch + 1].start;
    if (cutter->mark < paragraph->marks.count && paragraph->marks.items[cutter->mark].at < limit)
        limit = paragraph->marks.items[cutter->mark].at;
    if (limit > paragraph->length)
        limit = paragraph->length;
    while (end < limit && !ends_word(cutter, end, is_code))
        end++;
    return end;
}

static uint32_t character_before(const struct cutter *cutter, uint32_t end)
{
    const char *text = cutter->paragraph->text, *start = text + end - 1;
    while (start > text && ((unsigned char)*start & 0xC0) == 0x80)
        start--;
    return utf8_next(&start, text + end);
}

/* Ideographs, and what is written among them. */
static bool is_ideograph(uint32_t character)
{
    return character >= 0x2E80;
}

/* Thai and Lao: words follow each other without spaces. */
static bool is_unspaced(uint32_t character)
{
    return character >= 0x0E00 && character <= 0x0EFF;
}

/* Glue of no width at `at`. Ideographs may stand a little apart; where words follow each other
 * without spaces no room may look like one, so it is shared out among all their letters. */
static void cut_empty_glue(struct cutter *cutter, uint32_t at, bool is_unspaced, int32_t penalty)
{
    struct atom glue = glue_for(cutter, 0);
    glue.width = glue.shrink = 0;
    glue.stretch /= is_unspaced ? 8 : 1;
    glue.start = at;
    glue.penalty = penalty;
    push_atom(cutter, glue);
}

static void cut_break(struct cutter *cutter, uint32_t end, bool is_code)
{
    uint32_t bytes;
    if (cutter->paragraph->spans.items[span_at(cutter)].key)
        return;
    if (end >= cutter->paragraph->length || special_at(cutter, end, &bytes) != SPECIAL_NONE)
        return;
    uint32_t before = character_before(cutter, end);
    if ((is_ideograph(before) || is_unspaced(before)) && breaks_after(cutter, end)) {
        cut_empty_glue(cutter, end, is_unspaced(before), 0);
    } else if (is_code && breaks_code(cutter, end)) {
        push_break(cutter, CODE_BREAK_PENALTY);
    } else if (!is_code && breaks_after(cutter, end)) {
        push_break(cutter, DASH_BREAK_PENALTY);
    }
}

static enum text_direction direction_at(const struct paragraph *paragraph, uint32_t at)
{
    if (!paragraph->levels)
        return TEXT_DIRECTION_AUTO;
    return paragraph->levels[at] & 1 ? TEXT_RIGHT_TO_LEFT : TEXT_LEFT_TO_RIGHT;
}

/* A word, cluster by cluster, with glue between them at which no line breaks. */
static void push_letters(struct cutter *cutter, struct atom word, const struct text_style *style)
{
    const struct shaped *shaped = word.shaped;
    uint32_t start = word.start;
    for (uint32_t from = 0, to; from < shaped->glyph_count; from = to) {
        uint32_t cluster = shaped->glyphs[from].cluster, end = shaped->text_length;
        for (to = from + 1; to < shaped->glyph_count && shaped->glyphs[to].cluster == cluster;)
            to++;
        if (to < shaped->glyph_count)
            end = shaped->glyphs[to].cluster;
        if (from > 0)
            cut_empty_glue(cutter, word.start, true, ATOM_NEVER);
        word.first = from;
        word.count = to - from;
        word.length = from == 0 ? end : end - cluster;
        word.width = atoms_width(shaped, from, word.count, style);
        push_atom(cutter, word);
        word.start = start + end;
    }
}

static void cut_word(struct cutter *cutter)
{
    struct paragraph *paragraph = cutter->paragraph;
    uint32_t index = span_at(cutter), start = cutter->at;
    const struct span *span = &paragraph->spans.items[index];
    uint32_t end = find_word_end(cutter, span->is_code);
    const char *lang = span->lang ? span->lang : cutter->layout->book->meta.lang;
    const struct shaped *shaped =
        text_shape_run(cutter->layout->fonts, &span->style, lang, direction_at(paragraph, start),
                       paragraph->text + start, end - start, span->where);
    bool apart = !span->is_code && is_unspaced(character_before(cutter, end));
    for (; shaped; shaped = shaped->next) {
        struct atom word = {.kind = ATOM_WORD,
                            .span = index,
                            .start = start,
                            .length = shaped->text_length,
                            .width = atoms_width(shaped, 0, shaped->glyph_count, &span->style),
                            .count = shaped->glyph_count,
                            .expands = true,
                            .shaped = shaped};
        if (apart)
            push_letters(cutter, word, &span->style);
        else
            push_atom(cutter, word);
        start += shaped->text_length;
    }
    cut_break(cutter, end, span->is_code);
    cutter->at = end;
}

/* Addresses among them may break where text does not. */
static void break_addresses(const struct paragraph *paragraph, unsigned char *breaks)
{
    for (size_t i = 0; i < paragraph->stretches.count; i++) {
        const struct stretch *stretch = &paragraph->stretches.items[i];
        uint32_t end = i + 1 < paragraph->stretches.count ? stretch[1].start : paragraph->length;
        end = end < paragraph->length ? end : paragraph->length;
        if (paragraph->spans.items[stretch->span].is_address && end > stretch->start)
            text_find_url_breaks(paragraph->text + stretch->start, end - stretch->start,
                                 breaks + stretch->start);
    }
}

/* A footnote's mark stays with the word before it. */
static void glue_notes(const struct paragraph *paragraph, unsigned char *breaks)
{
    for (size_t i = 0; i < paragraph->marks.count; i++) {
        const struct mark *mark = &paragraph->marks.items[i];
        if (mark->kind == MARK_NOTE && mark->at > 0 && mark->at < paragraph->length &&
            paragraph->text[mark->at - 1] != ' ')
            breaks[mark->at - 1] = BREAK_NONE;
    }
}

/* Where a line ends in a space, it reads as one, too. The text is the paragraph's own copy. */
static void write_spaces(struct paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->atoms.count; i++) {
        const struct atom *atom = &paragraph->atoms.items[i];
        if (atom->kind == ATOM_GLUE && atom->penalty == ATOM_FORCED)
            ((char *)paragraph->text)[atom->start] = ' ';
    }
}

void atoms_make(struct layout *layout, struct paragraph *paragraph)
{
    paragraph_find_levels(layout, paragraph);
    unsigned char *breaks = arena_alloc(layout->scratch, paragraph->length + 1);
    if (paragraph->length > 0)
        text_find_breaks(paragraph->text, paragraph->length, paragraph->lang, breaks);
    glue_notes(paragraph, breaks);
    break_addresses(paragraph, breaks);
    struct cutter cutter = {.layout = layout, .paragraph = paragraph, .breaks = breaks};
    while (cutter.at < paragraph->length) {
        uint32_t bytes;
        cut_marks(&cutter);
        enum special special = special_at(&cutter, cutter.at, &bytes);
        if (special == SPECIAL_NONE) {
            cut_word(&cutter);
        } else {
            cut_special[special](&cutter, bytes);
            cutter.at += bytes;
        }
    }
    cutter.at = UINT32_MAX;
    cut_marks(&cutter);
    write_spaces(paragraph);
}
