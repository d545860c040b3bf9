/* Enters: the syntax tree of a piece of a sheet. Leaves: its rules, in order. Where the grammar
 * finds no structure (an ERROR or MISSING node), that is reported, and only that rule is lost.
 * Preludes of at-rules and values are taken as text and parsed elsewhere. */
#include "style/reader.h"

#include "style/selector.h"
#include "style/value.h"

enum { NESTED_MAX = 8 };

static void read_statements(struct reader *reader, TSNode parent, const struct media *media);

static void warn_at(const struct reader *reader, TSNode node, const char *hint, const char *what)
{
    css_warn(reader->sheets->diag, "css-syntax", position_of(reader, node), hint, "%s: \"%s\"",
             what, reader_quote(reader, text_of(reader, node)));
}

/* ── Parts of a statement ────────────────────────────────────────────────────────────────────── */

/* The last child, when it is a block; a null node otherwise. */
static TSNode find_block(TSNode statement)
{
    uint32_t count = ts_node_child_count(statement);
    TSNode last = count > 0 ? ts_node_child(statement, count - 1) : statement;
    return count > 0 && is_type(last, "block") ? last : (TSNode){0};
}

/* What stands between the first child (the keyword) and the block or semicolon. */
static struct slice find_prelude(const struct reader *reader, TSNode statement)
{
    uint32_t count = ts_node_child_count(statement);
    TSNode keyword = ts_node_child(statement, 0), last = ts_node_child(statement, count - 1);
    uint32_t start = ts_node_end_byte(keyword), end = ts_node_end_byte(statement);
    if (is_type(last, "block") || is_type(last, ";"))
        end = ts_node_start_byte(last);
    if (end < start)
        end = start;
    return slice_trim((struct slice){reader->text + start, end - start});
}

static struct rule start_rule(const struct reader *reader, TSNode node, enum rule_kind kind,
                              const struct media *media)
{
    return (struct rule){.kind = kind,
                         .origin = reader->origin,
                         .media = media,
                         .books = media_books(media, NULL),
                         .where = position_of(reader, node)};
}

static void refuse_nested(struct reader *reader, TSNode node, const struct rule *rule)
{
    (void)rule;
    warn_at(reader, node, "is a } missing above it?", "a rule within a rule cannot be read");
}

/* ── Rules ───────────────────────────────────────────────────────────────────────────────────── */

/* False when something before the block could not be read. */
static bool is_clean(TSNode rule)
{
    uint32_t count = ts_node_child_count(rule);
    for (uint32_t i = 0; i + 1 < count && i < 8; i++)
        if (ts_node_has_error(ts_node_child(rule, i)))
            return false;
    return true;
}

static void read_rule(struct reader *reader, TSNode node, const struct media *media)
{
    TSNode selectors = ts_node_child(node, 0), block = find_block(node);
    struct rule rule = start_rule(reader, node, RULE_STYLE, media);
    if (ts_node_is_null(block) || !is_clean(node)) {
        warn_at(reader,
                ts_node_has_error(selectors) && !ts_node_is_null(block) &&
                        ts_node_end_byte(selectors) == ts_node_start_byte(selectors)
                    ? block
                    : node,
                "its rule is left out", "this selector cannot be read");
        return;
    }
    rule.prelude = reader_copy(reader, text_of(reader, selectors));
    if (!reader_selectors(reader, selectors, &rule))
        return;
    reader_declarations(reader, block, &rule, refuse_nested);
    vector_push(&reader->sheets->rules, rule);
}

static void read_margin_box(struct reader *reader, TSNode node, const struct rule *page)
{
    if (!is_type(node, "at_rule") || ts_node_is_null(find_block(node))) {
        refuse_nested(reader, node, page);
        return;
    }
    struct rule rule = start_rule(reader, node, RULE_MARGIN_BOX, page->media);
    rule.prelude = reader_copy(reader, text_of(reader, ts_node_child(node, 0)));
    rule.page = page->prelude;
    reader_declarations(reader, find_block(node), &rule, refuse_nested);
    vector_push(&reader->sheets->rules, rule);
}

static void read_page(struct reader *reader, TSNode node, const struct media *media)
{
    struct rule rule = start_rule(reader, node, RULE_PAGE, media);
    rule.prelude = reader_copy(reader, find_prelude(reader, node));
    reader_declarations(reader, find_block(node), &rule, read_margin_box);
    vector_push(&reader->sheets->rules, rule);
}

static void read_font_face(struct reader *reader, TSNode node, const struct media *media)
{
    struct rule rule = start_rule(reader, node, RULE_FONT_FACE, media);
    rule.prelude = "@font-face";
    reader_declarations(reader, find_block(node), &rule, refuse_nested);
    if (css_read_font_face(reader->sheets, &rule, reader->file))
        vector_push(&reader->sheets->rules, rule);
}

static void read_media(struct reader *reader, TSNode node, const struct media *parent)
{
    TSNode block = find_block(node);
    struct media *media = ARENA_NEW(reader->sheets->arena, struct media);
    struct slice prelude = find_prelude(reader, node);
    const char *query = reader_copy(reader, prelude);
    *media = (struct media){.parent = parent, .query = {query, strlen(query)}};
    media->where = position_of(reader, node);
    if (ts_node_is_null(block)) {
        warn_at(reader, node, NULL, "this @media has no block");
        return;
    }
    media_books(media, reader->sheets->diag);
    read_statements(reader, block, media);
}

/* Readers know what they support; the PDF takes what stands outside. */
static void read_supports(struct reader *reader, TSNode node, const struct media *parent)
{
    TSNode block = find_block(node);
    struct media *media = ARENA_NEW(reader->sheets->arena, struct media);
    const char *condition = reader_copy(reader, find_prelude(reader, node));
    *media = (struct media){.parent = parent,
                            .query = {condition, strlen(condition)},
                            .is_supports = true,
                            .where = position_of(reader, node)};
    if (media_books(parent, NULL) & FOR_PDF)
        css_warn(reader->sheets->diag, "css-unsupported", media->where, "put it into @media epub",
                 "the PDF leaves \"@supports\" out");
    if (!ts_node_is_null(block))
        read_statements(reader, block, media);
}

/* ── @import and the rest ────────────────────────────────────────────────────────────────────── */

/* The address of an @import, and the media behind it. */
static struct slice split_import(struct slice prelude, struct slice *media)
{
    struct scanner scanner = scanner_start(prelude);
    struct slice url;
    if (!scanner_take_url(&scanner, &url))
        url.length = 0;
    const char *rest = scanner.token.text.start, *end = prelude.start + prelude.length;
    *media = slice_trim((struct slice){rest, rest < end ? (size_t)(end - rest) : 0});
    return url;
}

/* The media behind an @import's address. */
static const struct media *import_media(struct reader *reader, TSNode node, struct slice query,
                                        const struct media *parent)
{
    if (query.length == 0)
        return parent;
    struct media *media = ARENA_NEW(reader->sheets->arena, struct media);
    *media = (struct media){.parent = parent, .query = query, .where = position_of(reader, node)};
    media_books(media, reader->sheets->diag);
    return media;
}

static void read_import(struct reader *reader, TSNode node, const struct media *parent)
{
    struct slice query, url = split_import(find_prelude(reader, node), &query);
    if (reader->has_rules)
        warn_at(reader, node, "move it to the head of the sheet",
                "this @import stands behind rules");
    else if (url.length == 0)
        warn_at(reader, node, "write @import \"file.css\";", "this @import names no file");
    else
        css_import(reader->sheets, url, reader->file, reader->origin,
                   import_media(reader, node, query, parent), position_of(reader, node));
}

static void read_at_rule(struct reader *reader, TSNode node, const struct media *media)
{
    static const char *const known[] = {"@page",   "@font-face", "@media",
                                        "@import", "@charset",   NULL};
    struct slice keyword = text_of(reader, ts_node_child(node, 0));
    bool has_block = !ts_node_is_null(find_block(node));
    if (slice_is(keyword, "@page") && has_block) {
        read_page(reader, node, media);
    } else if (slice_is(keyword, "@font-face") && has_block) {
        read_font_face(reader, node, media);
    } else if (media_books(media, NULL) & FOR_PDF) {
        const char *name = reader_copy(reader, keyword), *near = hint_nearest(name, known);
        css_warn(reader->sheets->diag, "css-unsupported", position_of(reader, node),
                 near ? arena_printf(reader->sheets->arena, "did you mean %s?", near) : NULL,
                 "\"%s\" is not supported; it is left out", name);
    }
}

/* ── Statements ──────────────────────────────────────────────────────────────────────────────── */

static const struct statement {
    const char *type;
    void (*read)(struct reader *reader, TSNode node, const struct media *media);
} statements[] = {
    {"rule_set", read_rule},
    {"media_statement", read_media},
    {"at_rule", read_at_rule},
    {"import_statement", read_import},
    {"supports_statement", read_supports},
    {"keyframes_statement", read_at_rule},
    {"namespace_statement", read_at_rule},
    {"scope_statement", read_at_rule},
};

static void read_statement(struct reader *reader, TSNode node, const struct media *media)
{
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        if (is_type(node, statements[i].type)) {
            reader->has_rules |=
                statements[i].read != read_import && statements[i].read != read_at_rule;
            statements[i].read(reader, node, media);
            return;
        }
    }
    bool is_known = is_type(node, "comment") || is_type(node, "charset_statement");
    if (is_type(node, "js_comment"))
        warn_at(reader, node, "comments are written /* so */", "CSS has no such comment");
    else if (ts_node_is_missing(node))
        warn_at(reader, node, NULL, "a } is missing at the end");
    else if (ts_node_is_named(node) && !is_known)
        warn_at(reader, node, NULL, "this cannot be read as CSS");
}

static void read_statements(struct reader *reader, TSNode parent, const struct media *media)
{
    if (reader->depth >= NESTED_MAX) {
        warn_at(reader, parent, NULL, "at-rules are nested too deeply here");
        return;
    }
    reader->depth++;
    TSTreeCursor cursor = ts_tree_cursor_new(parent);
    for (bool more = ts_tree_cursor_goto_first_child(&cursor); more;
         more = ts_tree_cursor_goto_next_sibling(&cursor))
        read_statement(reader, ts_tree_cursor_current_node(&cursor), media);
    ts_tree_cursor_delete(&cursor);
    reader->depth--;
}

/* ── Rules that stand alone ──────────────────────────────────────────────────────────────────── */

static bool swallows_lines(TSNode node)
{
    return is_type(node, "ERROR") && ts_node_end_point(node).row > ts_node_start_point(node).row;
}

uint32_t reader_statements(struct reader *reader, TSNode root, const struct media *media)
{
    uint32_t restart = 0;
    bool is_lost = is_type(root, "ERROR"); /* and nothing in it says so */
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    for (bool more = ts_tree_cursor_goto_first_child(&cursor); more && !restart;
         more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        read_statement(reader, node, media);
        is_lost = is_lost && !ts_node_is_named(node);
        if (!swallows_lines(node))
            continue;
        uint32_t start = ts_node_start_byte(node);
        restart = start + (uint32_t)strcspn(reader->text + start, "\n") + 1;
    }
    ts_tree_cursor_delete(&cursor);
    if (is_lost)
        warn_at(reader, root, NULL, "this cannot be read as CSS");
    return restart;
}
