/* Enters: the text of a media list. Leaves: whether it applies to the PDF, and what of it the
 * readers of the EPUB must still decide. Beside CSS's own types there is "epub", which is true in
 * the EPUB alone; the PDF is "print". */
#include <ctype.h>
#include <string.h>

#include "style/css.h"
#include "style/value.h"

enum media_type { TYPE_ALL, TYPE_PRINT, TYPE_SCREEN, TYPE_EPUB, TYPE_OTHER };
enum { FEATURES_MAX = 8 };

struct feature {
    struct slice name, value;
};

/* "not screen and (min-width: 30em)" */
struct query {
    bool negated, bad;
    enum media_type type;
    struct slice type_name;
    struct feature features[FEATURES_MAX];
    size_t feature_count;
    struct slice rest; /* the features as written, from the first "(" */
};

/* ── Parsing ─────────────────────────────────────────────────────────────────────────────────── */

static struct slice take_word(struct slice *text)
{
    size_t length = 0;
    *text = slice_trim(*text);
    while (length < text->length && text->start[length] != ' ' && text->start[length] != '(')
        length++;
    struct slice word = {text->start, length};
    text->start += length;
    text->length -= length;
    *text = slice_trim(*text);
    return word;
}

static enum media_type type_of(struct slice name)
{
    static const char *const names[] = {"all", "print", "screen", "epub"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is(name, names[i]))
            return (enum media_type)i;
    return TYPE_OTHER;
}

static bool is_plain(struct slice text, const char *others)
{
    for (size_t i = 0; i < text.length; i++)
        if (!isalnum((unsigned char)text.start[i]) && !strchr(others, text.start[i]))
            return false;
    return true;
}

/* "(name: value)" off the front of the text. */
static bool take_feature(struct slice *text, struct query *query)
{
    const char *end = text->length ? memchr(text->start, ')', text->length) : NULL;
    if (!end || *text->start != '(' || query->feature_count == FEATURES_MAX)
        return false;
    struct slice inner = {text->start + 1, (size_t)(end - text->start - 1)};
    const char *colon = inner.length ? memchr(inner.start, ':', inner.length) : NULL;
    struct feature *feature = &query->features[query->feature_count++];
    feature->name = inner;
    if (colon) {
        feature->name.length = (size_t)(colon - inner.start);
        feature->value =
            slice_trim((struct slice){colon + 1, inner.length - feature->name.length - 1});
    }
    feature->name = slice_trim(feature->name);
    text->length -= (size_t)(end + 1 - text->start);
    text->start = end + 1;
    *text = slice_trim(*text);
    return feature->name.length > 0 && is_plain(feature->name, "-") &&
           is_plain(feature->value, "-+./% ");
}

static struct query parse_query(struct slice text)
{
    struct query query = {0};
    struct slice rest = slice_trim(text), word;
    bool first = true;
    query.bad = rest.length == 0;
    if (rest.length > 0 && rest.start[0] != '(') {
        word = take_word(&rest);
        query.negated = slice_is(word, "not");
        if (query.negated || slice_is(word, "only"))
            word = rest.length > 0 && rest.start[0] == '(' ? (struct slice){"all", 3}
                                                           : take_word(&rest);
        query.bad = word.length == 0;
        query.type = type_of(word);
        query.type_name = word;
        first = false;
    }
    query.rest = rest;
    while (rest.length > 0 && !query.bad) {
        bool joined = first || query.type_name.length == 0 || rest.start[0] != '(' ||
                      (query.negated && query.feature_count == 0);
        if (!first && rest.start[0] != '(') {
            word = take_word(&rest);
            joined = slice_is(word, "and");
        }
        if (query.feature_count == 0)
            query.rest = rest;
        first = false;
        query.bad = !joined || !take_feature(&rest, &query);
    }
    return query;
}

/* Takes one query off a list. */
static bool take_query(struct slice *list, struct query *query)
{
    if (list->length == 0)
        return false;
    const char *comma = memchr(list->start, ',', list->length);
    size_t length = comma ? (size_t)(comma - list->start) : list->length;
    *query = parse_query((struct slice){list->start, length});
    list->start += length + (comma != NULL);
    list->length -= length + (comma != NULL);
    if (comma && list->length == 0)
        query->bad = true;
    return true;
}

/* ── The PDF ─────────────────────────────────────────────────────────────────────────────────── */

static bool is_prefixed(struct slice name, const char *prefix)
{
    return name.length > 4 && strncasecmp(name.start, prefix, 4) == 0;
}

static bool holds_on(const struct feature *feature, struct paper paper)
{
    struct slice name = feature->name;
    bool at_least = is_prefixed(name, "min-"), at_most = is_prefixed(name, "max-");
    if (slice_is(name, "orientation"))
        return slice_is(feature->value, paper.width > paper.height ? "landscape" : "portrait");
    if (at_least || at_most) {
        name.start += 4;
        name.length -= 4;
    }
    dimen limit, side = slice_is(name, "width") ? paper.width : paper.height;
    bool is_side = slice_is(name, "width") || slice_is(name, "height");
    if (!is_side || !value_absolute(feature->value, &limit))
        return false;
    return at_least ? side >= limit : at_most ? side <= limit : side == limit;
}

static bool query_matches(const struct query *query, struct paper paper)
{
    bool matches = query->type == TYPE_ALL || query->type == TYPE_PRINT;
    for (size_t i = 0; matches && i < query->feature_count; i++)
        matches = holds_on(&query->features[i], paper);
    return !query->bad && matches != query->negated;
}

static bool list_matches(struct slice list, struct paper paper)
{
    struct query query;
    bool matches = slice_trim(list).length == 0;
    while (!matches && take_query(&list, &query))
        matches = query_matches(&query, paper);
    return matches;
}

bool media_matches_paper(const struct media *media, struct paper paper)
{
    bool matches = true;
    for (; media && matches; media = media->parent)
        matches = list_matches(media->query, paper);
    return matches;
}

/* ── Which books ─────────────────────────────────────────────────────────────────────────────── */

static bool is_known_feature(struct slice name)
{
    static const char *const known[] = {"width",         "height",
                                        "orientation",   "prefers-color-scheme",
                                        "color",         "hover",
                                        "pointer",       "monochrome",
                                        "resolution",    "aspect-ratio",
                                        "update",        "prefers-contrast",
                                        "forced-colors", "prefers-reduced-motion"};
    if (is_prefixed(name, "min-") || is_prefixed(name, "max-")) {
        name.start += 4;
        name.length -= 4;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (slice_is(name, known[i]))
            return true;
    return false;
}

/* Whether a feature of paper has a value that it can have; of others, readers know. */
static bool suits(const struct feature *feature)
{
    bool is_limit = is_prefixed(feature->name, "min-") || is_prefixed(feature->name, "max-");
    struct slice name = feature->name;
    dimen length;
    if (is_limit) {
        name.start += 4;
        name.length -= 4;
    }
    if (feature->value.length == 0)
        return !is_limit;
    if (slice_is(name, "orientation"))
        return slice_is(feature->value, "portrait") || slice_is(feature->value, "landscape");
    bool is_side = slice_is(name, "width") || slice_is(name, "height");
    return !is_side || value_absolute(feature->value, &length);
}

static void check_feature(const struct feature *feature, struct position where, struct diag *diag)
{
    if (!is_known_feature(feature->name))
        css_warn(diag, "css-media", where, NULL, "the media feature \"%.*s\" is not known",
                 (int)feature->name.length, feature->name.start);
    else if (!suits(feature))
        css_warn(diag, "css-media", where, "such as (min-width: 10cm), (orientation: landscape)",
                 "\"%.*s\" is no value of the media feature \"%.*s\"", (int)feature->value.length,
                 feature->value.start, (int)feature->name.length, feature->name.start);
}

static void check_query(const struct query *query, const struct media *media, struct diag *diag)
{
    struct slice all = media->query;
    if (query->bad)
        css_warn(diag, "css-media", media->where, "such as print, not screen, or (min-width: 10cm)",
                 "the media query \"%.*s\" cannot be read", (int)all.length, all.start);
    else if (query->type == TYPE_OTHER)
        css_warn(diag, "css-media", media->where, "the books are print and epub",
                 "the medium \"%.*s\" never occurs", (int)query->type_name.length,
                 query->type_name.start);
    for (size_t i = 0; !query->bad && i < query->feature_count; i++)
        check_feature(&query->features[i], media->where, diag);
}

static enum book_kind books_of(const struct query *query)
{
    static const enum book_kind kinds[] = {[TYPE_ALL] = FOR_BOTH,
                                           [TYPE_PRINT] = FOR_PDF,
                                           [TYPE_SCREEN] = FOR_EPUB,
                                           [TYPE_EPUB] = FOR_EPUB};
    if (query->bad)
        return 0;
    enum book_kind kind = query->type == TYPE_OTHER ? 0 : kinds[query->type];
    if (!query->negated)
        return kind;
    /* What only a reader knows may be false or true. */
    bool is_open = query->feature_count > 0 || query->type == TYPE_SCREEN;
    return (FOR_BOTH & ~kind) | (is_open ? kind : 0);
}

enum book_kind media_books(const struct media *media, struct diag *diag)
{
    enum book_kind books = FOR_BOTH;
    for (; media; media = media->parent, diag = NULL) {
        struct slice list = media->query;
        enum book_kind own = slice_trim(list).length == 0 ? FOR_BOTH : 0;
        struct query query;
        if (media->is_supports)
            own = FOR_EPUB;
        while (!media->is_supports && take_query(&list, &query)) {
            if (diag)
                check_query(&query, media, diag);
            own |= books_of(&query);
        }
        books &= own;
    }
    return books;
}

/* ── The EPUB ────────────────────────────────────────────────────────────────────────────────── */

/* What is left of a query: false when readers need not be asked. */
static bool put_query(const struct query *query, struct buffer *out)
{
    bool is_screen = query->type == TYPE_SCREEN;
    if (query->feature_count == 0 && !is_screen)
        return false;
    if (query->negated)
        buffer_put_string(out, is_screen ? "not screen" : "not all");
    else if (is_screen)
        buffer_put_string(out, "screen");
    if (query->feature_count > 0) {
        if (is_screen || query->negated)
            buffer_put_string(out, " and ");
        buffer_put(out, query->rest.start, query->rest.length);
    }
    return true;
}

void media_put_for_epub(const struct media *media, struct buffer *out)
{
    struct slice list = media->query;
    struct query query;
    size_t before = out->length;
    if (media->is_supports) {
        buffer_put(out, list.start, list.length);
        return;
    }
    while (take_query(&list, &query)) {
        if (!(books_of(&query) & FOR_EPUB))
            continue;
        if (out->length > before)
            buffer_put_string(out, ", ");
        if (!put_query(&query, out)) { /* true whatever the others say */
            out->length = before;
            return;
        }
    }
}
