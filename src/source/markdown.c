/* Enters: checked text. Leaves: nodes with places in the file, footnotes bound to their references.
 * cmark-gfm parses (CommonMark 0.29 and GitHub's extensions; footnotes come at the end of its tree,
 * ordered by first reference); its tree is walked along its links, without recursion, and turned
 * into ours node by node. */
#include "source/markdown.h"

#include "source/guard.h"
#include "source/markdown_node.h"

static void attach(cmark_parser *parser, const char *extension)
{
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extension));
}

static cmark_node *parse(const struct input *input, const struct markdown_options *options,
                         struct diag *diag)
{
    cmark_gfm_core_extensions_ensure_registered();
    int flags = CMARK_OPT_FOOTNOTES | (options->as_written ? 0 : CMARK_OPT_SMART);
    cmark_parser *parser = cmark_parser_new(flags);
    if (guard_tables(input, diag))
        attach(parser, "table");
    attach(parser, "strikethrough");
    attach(parser, "tasklist");
    if (!options->as_written)
        attach(parser, "autolink");
    cmark_parser_feed(parser, input->text + input->body, input->length - input->body);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}

/* The next cmark node in document order that does not lie in `from`; *parent follows. */
static cmark_node *step_over(cmark_node *from, struct node **parent)
{
    while (*parent && !cmark_node_next(from)) {
        from = cmark_node_parent(from);
        *parent = (*parent)->parent;
    }
    return cmark_node_next(from);
}

static void convert_tree(struct markdown *markdown, cmark_node *document, struct node *root)
{
    struct node *parent = root;
    cmark_node *from = cmark_node_first_child(document);
    while (from) {
        bool descend = false;
        struct node *node = markdown_convert(markdown, &from, parent, &descend);
        cmark_node *child = descend ? cmark_node_first_child(from) : NULL;
        if (child) {
            parent = node;
            from = child;
        } else {
            from = step_over(from, &parent);
        }
    }
}

static void bind_footnotes(struct markdown *markdown)
{
    for (size_t i = 0; i < markdown->references.count; i++) {
        struct node *reference = markdown->references.items[i];
        size_t number = (size_t)reference->reference.ordinal;
        if (number < 1 || number > markdown->footnotes.count) {
            node_unlink(reference);
            continue;
        }
        struct node *footnote = markdown->footnotes.items[number - 1];
        if (!footnote->footnote.first_reference)
            footnote->footnote.first_reference = reference;
        reference->reference.footnote = footnote;
        reference->reference.ordinal = ++footnote->footnote.reference_count;
    }
}

struct node *markdown_parse(struct arena *arena, const struct input *input,
                            const struct markdown_options *options, struct diag *diag,
                            bool *has_html)
{
    struct markdown markdown = {.arena = arena,
                                .diag = diag,
                                .lines = lines_new(arena, input),
                                .is_smart = !options->as_written};
    struct node *root = node_new(arena, NODE_DOCUMENT, lines_locate(&markdown.lines, 1, 1));
    cmark_node *document = parse(input, options, diag);
    convert_tree(&markdown, document, root);
    cmark_node_free(document);
    bind_footnotes(&markdown);
    *has_html = markdown.has_html;
    vector_drop(&markdown.footnotes);
    vector_drop(&markdown.references);
    return root;
}
