/* Enters: a book as source/ built it. Leaves: the finished book. A recipe: ids first, while the
 * tree is as its author knows it, for links name things by what GitHub would call them; then what
 * is lifted, left out and repaired; then what is made of the rest. */
#include "book/passes.h"

/* Steps of comparing letters that may go into naming the nearest ids of dead links: about 0.1 s. */
enum { NEAREST_BUDGET = 50 * 1000 * 1000 };

static void clean_up(struct completion *completion)
{
    leave_out_empty_blocks(completion);
    lift_title(completion);
    if (!completion->options->keep_nav) {
        leave_out_contents(completion);
        leave_out_navigation(completion);
    }
    leave_out_breaks(completion);
    make_figures(completion);
    repair_encoding(completion);
    mark_fields(completion);
    mark_heading_numbers(completion);
}

static void drop_completion(struct completion *completion)
{
    drop_files(completion);
    vector_drop(&completion->anchors);
    map_drop(&completion->anchors_by_name);
    map_drop(&completion->anchors_by_key);
    map_drop(&completion->anchors_by_id);
    map_drop(&completion->id_counts);
}

void book_begin(struct book *book, const struct book_options *options)
{
    struct completion completion = {
        .book = book, .options = options, .nearest_budget = NEAREST_BUDGET};
    book->highlighting = start_highlighting(book);
    completion.left_out = node_new(book->arena, NODE_DIVISION, book->root->where);
    merge_texts(&completion);
    assign_ids(&completion);
    if (options->as_written)
        take_title(&completion);
    else
        clean_up(&completion);
    check_metadata(&completion);
    load_images(&completion);
    if (!options->as_written) {
        leave_out_empty_blocks(&completion); /* once more: decorations may be missing */
        build_indexes(&completion);
    }
    number_footnotes(&completion);
    split_chapters(&completion);
    build_contents(&completion);
    choose_shown_field(&completion);
    resolve_links(&completion);
    leave_out_missing_decorations(&completion);
    leave_out_empty_links(&completion);
    choose_header_scopes(&completion);
    publish_ids(&completion);
    drop_completion(&completion);
}

void book_wait(struct book *book)
{
    if (book->highlighting)
        finish_highlighting(book->highlighting);
    book->highlighting = NULL;
}

void book_complete(struct book *book, const struct book_options *options)
{
    book_begin(book, options);
    book_wait(book);
}
