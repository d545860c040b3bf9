/* Enters: a completed book. Leaves: the package's metadata on accessibility, by EPUB Accessibility
 * 1.1, in schema.org's terms. Only what the tree proves is claimed: alternative texts when every
 * image but decorations has one that describes it, no hazards when no image can move. Nobody has
 * checked the book by hand, so no conformance is claimed. */

#include "epub/package.h"
#include "epub/xml.h"

/* What the images of a book allow to say. */
struct findings {
    bool has_images, has_decorations, lacks_alternative, may_move;
};

static bool may_move(const struct image *image)
{
    return image->is_animated || (image->format != IMAGE_PNG && image->format != IMAGE_JPEG);
}

/* A decoration needs no words. */
static void judge_image(struct findings *findings, const struct node *node)
{
    if (!node->image.image)
        return;
    findings->has_images = true;
    findings->may_move = findings->may_move || may_move(node->image.image);
    if (node->image.is_decoration)
        findings->has_decorations = true;
    else if (!book_describes(node))
        findings->lacks_alternative = true;
}

static void judge_images(struct findings *findings, const struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk))
        if (walk.entering && walk.node->kind == NODE_IMAGE)
            judge_image(findings, walk.node);
}

static struct findings judge(const struct book *book)
{
    struct findings findings = {0};
    judge_images(&findings, book->root);
    if (book->title_block)
        judge_images(&findings, book->title_block);
    if (book->cover) /* a drawn one stands still */
        findings.may_move = findings.may_move || may_move(book->cover);
    return findings;
}

/* ── Writing ─────────────────────────────────────────────────────────────────────────────────── */

static void put(struct buffer *out, const char *property, const char *value)
{
    buffer_printf(out, "<meta property=\"schema:%s\">%s</meta>\n", property, value);
}

static void put_modes(const struct findings *findings, struct buffer *out)
{
    put(out, "accessMode", "textual");
    if (findings->has_images)
        put(out, "accessMode", "visual");
    put(out, "accessModeSufficient", findings->lacks_alternative ? "textual,visual" : "textual");
}

static void put_features(const struct edition *edition, const struct findings *findings,
                         struct buffer *out)
{
    static const char *const always[] = {"tableOfContents", "readingOrder",
                                         "displayTransformability", "ARIA"};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        put(out, "accessibilityFeature", always[i]);
    if (edition->book->toc_count > 0)
        put(out, "accessibilityFeature", "structuralNavigation");
    if (findings->has_images && !findings->lacks_alternative)
        put(out, "accessibilityFeature", "alternativeText");
    if (edition->page_break_count > 0) {
        put(out, "accessibilityFeature", "pageBreakMarkers");
        put(out, "accessibilityFeature", "pageNavigation");
    }
}

static void put_summary(const struct edition *edition, const struct findings *findings,
                        struct buffer *out)
{
    buffer_put_string(out, "<meta property=\"schema:accessibilitySummary\" xml:lang=\"en\">"
                           "The text flows and follows the settings of the reader; contents and"
                           " headings lead through it.");
    if (edition->page_break_count > 0)
        buffer_put_string(out, " The pages of the printed book are marked.");
    if (findings->lacks_alternative)
        buffer_put_string(out, " Some images have no alternative text that describes them.");
    else if (findings->has_images)
        buffer_put_string(out, findings->has_decorations
                                   ? " All images but decorations have alternative texts."
                                   : " All images have alternative texts.");
    buffer_put_string(out, "</meta>\n");
}

void package_put_accessibility(const struct edition *edition, struct buffer *out)
{
    struct findings findings = judge(edition->book);
    put_modes(&findings, out);
    put_features(edition, &findings, out);
    put(out, "accessibilityHazard", findings.may_move ? "unknown" : "none");
    put_summary(edition, &findings, out);
}
