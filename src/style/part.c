/* Enters: nothing. Leaves: the detached nodes of the parts, with the elements and classes that the
 * EPUB's title page and contents have where they have the same. */
#include "style/part.h"

/* What parts stand in. */
enum {
    HOLDER_DOCUMENT = PART_COUNT,
    HOLDER_TITLE_PAGE,
    HOLDER_CONTENTS,
    HOLDER_ALERT,
    HOLDER_CODE
};

static const struct part {
    const char *element, *classes;
    int holder;
    enum node_kind kind;
} table[PART_NODES] = {
    [HOLDER_DOCUMENT] = {"body", NULL, -1, NODE_DOCUMENT},
    [HOLDER_TITLE_PAGE] = {"section", "title-page", HOLDER_DOCUMENT, NODE_DIVISION},
    [HOLDER_CONTENTS] = {"nav", "contents", HOLDER_DOCUMENT, NODE_DIVISION},
    [HOLDER_ALERT] = {"aside", "alert", HOLDER_DOCUMENT, NODE_DIVISION},
    [HOLDER_CODE] = {"pre", NULL, HOLDER_DOCUMENT, NODE_CODE_BLOCK},
    [PART_TITLE] = {"h1", "title", HOLDER_TITLE_PAGE, NODE_PARAGRAPH},
    [PART_SUBTITLE] = {"p", "subtitle", HOLDER_TITLE_PAGE, NODE_PARAGRAPH},
    [PART_AUTHOR] = {"p", "author", HOLDER_TITLE_PAGE, NODE_PARAGRAPH},
    [PART_IMPRINT] = {"p", "imprint", HOLDER_TITLE_PAGE, NODE_PARAGRAPH},
    [PART_CONTENTS_TITLE] = {"h1", "contents-title", HOLDER_CONTENTS, NODE_PARAGRAPH},
    [PART_CONTENTS_ENTRY_1] = {"li", "entry-1", HOLDER_CONTENTS, NODE_PARAGRAPH},
    [PART_CONTENTS_ENTRY_2] = {"li", "entry-2", HOLDER_CONTENTS, NODE_PARAGRAPH},
    [PART_CONTENTS_ENTRY_3] = {"li", "entry-3", HOLDER_CONTENTS, NODE_PARAGRAPH},
    [PART_RUNNING_HEAD] = {"header", "running-head", HOLDER_DOCUMENT, NODE_PARAGRAPH},
    [PART_FOLIO] = {"footer", "folio", HOLDER_DOCUMENT, NODE_PARAGRAPH},
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

const char *part_class(enum style_part part)
{
    return table[part].classes;
}
