/* Enters: an element of the logical structure. Leaves: what PDF calls it. */
#include "layout/pages.h"

static const char *const role_names[ELEMENT_ROLE_COUNT] = {
    [ELEMENT_DOCUMENT] = "Document",   [ELEMENT_SECTION] = "Sect",
    [ELEMENT_PARAGRAPH] = "P",         [ELEMENT_LIST] = "L",
    [ELEMENT_LIST_ITEM] = "LI",        [ELEMENT_LABEL] = "Lbl",
    [ELEMENT_LIST_BODY] = "LBody",     [ELEMENT_TABLE] = "Table",
    [ELEMENT_TABLE_ROW] = "TR",        [ELEMENT_TABLE_HEADER] = "TH",
    [ELEMENT_TABLE_CELL] = "TD",       [ELEMENT_BLOCK_QUOTE] = "BlockQuote",
    [ELEMENT_CODE] = "Code",           [ELEMENT_FIGURE] = "Figure",
    [ELEMENT_CAPTION] = "Caption",     [ELEMENT_CONTENTS] = "TOC",
    [ELEMENT_CONTENTS_ENTRY] = "TOCI", [ELEMENT_REFERENCE] = "Reference",
    [ELEMENT_LINK] = "Link",           [ELEMENT_NOTE] = "Note",
    [ELEMENT_SPAN] = "Span",           [ELEMENT_DIVISION] = "Div",
    [ELEMENT_FORMULA] = "Formula",
};

const char *element_role_name(const struct element *element)
{
    static const char *const headings[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    if (element->role != ELEMENT_HEADING)
        return role_names[element->role];
    return headings[element->level < 1 ? 0 : element->level > 6 ? 5 : element->level - 1];
}
