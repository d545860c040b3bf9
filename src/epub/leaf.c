/* Enters: nodes that hold nothing. Leaves: their XHTML. Boxes of tasks are characters, not form
 * controls, which many a reading system draws badly or not at all; the number of a footnote is the
 * link back to where it was referred to first, with further ones behind it. */
#include <string.h>

#include "epub/url.h"
#include "epub/writer.h"
#include "epub/xml.h"

/* cmark escapes quotation marks in text too, where XML does not ask for it. */
static void put_characters(struct writer *writer, const char *text)
{
    if (writer->edition->plain)
        epub_put_quoted(writer->out, text);
    else
        epub_put_text(writer->out, text);
}

/* An element that holds only text. */
static void put_element(struct writer *writer, const struct node *node, const char *name,
                        const char *text)
{
    buffer_printf(writer->out, "<%s", name);
    epub_put_attributes(writer, node, name);
    buffer_put_char(writer->out, '>');
    put_characters(writer, text);
    buffer_printf(writer->out, "</%s>", name);
}

void epub_put_string(struct writer *writer, const struct node *node, unsigned surroundings)
{
    (void)surroundings;
    put_characters(writer, node->text);
}

void epub_put_code(struct writer *writer, const struct node *node, unsigned surroundings)
{
    (void)surroundings;
    put_element(writer, node, "code", node->text);
}

static void put_language_class(struct writer *writer, const char *language)
{
    if (!language)
        return;
    buffer_clear(&writer->scratch);
    buffer_put_string(&writer->scratch, "language-");
    buffer_put_string(&writer->scratch, language);
    epub_put_attribute(writer->out, "class", buffer_string(&writer->scratch));
}

/* Where the text of code begins and ends in the part being written. */
static size_t find_code_start(const struct writer *writer, const struct node *node)
{
    const struct cut *start = writer->part ? &writer->part->start : NULL;
    return start && start->node == node ? start->offset : 0;
}

static size_t find_code_end(const struct writer *writer, const struct node *node)
{
    const struct cut *end = writer->part ? &writer->part->end : NULL;
    return end && end->node == node ? end->offset : strlen(node->code.text);
}

/* The pieces of code, each in a span that names its class. None goes over the end of a line. */
static void put_pieces(struct writer *writer, const struct node *node)
{
    const char *text = node->code.text;
    size_t at = find_code_start(writer, node), end = find_code_end(writer, node);
    for (size_t i = epub_find_span(node, at); i < node->code.span_count; i++) {
        const struct code_span *span = &node->code.spans[i];
        if (span->start >= end)
            break;
        epub_put_bytes(writer->out, text + at, span->start - at);
        buffer_printf(writer->out, "<span class=\"%s\">", code_class_name(span->class));
        epub_put_bytes(writer->out, text + span->start, span->end - span->start);
        buffer_put_string(writer->out, "</span>");
        at = span->end;
    }
    epub_put_bytes(writer->out, text + at, end - at);
}

/* No spans where cmark has none. */
static void put_code_text(struct writer *writer, const struct node *node)
{
    if (writer->edition->plain)
        epub_put_quoted(writer->out, node->code.text);
    else
        put_pieces(writer, node);
}

/* Those who listen are told that code comes, or a formula, and of what language. */
static void put_code_label(struct writer *writer, const struct node *node)
{
    bool is_formula = node_is_formula(node);
    const char *language = is_formula ? "TeX" : node->code.language;
    const char *term = edition_term(writer->edition, is_formula ? TERM_FORMULA : TERM_CODE);
    epub_put_attribute(writer->out, "role", "group");
    epub_put_attribute(writer->out, "aria-label",
                       language ? arena_printf(writer->edition->arena, "%s: %s", term, language)
                                : term);
}

void epub_put_code_block(struct writer *writer, const struct node *node, unsigned surroundings)
{
    if (surroundings & IN_PHRASING) {
        buffer_put_string(writer->out, "<code");
        epub_put_attributes(writer, node, "code");
        buffer_put_char(writer->out, '>');
        put_code_text(writer, node);
        buffer_put_string(writer->out, "</code>");
        return;
    }
    epub_start_line(writer->out);
    buffer_put_string(writer->out, "<pre");
    epub_put_attributes(writer, node, "pre");
    if (!writer->edition->plain)
        put_code_label(writer, node);
    buffer_put_string(writer->out, "><code");
    put_language_class(writer, node->code.language);
    buffer_put_char(writer->out, '>');
    put_code_text(writer, node);
    buffer_put_string(writer->out, "</code></pre>\n");
}

void epub_put_soft_break(struct writer *writer, const struct node *node, unsigned surroundings)
{
    (void)node, (void)surroundings;
    buffer_put_char(writer->out, '\n');
}

/* A line's end, or a rule where there may be one. */
void epub_put_break(struct writer *writer, const struct node *node, unsigned surroundings)
{
    bool rule = node->kind == NODE_THEMATIC_BREAK && !(surroundings & IN_PHRASING);
    if (rule)
        epub_start_line(writer->out);
    buffer_put_string(writer->out, rule ? "<hr" : "<br");
    epub_put_attributes(writer, node, rule ? "hr" : "br");
    buffer_put_string(writer->out, " />\n");
}

/* What stands for an image that cannot be shown: its words, or else its name in brackets. */
static void put_alternative(struct writer *writer, const struct node *node)
{
    const char *text = node->image.stand_in ? node->image.stand_in : "";
    if (*text && epub_is_blank(node->image.alternative))
        text = arena_printf(writer->edition->arena, "[%s]", text);
    if (*text || anchors_find(&writer->edition->anchors, node))
        put_element(writer, node, "span", text);
}

/* What nobody described says nothing, instead of alt="", which would hide it from those who listen:
 * HTML has the attribute missing where there are no words (HTML, 4.8.4.4.2), readers say that an
 * image is there, and checkers of accessibility find it. */
static void put_description(struct writer *writer, const struct node *node)
{
    const char *text = node->image.alternative;
    if (writer->edition->plain || node->image.is_decoration || !epub_is_blank(text))
        epub_put_attribute(writer->out, "alt", text);
    if (node->image.is_decoration && !writer->edition->plain)
        epub_put_attribute(writer->out, "role", "presentation");
}

void epub_put_image(struct writer *writer, const struct node *node, unsigned surroundings)
{
    (void)surroundings;
    const char *file = edition_image_file(writer->edition, node->image.image);
    if (!file && !writer->edition->plain) {
        put_alternative(writer, node);
        return;
    }
    struct buffer address = {0};
    if (writer->edition->plain)
        epub_put_plain_url(&address, node->image.source ? node->image.source : "");
    else
        buffer_put_string(&address, file);
    buffer_put_string(writer->out, "<img");
    epub_put_attribute(writer->out, "src", buffer_string(&address));
    put_description(writer, node);
    epub_put_attributes(writer, node, "img");
    buffer_put_string(writer->out, " />");
    buffer_drop(&address);
}

/* ── Footnotes ───────────────────────────────────────────────────────────────────────────────── */

static const struct anchor *find_anchor(const struct writer *writer, const struct node *node)
{
    return node ? anchors_find(&writer->edition->anchors, node) : NULL;
}

static void put_link(struct writer *writer, const struct anchor *anchor, const char *attributes,
                     const char *text)
{
    buffer_clear(&writer->scratch);
    epub_put_anchor_address(writer, anchor, &writer->scratch);
    buffer_put_string(writer->out, "<a");
    epub_put_attribute(writer->out, "href", buffer_string(&writer->scratch));
    buffer_printf(writer->out, "%s>%s</a>", attributes, text);
}

static const char *print_number(const struct writer *writer, const struct node *footnote)
{
    return arena_printf(writer->edition->arena, "%d", footnote->footnote.number);
}

/* Links do not nest, so a reference in a link waits for its end. */
void epub_put_reference(struct writer *writer, const struct node *node, unsigned surroundings)
{
    const struct node *footnote = node->reference.footnote;
    const struct anchor *note = find_anchor(writer, footnote);
    if (!footnote)
        return;
    if (note && surroundings & IN_LINK && !writer->edition->plain) {
        vector_push(&writer->postponed, node);
        return;
    }
    buffer_put_string(writer->out, "<sup");
    epub_put_attributes(writer, node, "sup");
    buffer_put_char(writer->out, '>');
    if (note && !(surroundings & IN_LINK))
        put_link(writer, note, " epub:type=\"noteref\" role=\"doc-noteref\"",
                 print_number(writer, footnote));
    else
        buffer_printf(writer->out, "%d", footnote->footnote.number);
    buffer_put_string(writer->out, "</sup>");
}

void epub_put_postponed(struct writer *writer)
{
    for (size_t i = 0; i < writer->postponed.count; i++)
        epub_put_reference(writer, writer->postponed.items[i], 0);
    writer->postponed.count = 0;
}

/* From a note back to the further places that refer to it: they are numbered from 2. */
static void put_further_backlinks(struct writer *writer)
{
    const struct note_reference *references = writer->edition->anchors.references.items;
    size_t count = 1;
    buffer_put_string(writer->out, " <small class=\"backlinks\">");
    for (size_t i = references[writer->note->first].next; i; i = references[i].next) {
        const char *text = arena_printf(writer->edition->arena, "↩\u00A0%zu", ++count);
        buffer_put_string(writer->out, count > 2 ? " " : "");
        put_link(writer, find_anchor(writer, references[i].node), " role=\"doc-backlink\"", text);
    }
    buffer_put_string(writer->out, "</small>");
}

/* The number of a note leads back to where it was first referred to. */
static void put_backlinks(struct writer *writer, const struct node *footnote)
{
    const struct note_reference *first =
        writer->note ? &writer->edition->anchors.references.items[writer->note->first] : NULL;
    const char *number = print_number(writer, footnote);
    if (first)
        put_link(writer, find_anchor(writer, first->node), " role=\"doc-backlink\"", number);
    else
        buffer_put_string(writer->out, number);
    if (first && first->next)
        put_further_backlinks(writer);
}

/* ── Tasks ───────────────────────────────────────────────────────────────────────────────────── */

static void put_box(struct writer *writer, bool done)
{
    if (writer->edition->plain)
        buffer_printf(writer->out, "<input type=\"checkbox\"%s disabled=\"\" />",
                      done ? " checked=\"\"" : "");
    else
        buffer_printf(writer->out, "<span class=\"box\">%s</span>", done ? "☑" : "☐");
}

void epub_put_checkbox(struct writer *writer, const struct node *node, unsigned surroundings)
{
    (void)surroundings;
    put_box(writer, node->checkbox.done);
}

/* ── What stands first ───────────────────────────────────────────────────────────────────────── */

bool epub_has_lead(const struct node *node)
{
    return node->kind == NODE_FOOTNOTE || (node->kind == NODE_LIST_ITEM && node->item.task);
}

void epub_put_lead(struct writer *writer, const struct node *node)
{
    if (node->kind == NODE_LIST_ITEM)
        put_box(writer, node->item.done);
    else
        put_backlinks(writer, node);
    buffer_put_char(writer->out, ' ');
}
