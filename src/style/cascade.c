/* Enters: selectors with what their rules set, and a node. Leaves: the winner of each property, by
 * importance, origin, specificity and order (CSS Cascading 4, section 6). Entries are ranked once;
 * a node is tried only against those whose rightmost compound asks for its id, one of its classes
 * or its element, or for nothing. */
#include "style/cascade.h"

#include <stdlib.h>

/* Steps to other nodes: for one node, and for a whole book; it takes a few for each rule of real
 * sheets. */
enum { STEPS_MAX = 2000, STEPS_IN_ALL = 20000000 };

/* Above all ranks: importance turns the origins around. */
enum { IMPORTANT_AUTHOR = 1 << 29, IMPORTANT_DEFAULT = 1 << 30 };

void cascade_add(struct cascade *cascade, struct entry entry)
{
    vector_push(&cascade->entries, entry);
}

void cascade_drop(struct cascade *cascade)
{
    vector_drop(&cascade->entries);
}

static int compare(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->origin != b->origin)
        return a->origin < b->origin ? -1 : 1;
    if (a->selector->specificity != b->selector->specificity)
        return a->selector->specificity < b->selector->specificity ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static atom find_test(const struct compound *compound, enum test_kind kind)
{
    for (const struct test *test = compound->tests; test; test = test->next)
        if (test->kind == kind)
            return test->name;
    return 0;
}

/* The bucket of an entry, the narrowest there is. */
static uint32_t *find_bucket(struct cascade *cascade, const struct compound *compound)
{
    atom id = find_test(compound, TEST_ID), class_name = find_test(compound, TEST_CLASS);
    atom element = find_test(compound, TEST_ELEMENT);
    return id           ? &cascade->ids[id]
           : class_name ? &cascade->classes[class_name]
           : element    ? &cascade->elements[element]
                        : &cascade->universal;
}

/* It asks for an element and nothing else. */
static bool is_plain(const struct compound *compound)
{
    const struct test *test = compound->tests;
    return !compound->left && test && test->kind == TEST_ELEMENT && !test->next;
}

static const struct assignment *find_assignment(const struct entry *entry, uint8_t property)
{
    for (size_t i = 0; i < entry->count; i++)
        if (entry->assignments[i].property == property)
            return &entry->assignments[i];
    return NULL;
}

/* Whether a later entry for the same element says all that an earlier one does, so that this is
 * never heard: a sheet may say the same of an element over and over. */
static bool supersedes(const struct entry *later, const struct entry *earlier)
{
    enum { COMPARED_MOST = 64 };
    if (!is_plain(later->selector->subject) || !is_plain(earlier->selector->subject) ||
        later->count > COMPARED_MOST || earlier->count > COMPARED_MOST)
        return false;
    for (size_t i = 0; i < earlier->count; i++) {
        const struct assignment *old = &earlier->assignments[i];
        const struct assignment *made = find_assignment(later, old->property);
        bool wins =
            made && (!old->important || (made->important && later->origin == earlier->origin));
        if (!wins)
            return false;
    }
    return true;
}

void cascade_build(struct cascade *cascade, struct arena *arena, size_t atom_count)
{
    cascade->elements = ARENA_ARRAY(arena, uint32_t, atom_count + 1);
    cascade->classes = ARENA_ARRAY(arena, uint32_t, atom_count + 1);
    cascade->ids = ARENA_ARRAY(arena, uint32_t, atom_count + 1);
    if (cascade->entries.count > 1)
        qsort(cascade->entries.items, cascade->entries.count, sizeof(struct entry), compare);
    for (size_t i = 0; i < cascade->entries.count; i++) {
        struct entry *entry = &cascade->entries.items[i];
        uint32_t *bucket = find_bucket(cascade, entry->selector->subject);
        entry->order = (uint32_t)i + 1;
        entry->next = *bucket;
        while (entry->next && supersedes(entry, &cascade->entries.items[entry->next - 1]))
            entry->next = cascade->entries.items[entry->next - 1].next;
        *bucket = (uint32_t)i + 1;
    }
}

/* ── Resolving ───────────────────────────────────────────────────────────────────────────────── */

struct contest {
    const struct cascade *cascade;
    struct matcher *matcher;
    const struct subject *subject;
    struct winners *winners;
    uint32_t ranks[PROPERTY_COUNT];
};

static void enter(struct contest *contest, const struct entry *entry)
{
    for (size_t i = 0; i < entry->count; i++) {
        const struct assignment *made = &entry->assignments[i];
        uint32_t rank = entry->order;
        if (made->important)
            rank |= entry->origin == ORIGIN_AUTHOR ? IMPORTANT_AUTHOR : IMPORTANT_DEFAULT;
        if (rank < contest->ranks[made->property])
            continue;
        contest->ranks[made->property] = rank;
        contest->winners->values[made->property] = &made->value;
    }
}

static void try_bucket(struct contest *contest, uint32_t head)
{
    while (head) {
        const struct entry *entry = &contest->cascade->entries.items[head - 1];
        if (selector_matches(contest->matcher, entry->selector->subject, contest->subject))
            enter(contest, entry);
        head = entry->next;
    }
}

void cascade_resolve(const struct cascade *cascade, struct matcher *matcher,
                     const struct node *node, struct winners *winners)
{
    *winners = (struct winners){0};
    if (cascade->entries.count == 0)
        return;
    struct subject subject = subject_of(matcher->context, node);
    struct contest contest = {
        .cascade = cascade, .matcher = matcher, .subject = &subject, .winners = winners};
    matcher->budget = matcher->counts->steps < STEPS_IN_ALL ? STEPS_MAX : 0;
    try_bucket(&contest, cascade->universal);
    if (subject.element)
        try_bucket(&contest, cascade->elements[subject.element]);
    for (size_t i = 0; i < subject.class_count; i++)
        try_bucket(&contest, cascade->classes[subject.classes[i]]);
    if (subject.id)
        try_bucket(&contest, cascade->ids[subject.id]);
}
