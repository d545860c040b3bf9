/* Enters: the contents, and the fields below their headings. Leaves: which of them the contents
 * show beside the entries. The stylesheet may name their labels; where it leaves the choice to us,
 * it is one label, as in the lists that authors write by hand: one that tells the entries apart at
 * a glance, such as a difficulty. Its values are few (at most 6 in the whole book) and short (at
 * most 16 columns), and at least half of the entries of its depths have it, so that a lone date or
 * author is none; of several such labels it is the one that most entries have, or the first. */
#include "book/passes.h"

#include <string.h>
#include <strings.h>

#include <utf8proc.h>

#include "base/utf8.h"

enum { MOST_VALUES = 6, VALUE_COLUMNS = 16, DEPTHS = HEADING_LEVELS + 2 };

/* What the book says of one label. */
struct tally {
    const char *label;
    size_t count;
    const char *values[MOST_VALUES];
    size_t value_count;
    bool is_unfit;   /* its values are too many, or too long */
    unsigned depths; /* of the entries that have it, as bits */
};

typedef VECTOR(struct tally) tallies;

static bool is_short(const char *text)
{
    const char *end = text + strlen(text);
    int columns = 0;
    while (text < end && columns <= VALUE_COLUMNS)
        columns += utf8proc_charwidth((utf8proc_int32_t)utf8_next(&text, end));
    return columns <= VALUE_COLUMNS;
}

static void count_value(struct arena *arena, struct tally *tally, const struct node *value)
{
    const char *words = node_copy_words(arena, value), *key = copy_key(arena, words);
    for (size_t i = 0; i < tally->value_count; i++)
        if (strcmp(tally->values[i], key) == 0)
            return;
    if (tally->value_count == MOST_VALUES || !is_short(words))
        tally->is_unfit = true;
    else
        tally->values[tally->value_count++] = key;
}

static struct tally *find_tally(tallies *list, struct map *by_label, const char *label)
{
    size_t index = (size_t)(uintptr_t)map_find(by_label, label);
    if (!index) {
        vector_push(list, (struct tally){.label = label});
        index = list->count;
        map_put(by_label, label, (void *)(uintptr_t)index);
    }
    return &list->items[index - 1];
}

static void count_fields(const struct book *book, tallies *list)
{
    struct map by_label = {0};
    for (size_t i = 0; i < book->toc_count; i++) {
        const struct node *field = book->toc[i].heading;
        while ((field = book_next_field(field))) {
            struct tally *tally = find_tally(list, &by_label, field->field.label);
            tally->count++;
            tally->depths |= 1u << book->toc[i].depth;
            count_value(book->arena, tally, field->field.value);
        }
    }
    map_drop(&by_label);
}

/* Do at least half of the entries of its depths have it? */
static bool is_common(const struct tally *tally, const size_t entries[DEPTHS])
{
    size_t all = 0;
    for (int depth = 0; depth < DEPTHS; depth++)
        all += tally->depths >> depth & 1 ? entries[depth] : 0;
    return tally->count * 2 >= all;
}

void choose_shown_field(struct completion *completion)
{
    struct book *book = completion->book;
    size_t entries[DEPTHS] = {0}, most = 0;
    tallies list = {0};
    count_fields(book, &list);
    for (size_t i = 0; i < book->toc_count; i++)
        entries[book->toc[i].depth]++;
    for (size_t i = 0; i < list.count; i++) {
        const struct tally *tally = &list.items[i];
        if (!tally->is_unfit && tally->count > most && is_common(tally, entries)) {
            most = tally->count;
            book->shown_field = tally->label;
        }
    }
    vector_drop(&list);
}

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

static bool has_word(const char *list, const char *word)
{
    static const char blanks[] = " \t\r\n,";
    size_t length = strlen(word);
    for (list += strspn(list, blanks); *list; list += strspn(list, blanks)) {
        size_t bytes = strcspn(list, blanks);
        if (bytes == length && strncasecmp(list, word, length) == 0)
            return true;
        list += bytes;
    }
    return false;
}

const struct node *book_next_shown_field(const struct book *book, const char *shown,
                                         const struct node *after)
{
    bool is_auto = !shown || has_word(shown, "auto");
    const char *wanted = is_auto ? book->shown_field : shown;
    while (wanted && (after = book_next_field(after)))
        if (is_auto ? strcmp(wanted, after->field.label) == 0
                    : has_word(wanted, after->field.label))
            return after;
    return NULL;
}

const struct node *book_heading_chip(const struct node *heading)
{
    const struct node *span = heading->last, *before = span ? span->previous : NULL;
    size_t length = before && before->kind == NODE_TEXT ? strlen(before->text) : 0;
    bool is_apart = length > 0 && before->text[length - 1] == ' ';
    return is_apart && span->kind == NODE_SPAN && span->classes ? span : NULL;
}
