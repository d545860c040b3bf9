/* Enters: the tree with its fields, and the labels of those that the book wants an index of
 * ("index: difficulty"). Leaves: for each label a last chapter with the sections that have the
 * field, by value: a heading for each value, and below it links to the sections in the order of the
 * book. Of a value with commas each part counts. The style adds the numbers of pages. Values stand
 * in the order of a scale when all are numbers, or words of how hard something is; otherwise as
 * they first appear, for no other order can be told from the words. */
#include "book/passes.h"

#include <stdlib.h>
#include <string.h>

enum { NO_RANK = -1 };

/* The sections of one value. */
struct shelf {
    const char *value; /* as first written */
    const char *key;
    double rank;
    size_t order;
    VECTOR(const struct node *) headings;
};

struct index {
    struct completion *completion;
    const char *title; /* NULL: made of the label */
    const char *label; /* as written, of the first such field */
    struct map by_key; /* key of a value → index into `shelves`, plus 1 */
    VECTOR(struct shelf) shelves;
};

/* ── Values ──────────────────────────────────────────────────────────────────────────────────── */

/* How hard a word says something is; NO_RANK: it says nothing of the kind. */
static double rank_word(const char *key)
{
    static const char *const ranks[] = {
        " trivial veryeasy ",
        " easy beginner basic simple elementary novice junior low entry entrylevel ",
        " intermediate medium moderate mid middle midlevel normal average ",
        " advanced hard difficult senior high ",
        " expert veryhard master ",
    };
    char word[32];
    int length = snprintf(word, sizeof word, " %s ", key);
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks && length < (int)sizeof word; i++)
        if (*key && strstr(ranks[i], word))
            return (double)i;
    return NO_RANK;
}

static double rank_number(const char *text)
{
    size_t digits = strspn(text, "0123456789.");
    bool is_number = digits > 0 && digits < 16 && !text[digits] && *text != '.';
    return is_number ? strtod(text, NULL) : NO_RANK;
}

static void rank_shelves(struct index *index, bool by_number)
{
    bool all = true;
    for (size_t i = 0; i < index->shelves.count; i++) {
        struct shelf *shelf = &index->shelves.items[i];
        shelf->rank = by_number ? rank_number(shelf->value) : rank_word(shelf->key);
        all = all && shelf->rank != NO_RANK;
    }
    for (size_t i = 0; i < index->shelves.count && !all; i++)
        index->shelves.items[i].rank = 0;
}

static int compare_shelves(const void *left, const void *right)
{
    const struct shelf *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

static void sort_shelves(struct index *index)
{
    rank_shelves(index, false);
    if (index->shelves.items[0].rank == 0 &&
        index->shelves.items[index->shelves.count - 1].rank == 0)
        rank_shelves(index, true);
    qsort(index->shelves.items, index->shelves.count, sizeof *index->shelves.items,
          compare_shelves);
}

/* ── Collecting ──────────────────────────────────────────────────────────────────────────────── */

static struct shelf *find_shelf(struct index *index, const char *value)
{
    const char *key = copy_key(index->completion->book->arena, value);
    size_t number = (size_t)(uintptr_t)map_find(&index->by_key, key);
    if (!number) {
        number = index->shelves.count + 1;
        vector_push(&index->shelves, (struct shelf){.value = value, .key = key, .order = number});
        map_put(&index->by_key, key, (void *)(uintptr_t)number);
    }
    return &index->shelves.items[number - 1];
}

static void add_values(struct index *index, const struct node *heading, const struct node *value)
{
    struct arena *arena = index->completion->book->arena;
    char *words = node_copy_words(arena, value), *rest;
    for (char *part = strtok_r(words, ",;", &rest); part; part = strtok_r(NULL, ",;", &rest)) {
        part += strspn(part, " ");
        for (size_t length = strlen(part); length > 0 && part[length - 1] == ' ';)
            part[--length] = '\0';
        if (!has_words(part))
            continue;
        struct shelf *shelf = find_shelf(index, part);
        size_t count = shelf->headings.count;
        if (count == 0 || shelf->headings.items[count - 1] != heading)
            vector_push(&shelf->headings, heading);
    }
}

static const char *copy_label(struct arena *arena, const struct node *field)
{
    char *label = node_copy_words(arena, field->first);
    size_t length = strlen(label);
    while (length > 0 && (label[length - 1] == ':' || label[length - 1] == ' '))
        label[--length] = '\0';
    return label;
}

/* `wanted` is a label or "label: Title". */
static void collect(struct index *index, const char *wanted)
{
    const struct book *book = index->completion->book;
    const char *colon = strstr(wanted, ": ");
    size_t length = colon ? (size_t)(colon - wanted) : strlen(wanted);
    const char *slug = book_slug(book->arena, arena_copy_bytes(book->arena, wanted, length));
    index->title = colon && has_words(colon) ? colon + 2 : NULL;
    struct walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        const struct node *field = walk.node;
        if (walk.entering && !holds_sections(walk.node))
            walk_skip_children(&walk);
        if (!walk.entering || walk.node->kind != NODE_HEADING)
            continue;
        while ((field = book_next_field(field)))
            if (strcmp(field->field.label, slug) == 0) {
                index->label = index->label ? index->label : copy_label(book->arena, field);
                add_values(index, walk.node, field->field.value);
            }
    }
}

/* ── The chapter ─────────────────────────────────────────────────────────────────────────────── */

static struct node *append(struct completion *completion, struct node *parent, enum node_kind kind)
{
    struct book *book = completion->book;
    struct node *node = node_new(book->arena, kind, book->meta.where);
    node_append(parent, node);
    return node;
}

static void append_text(struct completion *completion, struct node *parent, const char *text)
{
    append(completion, parent, NODE_TEXT)->text = text;
}

static void append_heading(struct completion *completion, int level, const char *text)
{
    struct book *book = completion->book;
    struct node *heading = append(completion, book->root, NODE_HEADING);
    heading->heading.level = level < HEADING_LEVELS ? level : HEADING_LEVELS;
    append_text(completion, heading, text);
    give_id(completion, heading, book_slug(book->arena, text));
}

static void append_link(struct completion *completion, struct node *list,
                        const struct node *heading)
{
    struct arena *arena = completion->book->arena;
    struct node *item = append(completion, list, NODE_LIST_ITEM);
    struct node *link = append(completion, append(completion, item, NODE_PARAGRAPH), NODE_LINK);
    link->link.kind = LINK_NODE;
    link->link.target = (struct node *)(uintptr_t)heading;
    link->link.url = link->link.address = arena_printf(arena, "#%s", heading->id);
    link->lang = heading->lang;
    append_text(completion, link, node_copy_words(arena, heading));
}

static void append_shelf(struct completion *completion, int level, const struct shelf *shelf)
{
    append_heading(completion, level, shelf->value);
    struct node *list = append(completion, completion->book->root, NODE_LIST);
    list->classes = "field-index";
    list->list.tight = true;
    list->list.start = 1;
    for (size_t i = 0; i < shelf->headings.count; i++)
        append_link(completion, list, shelf->headings.items[i]);
}

static int find_shallowest(const struct node *root)
{
    int shallowest = HEADING_LEVELS;
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        if (walk.entering && !holds_sections(walk.node))
            walk_skip_children(&walk);
        if (walk.node->kind == NODE_HEADING && walk.node->heading.level < shallowest)
            shallowest = walk.node->heading.level;
    }
    return shallowest;
}

/* "Index: Difficulty", in the book's language as far as it is known here. */
static const char *name_index(const struct book *book, const char *label)
{
    static const struct {
        const char *lang, *word;
    } words[] = {{"de", "Register: "},  {"es", "Índice: "},    {"fr", "Index : "},
                 {"it", "Indice: "},    {"pl", "Skorowidz: "}, {"pt", "Índice: "},
                 {"ru", "Указатель: "}, {"ar", "فهرس: "},      {"he", "מפתח: "}};
    const char *word = "Index: ";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(book->meta.lang, words[i].lang, 2) == 0 &&
            (!book->meta.lang[2] || book->meta.lang[2] == '-'))
            word = words[i].word;
    return arena_printf(book->arena, "%s%s", word, label);
}

static void append_index(struct index *index)
{
    const struct book *book = index->completion->book;
    int level = find_shallowest(book->root);
    sort_shelves(index);
    append_heading(index->completion, level,
                   index->title ? index->title : name_index(book, index->label));
    for (size_t i = 0; i < index->shelves.count; i++)
        append_shelf(index->completion, level + 1, &index->shelves.items[i]);
}

static void drop_index(struct index *index)
{
    for (size_t i = 0; i < index->shelves.count; i++)
        vector_drop(&index->shelves.items[i].headings);
    vector_drop(&index->shelves);
    map_drop(&index->by_key);
}

void build_indexes(struct completion *completion)
{
    const struct metadata *meta = &completion->book->meta;
    for (size_t i = 0; i < meta->index_count; i++) {
        struct index index = {.completion = completion};
        collect(&index, meta->indexes[i]);
        if (index.shelves.count > 0)
            append_index(&index);
        else
            diag_report(
                completion->book->diag, SEVERITY_WARNING, "index", meta->where,
                "name the label of a field, a line such as **Difficulty**: Hard below headings",
                "there is no index of \"%s\": no section has such a field", meta->indexes[i]);
        drop_index(&index);
    }
}
