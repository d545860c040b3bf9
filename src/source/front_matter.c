/* Enters: the text of a file. Leaves: its metadata, and where the Markdown begins.
 * The block from a first line "---" to a line "---" or "..." is loaded with libyaml. A mapping is
 * front matter; anything else was a thematic break and is left to the Markdown. What does not parse
 * is an error only when it opens like a mapping ("key:"). Aliases stay references to one shared
 * node and only scalars and one level of lists are read, so neither an alias bomb nor a loop of
 * aliases is ever followed. libyaml's time grows with the square of open brackets and of anchors,
 * so thousands of them are refused before it sees them. */
#include "source/front_matter.h"

#include <string.h>
#include <yaml.h>

#include "base/file.h"
#include "base/vector.h"
#include "source/metadata_key.h"

enum { MAX_BRACKETS_AND_ANCHORS = 1000 };

struct front_matter {
    struct arena *arena;
    struct diag *diag;
    const char *file;
    struct metadata *meta;
    yaml_document_t document;
};

/* ── Finding it ──────────────────────────────────────────────────────────────────────────────── */

static bool is_marker(const char *line, size_t length, const char *marker)
{
    while (length > 3 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
        length--;
    return length == 3 && memcmp(line, marker, 3) == 0;
}

/* Sets *content to the YAML between the marker lines and *body behind them. */
static bool find_block(const struct input *input, size_t *content, size_t *content_end,
                       size_t *body)
{
    const char *text = input->text;
    size_t line = strcspn(text, "\n");
    if (!is_marker(text, line, "---"))
        return false;
    *content = line + (text[line] == '\n');
    for (size_t start = *content; start < input->length;) {
        size_t length = strcspn(text + start, "\n");
        size_t next = start + length + (text[start + length] == '\n');
        if (is_marker(text + start, length, "---") || is_marker(text + start, length, "...")) {
            *content_end = start;
            *body = next;
            return true;
        }
        start = next;
    }
    return false;
}

/* True when the first line that says something is "word:", the start of a mapping. */
static bool looks_like_mapping(const char *yaml, size_t length)
{
    const char *end = yaml + length;
    while (yaml < end && (*yaml == '\n' || *yaml == '#'))
        yaml += *yaml == '#' ? strcspn(yaml, "\n") : 1;
    const char *word = yaml;
    while (yaml < end && (*yaml == '_' || *yaml == '-' || (*yaml >= '0' && *yaml <= '9') ||
                          ((*yaml | 0x20) >= 'a' && (*yaml | 0x20) <= 'z')))
        yaml++;
    return yaml > word && yaml < end && *yaml == ':';
}

/* ── Reading values ──────────────────────────────────────────────────────────────────────────── */

static struct position locate(const struct front_matter *front, yaml_mark_t mark)
{
    /* libyaml counts from 0 and does not see the first "---" line. */
    return (struct position){front->file, (int)mark.line + 2, (int)mark.column + 1};
}

/* The value as text; NULL when it is empty or null. Anything but a scalar is reported. */
static const char *read_scalar(const struct front_matter *front, const yaml_node_t *node)
{
    if (node->type != YAML_SCALAR_NODE) {
        diag_report(front->diag, SEVERITY_WARNING, "front-matter", locate(front, node->start_mark),
                    "write plain text after the key", "this value must be text; it is left out");
        return NULL;
    }
    const char *value = (const char *)node->data.scalar.value;
    bool plain = node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (!*value || (plain && (strcmp(value, "~") == 0 || strcmp(value, "null") == 0)))
        return NULL;
    return arena_copy_string(front->arena, value);
}

/* An author is text, or a mapping with a name. */
static const char *read_author(struct front_matter *front, const yaml_node_t *node)
{
    if (node->type != YAML_MAPPING_NODE)
        return read_scalar(front, node);
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; pair < node->data.mapping.pairs.top; pair++) {
        const yaml_node_t *key = yaml_document_get_node(&front->document, pair->key);
        if (key->type == YAML_SCALAR_NODE && !strcmp((char *)key->data.scalar.value, "name"))
            return read_scalar(front, yaml_document_get_node(&front->document, pair->value));
    }
    diag_report(front->diag, SEVERITY_WARNING, "front-matter", locate(front, node->start_mark),
                "give it a name: key", "this author has no name; it is left out");
    return NULL;
}

static const char *read_value(struct front_matter *front, const struct metadata_key *key,
                              const yaml_node_t *node)
{
    const char *value = key->is_person ? read_author(front, node) : read_scalar(front, node);
    struct position where = locate(front, node->start_mark);
    bool is_good = value && metadata_key_accepts(key, value, where, front->diag);
    return is_good ? value : NULL;
}

/* The items of a list, or the one that is no list; those that are refused are left out. */
static void set_values(struct front_matter *front, const struct metadata_key *key,
                       const yaml_node_t *node)
{
    bool is_list = key->is_list && node->type == YAML_SEQUENCE_NODE;
    size_t most = 1, count = 0;
    if (is_list)
        most = (size_t)(node->data.sequence.items.top - node->data.sequence.items.start);
    const char **items = ARENA_ARRAY(front->arena, const char *, most);
    for (size_t i = 0; i < most; i++) {
        const yaml_node_t *item = node;
        if (is_list)
            item = yaml_document_get_node(&front->document, node->data.sequence.items.start[i]);
        const char *text = read_value(front, key, item);
        if (text)
            items[count++] = text;
    }
    metadata_set(front->meta, key, items, count, file_folder(front->arena, front->file));
}

/* {name: Title, …} */
static void set_titles(struct front_matter *front, const struct metadata_key *key,
                       const yaml_node_t *node)
{
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; pair < node->data.mapping.pairs.top; pair++) {
        const char *name = read_scalar(front, yaml_document_get_node(&front->document, pair->key));
        const char *title =
            read_scalar(front, yaml_document_get_node(&front->document, pair->value));
        if (name)
            metadata_add(front->arena, front->meta, key,
                         title ? arena_printf(front->arena, "%s: %s", name, title) : name);
    }
}

/* ── Keys ────────────────────────────────────────────────────────────────────────────────────── */

static void read_pair(struct front_matter *front, const yaml_node_t *key, const yaml_node_t *value)
{
    const char *name =
        key->type == YAML_SCALAR_NODE ? (const char *)key->data.scalar.value : "(not text)";
    const struct metadata_key *known = metadata_key_find(name);
    if (!known) {
        diag_report(front->diag, SEVERITY_NOTE, "front-matter", locate(front, key->start_mark),
                    NULL, "the key \"%s\" means nothing to bifolio", name);
        return;
    }
    if (known->is_titled && value->type == YAML_MAPPING_NODE)
        set_titles(front, known, value);
    else
        set_values(front, known, value);
}

static void read_mapping(struct front_matter *front, const yaml_node_t *root)
{
    front->meta->where = (struct position){front->file, 1, 1};
    const yaml_node_pair_t *pair = root->data.mapping.pairs.start;
    for (; pair < root->data.mapping.pairs.top; pair++)
        read_pair(front, yaml_document_get_node(&front->document, pair->key),
                  yaml_document_get_node(&front->document, pair->value));
}

/* ── The whole ───────────────────────────────────────────────────────────────────────────────── */

static void report_broken(const struct front_matter *front, const yaml_parser_t *parser)
{
    diag_report(front->diag, SEVERITY_ERROR, "front-matter", locate(front, parser->problem_mark),
                "put values that hold : # [ { or quotes between quotation marks",
                "broken front matter: %s", parser->problem ? parser->problem : "not YAML");
}

static bool is_excessive(const char *yaml, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += yaml[i] == '[' || yaml[i] == '{' || yaml[i] == '&';
    return count > MAX_BRACKETS_AND_ANCHORS;
}

static void report_excess(const struct front_matter *front)
{
    diag_report(front->diag, SEVERITY_ERROR, "front-matter", (struct position){front->file, 1, 1},
                "write only what describes the book into it",
                "the front matter has too many brackets or anchors");
}

/* True when the document is a mapping; it is spent. */
static bool read_document(struct front_matter *front)
{
    const yaml_node_t *root = yaml_document_get_root_node(&front->document);
    bool is_mapping = root && root->type == YAML_MAPPING_NODE;
    if (is_mapping && front->meta)
        read_mapping(front, root);
    yaml_document_delete(&front->document);
    return is_mapping;
}

/* Loads the YAML. False (reported) when it is broken; *is_mapping tells what it was. */
static bool load(struct front_matter *front, const char *yaml, size_t length, bool *is_mapping)
{
    bool is_meant = looks_like_mapping(yaml, length);
    *is_mapping = false;
    if (is_excessive(yaml, length)) {
        if (is_meant)
            report_excess(front);
        return !is_meant;
    }
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return true;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml, length);
    bool loaded = yaml_parser_load(&parser, &front->document);
    if (!loaded && is_meant)
        report_broken(front, &parser);
    if (loaded)
        *is_mapping = read_document(front);
    yaml_parser_delete(&parser);
    return loaded || !is_meant;
}

static int count_lines(const char *text, size_t length)
{
    int lines = 0;
    for (size_t i = 0; i < length; i++)
        lines += text[i] == '\n';
    return lines;
}

bool front_matter_read(struct arena *arena, struct input *input, struct metadata *meta,
                       struct diag *diag)
{
    size_t content, content_end, body;
    if (!find_block(input, &content, &content_end, &body))
        return true;
    struct front_matter front = {.arena = arena, .diag = diag, .file = input->path, .meta = meta};
    if (!load(&front, input->text + content, content_end - content, &input->has_front))
        return false;
    if (input->has_front) {
        input->body = body;
        input->body_line = count_lines(input->text, body);
    }
    return true;
}
