/* Enters: an element's tag. Leaves: what a book makes of it. This table is the closed set of HTML
 * that reaches a reader; scripts, styles, frames, embedded objects and form controls stop here. */
#include "source/element.h"

#define BLOCK(node_kind)                                                                           \
    {                                                                                              \
        .form = ELEMENT_BLOCK, .kind = (node_kind)                                                 \
    }
#define OPTIONAL_END(node_kind)                                                                    \
    {                                                                                              \
        .form = ELEMENT_BLOCK, .kind = (node_kind), .end_optional = true                           \
    }
#define HEADING(heading_level)                                                                     \
    {                                                                                              \
        .form = ELEMENT_BLOCK, .kind = NODE_HEADING, .level = (heading_level)                      \
    }
#define INLINE(node_kind)                                                                          \
    {                                                                                              \
        .form = ELEMENT_INLINE, .kind = (node_kind)                                                \
    }
#define EDIT(node_kind, done)                                                                      \
    {                                                                                              \
        .form = ELEMENT_INLINE, .kind = (node_kind), .edit = (done)                                \
    }
#define VOID(node_kind)                                                                            \
    {                                                                                              \
        .form = ELEMENT_INLINE, .kind = (node_kind), .is_void = true                               \
    }
#define TRANSPARENT                                                                                \
    {                                                                                              \
        .form = ELEMENT_TRANSPARENT, .end_optional = true                                          \
    }
#define IGNORED                                                                                    \
    {                                                                                              \
        .form = ELEMENT_IGNORED                                                                    \
    }
#define IGNORED_VOID                                                                               \
    {                                                                                              \
        .form = ELEMENT_IGNORED, .is_void = true                                                   \
    }
#define SKIPPED                                                                                    \
    {                                                                                              \
        .form = ELEMENT_SKIPPED                                                                    \
    }
#define SKIPPED_TEXT                                                                               \
    {                                                                                              \
        .form = ELEMENT_SKIPPED, .is_raw_text = true                                               \
    }

/* What is not named here is ELEMENT_FLOW. */
static const struct element elements[GUMBO_TAG_LAST + 1] = {
    [GUMBO_TAG_DIV] = BLOCK(NODE_DIVISION),
    [GUMBO_TAG_SECTION] = BLOCK(NODE_DIVISION),
    [GUMBO_TAG_ARTICLE] = BLOCK(NODE_DIVISION),
    [GUMBO_TAG_ASIDE] = BLOCK(NODE_DIVISION),
    [GUMBO_TAG_HEADER] = BLOCK(NODE_DIVISION),
    [GUMBO_TAG_FOOTER] = BLOCK(NODE_DIVISION),
    [GUMBO_TAG_MAIN] = BLOCK(NODE_DIVISION),
    [GUMBO_TAG_NAV] = BLOCK(NODE_DIVISION),
    [GUMBO_TAG_HGROUP] = BLOCK(NODE_DIVISION),
    [GUMBO_TAG_ADDRESS] = BLOCK(NODE_DIVISION),
    [GUMBO_TAG_CENTER] = BLOCK(NODE_DIVISION),
    [GUMBO_TAG_FIELDSET] = BLOCK(NODE_DIVISION),
    [GUMBO_TAG_LEGEND] = BLOCK(NODE_PARAGRAPH),
    [GUMBO_TAG_P] = OPTIONAL_END(NODE_PARAGRAPH),
    [GUMBO_TAG_H1] = HEADING(1),
    [GUMBO_TAG_H2] = HEADING(2),
    [GUMBO_TAG_H3] = HEADING(3),
    [GUMBO_TAG_H4] = HEADING(4),
    [GUMBO_TAG_H5] = HEADING(5),
    [GUMBO_TAG_H6] = HEADING(6),
    [GUMBO_TAG_BLOCKQUOTE] = BLOCK(NODE_BLOCK_QUOTE),
    [GUMBO_TAG_UL] = BLOCK(NODE_LIST),
    [GUMBO_TAG_OL] = BLOCK(NODE_LIST),
    [GUMBO_TAG_MENU] = BLOCK(NODE_LIST),
    [GUMBO_TAG_DIR] = BLOCK(NODE_LIST),
    [GUMBO_TAG_LI] = OPTIONAL_END(NODE_LIST_ITEM),
    [GUMBO_TAG_DL] = BLOCK(NODE_DEFINITION_LIST),
    [GUMBO_TAG_DT] = OPTIONAL_END(NODE_DEFINITION_TERM),
    [GUMBO_TAG_DD] = OPTIONAL_END(NODE_DEFINITION),
    [GUMBO_TAG_DETAILS] = BLOCK(NODE_DETAILS),
    [GUMBO_TAG_SUMMARY] = BLOCK(NODE_SUMMARY),
    [GUMBO_TAG_FIGURE] = BLOCK(NODE_FIGURE),
    [GUMBO_TAG_FIGCAPTION] = BLOCK(NODE_CAPTION),
    [GUMBO_TAG_PRE] = BLOCK(NODE_PREFORMATTED),
    [GUMBO_TAG_TABLE] = BLOCK(NODE_TABLE),
    [GUMBO_TAG_CAPTION] = OPTIONAL_END(NODE_CAPTION),
    [GUMBO_TAG_THEAD] = TRANSPARENT,
    [GUMBO_TAG_TBODY] = TRANSPARENT,
    [GUMBO_TAG_TFOOT] = TRANSPARENT,
    [GUMBO_TAG_COLGROUP] = TRANSPARENT,
    [GUMBO_TAG_COL] = IGNORED_VOID,
    [GUMBO_TAG_TR] = OPTIONAL_END(NODE_TABLE_ROW),
    [GUMBO_TAG_TD] = OPTIONAL_END(NODE_TABLE_CELL),
    [GUMBO_TAG_TH] = OPTIONAL_END(NODE_TABLE_CELL),
    [GUMBO_TAG_HR] = {.form = ELEMENT_BLOCK, .kind = NODE_THEMATIC_BREAK, .is_void = true},

    [GUMBO_TAG_A] = INLINE(NODE_LINK),
    [GUMBO_TAG_EM] = INLINE(NODE_EMPHASIS),
    [GUMBO_TAG_STRONG] = INLINE(NODE_STRONG),
    [GUMBO_TAG_I] = INLINE(NODE_ITALIC),
    [GUMBO_TAG_B] = INLINE(NODE_BOLD),
    [GUMBO_TAG_U] = INLINE(NODE_UNDERLINED),
    [GUMBO_TAG_S] = INLINE(NODE_DELETED),
    [GUMBO_TAG_STRIKE] = INLINE(NODE_DELETED),
    [GUMBO_TAG_DEL] = EDIT(NODE_DELETED, EDIT_DELETED),
    [GUMBO_TAG_INS] = EDIT(NODE_INSERTED, EDIT_INSERTED),
    [GUMBO_TAG_SMALL] = INLINE(NODE_SMALL),
    [GUMBO_TAG_MARK] = INLINE(NODE_MARK),
    [GUMBO_TAG_KBD] = INLINE(NODE_KEYBOARD),
    [GUMBO_TAG_SAMP] = INLINE(NODE_SAMPLE),
    [GUMBO_TAG_TT] = INLINE(NODE_SAMPLE),
    [GUMBO_TAG_CODE] = INLINE(NODE_CODE),
    [GUMBO_TAG_VAR] = INLINE(NODE_VARIABLE),
    [GUMBO_TAG_Q] = INLINE(NODE_QUOTATION),
    [GUMBO_TAG_CITE] = INLINE(NODE_CITATION),
    [GUMBO_TAG_ABBR] = INLINE(NODE_ABBREVIATION),
    [GUMBO_TAG_ACRONYM] = INLINE(NODE_ABBREVIATION),
    [GUMBO_TAG_DFN] = INLINE(NODE_TERM),
    [GUMBO_TAG_SUB] = INLINE(NODE_SUBSCRIPT),
    [GUMBO_TAG_SUP] = INLINE(NODE_SUPERSCRIPT),
    [GUMBO_TAG_BR] = VOID(NODE_HARD_BREAK),
    [GUMBO_TAG_IMG] = VOID(NODE_IMAGE),
    [GUMBO_TAG_IMAGE] = VOID(NODE_IMAGE),
    [GUMBO_TAG_INPUT] = VOID(NODE_CHECKBOX),
    [GUMBO_TAG_RUBY] = {.form = ELEMENT_TRANSPARENT},
    [GUMBO_TAG_RB] = TRANSPARENT,
    [GUMBO_TAG_RT] = TRANSPARENT,
    [GUMBO_TAG_RP] = TRANSPARENT,
    [GUMBO_TAG_RTC] = TRANSPARENT,

    [GUMBO_TAG_HTML] = IGNORED,
    [GUMBO_TAG_HEAD] = IGNORED,
    [GUMBO_TAG_BODY] = IGNORED,
    [GUMBO_TAG_FRAMESET] = IGNORED,
    [GUMBO_TAG_NOSCRIPT] = IGNORED,
    [GUMBO_TAG_FORM] = IGNORED,
    [GUMBO_TAG_LABEL] = IGNORED,
    [GUMBO_TAG_BUTTON] = IGNORED,
    [GUMBO_TAG_OPTION] = IGNORED,
    [GUMBO_TAG_OPTGROUP] = IGNORED,
    [GUMBO_TAG_DATALIST] = IGNORED,
    [GUMBO_TAG_PLAINTEXT] = IGNORED,
    [GUMBO_TAG_MARQUEE] = IGNORED,
    [GUMBO_TAG_APPLET] = IGNORED,
    [GUMBO_TAG_NOBR] = IGNORED,
    [GUMBO_TAG_MENUITEM] = IGNORED,
    [GUMBO_TAG_ISINDEX] = IGNORED_VOID,
    [GUMBO_TAG_WBR] = IGNORED_VOID,
    [GUMBO_TAG_AREA] = IGNORED_VOID,
    [GUMBO_TAG_BASE] = IGNORED_VOID,
    [GUMBO_TAG_BASEFONT] = IGNORED_VOID,
    [GUMBO_TAG_BGSOUND] = IGNORED_VOID,
    [GUMBO_TAG_EMBED] = IGNORED_VOID,
    [GUMBO_TAG_FRAME] = IGNORED_VOID,
    [GUMBO_TAG_KEYGEN] = IGNORED_VOID,
    [GUMBO_TAG_LINK] = IGNORED_VOID,
    [GUMBO_TAG_META] = IGNORED_VOID,
    [GUMBO_TAG_NEXTID] = IGNORED_VOID,
    [GUMBO_TAG_PARAM] = IGNORED_VOID,
    [GUMBO_TAG_SOURCE] = IGNORED_VOID,
    [GUMBO_TAG_SPACER] = IGNORED_VOID,
    [GUMBO_TAG_TRACK] = IGNORED_VOID,

    [GUMBO_TAG_SCRIPT] = SKIPPED_TEXT,
    [GUMBO_TAG_STYLE] = SKIPPED_TEXT,
    [GUMBO_TAG_IFRAME] = SKIPPED_TEXT,
    [GUMBO_TAG_NOEMBED] = SKIPPED_TEXT,
    [GUMBO_TAG_NOFRAMES] = SKIPPED_TEXT,
    [GUMBO_TAG_TEXTAREA] = SKIPPED_TEXT,
    [GUMBO_TAG_TITLE] = SKIPPED_TEXT,
    [GUMBO_TAG_XMP] = SKIPPED_TEXT,
    [GUMBO_TAG_SELECT] = SKIPPED,
    [GUMBO_TAG_TEMPLATE] = SKIPPED,
    [GUMBO_TAG_OBJECT] = SKIPPED,
    [GUMBO_TAG_VIDEO] = SKIPPED,
    [GUMBO_TAG_AUDIO] = SKIPPED,
    [GUMBO_TAG_CANVAS] = SKIPPED,
    [GUMBO_TAG_SVG] = SKIPPED,
};

const struct element *element_find(GumboTag tag)
{
    return &elements[tag <= GUMBO_TAG_LAST ? tag : GUMBO_TAG_UNKNOWN];
}
