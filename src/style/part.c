/* Enters: nothing. Leaves: the detached nodes of the parts, with the elements and classes that the
 * EPUB's title page and contents have where they have the same. */
#include "style/part.h"

/* What parts stand in. */
enum { HOLDER_DOCUMENT = PART_COUNT, HOLDER_ALERT, HOLDER_CODE };

static const struct part {
    const char *element, *classes;
    int holder;
    enum node_kind kind;
} table[PART_NODES] = {
    [HOLDER_DOCUMENT] = {"body", NULL, -1, NODE_DOCUMENT},
    [PART_TITLE_PAGE] = {"section", "title-page", HOLDER_DOCUMENT, NODE_DIVISION},
    [PART_CONTENTS] = {"nav", "contents", HOLDER_DOCUMENT, NODE_DIVISION},
    [HOLDER_ALERT] = {"aside", "alert", HOLDER_DOCUMENT, NODE_DIVISION},
    [HOLDER_CODE] = {"pre", NULL, HOLDER_DOCUMENT, NODE_CODE_BLOCK},
    [PART_TITLE] = {"h1", "title", PART_TITLE_PAGE, NODE_PARAGRAPH},
    [PART_SUBTITLE] = {"p", "subtitle", PART_TITLE_PAGE, NODE_PARAGRAPH},
    [PART_AUTHOR] = {"p", "author", PART_TITLE_PAGE, NODE_PARAGRAPH},
    [PART_IMPRINT] = {"p", "imprint", PART_TITLE_PAGE, NODE_PARAGRAPH},
    [PART_CONTENTS_TITLE] = {"h1", "contents-title", PART_CONTENTS, NODE_PARAGRAPH},
    [PART_CONTENTS_ENTRY_1] = {"li", "entry-1", PART_CONTENTS, NODE_PARAGRAPH},
    [PART_CONTENTS_ENTRY_2] = {"li", "entry-2", PART_CONTENTS, NODE_PARAGRAPH},
    [PART_CONTENTS_ENTRY_3] = {"li", "entry-3", PART_CONTENTS, NODE_PARAGRAPH},
    [PART_CONTENTS_PART] = {"li", "entry-part", PART_CONTENTS, NODE_PARAGRAPH},
    [PART_CONTENTS_CHAPTER] = {"li", "entry-1 chapter", PART_CONTENTS, NODE_PARAGRAPH},
    [PART_LIST_LABEL] = {"span", "list-label", HOLDER_DOCUMENT, NODE_PARAGRAPH},
    [PART_FOOTNOTE_LABEL] = {"span", "footnote-label", HOLDER_DOCUMENT, NODE_PARAGRAPH},
    [PART_ALERT_LABEL] = {"p", "alert-title", HOLDER_ALERT, NODE_PARAGRAPH},
    [PART_CODE_LANGUAGE] = {"span", "code-language", HOLDER_CODE, NODE_PARAGRAPH},
    [PART_WRAP_MARK] = {"span", "wrap-mark", HOLDER_CODE, NODE_PARAGRAPH},
};

void parts_make(struct part_node parts[PART_NODES])
{
    for (int i = 0; i < PART_NODES; i++) {
        struct node *node = &parts[i].node;
        *node = (struct node){.kind = table[i].kind, .classes = table[i].classes};
        parts[i].element = table[i].element;
        if (table[i].holder >= 0)
            node->parent = &parts[table[i].holder].node;
    }
}

const struct node *part_find(const struct part_node parts[PART_NODES], enum style_part part)
{
    return &parts[part].node;
}

static struct part_node *make_pair(struct row_groups *groups, const struct node *parent)
{
    struct part_node *pair = ARENA_ARRAY(groups->arena, struct part_node, 2);
    struct node *head = &pair[0].node, *body = &pair[1].node;
    const struct node *first = parent->first;
    const struct node *caption = first && first->kind == NODE_CAPTION ? first : NULL;
    first = caption ? caption->next : first;
    pair[0].element = "thead";
    pair[1].element = "tbody";
    head->kind = body->kind = NODE_DIVISION;
    head->parent = body->parent = (struct node *)(uintptr_t)parent;
    head->previous = body->previous = (struct node *)(uintptr_t)caption;
    if (first && first->kind == NODE_TABLE_ROW && first->row.header)
        body->previous = head;
    if (parent->last && parent->last->kind == NODE_TABLE_ROW && !parent->last->row.header)
        head->next = body;
    return pair;
}

const struct node *row_group_find(struct row_groups *groups, const struct node *parent,
                                  bool is_head)
{
    uint32_t number;
    if (!node_table_find(&groups->numbers, parent, &number)) {
        number = (uint32_t)groups->pairs.count;
        node_table_put(&groups->numbers, parent, number);
        vector_push(&groups->pairs, make_pair(groups, parent));
    }
    return &groups->pairs.items[number][is_head ? 0 : 1].node;
}

void row_groups_drop(struct row_groups *groups)
{
    node_table_drop(&groups->numbers);
    vector_drop(&groups->pairs);
}

const char *part_class(enum style_part part)
{
    return table[part].classes;
}
