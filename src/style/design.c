/* The built-in design. Libertine sets the text, Lato what is scanned rather than read (headings,
 * tables, captions), JetBrains Mono the code. Sizes go in steps of 1.2: 833, 1000, 1200, 1440,
 * 1728, 2074, 2488. Weight and space make the hierarchy; colour is kept for what can be clicked. */
#include "style/design.h"

/* ── Texts that return ───────────────────────────────────────────────────────────────────────── */

#define MONO_TEXT .family = CHOOSE(FAMILY_MONO), .hyphenate = OFF, .figures = CHOOSE(FIGURES_LINING)
#define SANS_TEXT .family = CHOOSE(FAMILY_SANS), .figures = CHOOSE(FIGURES_LINING)
#define HEADING_TEXT SANS_TEXT, .bold = ON, .hyphenate = OFF
#define SMALL_SANS SANS_TEXT, .size = 820
#define TABLE_TEXT .family = CHOOSE(FAMILY_SANS), .figures = CHOOSE(FIGURES_TABULAR), .size = 820
#define SUPERIOR .scale = 680, .raise = 340, .figures = CHOOSE(FIGURES_LINING)

/* Five lines of code are as high as three of text; lines this close join the strokes of drawn
 * boxes. */
enum { CODE_LEADING = 6 * UNIT / 5 };

/* ── Nodes ───────────────────────────────────────────────────────────────────────────────────── */

/* Paragraphs are parted by half a line. What interrupts them (code, tables, quotes) has that much
 * space, too, or more where it has no ground of its own. */
const struct rule design_nodes[NODE_KIND_COUNT] = {
    [NODE_PARAGRAPH] = {.block = {.before = UNIT, .after = UNIT}},
    [NODE_BLOCK_QUOTE] = {.block = {.before = UNIT,
                                    .after = UNIT,
                                    .indent_start = 2 * UNIT,
                                    .indent_end = 2 * UNIT}},
    [NODE_ALERT] = {.block = {.before = 2 * UNIT,
                              .after = 2 * UNIT,
                              .indent_start = UNIT / 2,
                              .padding = UNIT,
                              .bar = UNIT / 4}},
    [NODE_LIST] = {.block = {.before = UNIT, .after = UNIT}},
    [NODE_LIST_ITEM] = {.block = {.before = UNIT, .after = UNIT, .indent_start = 2 * UNIT}},
    [NODE_DEFINITION_LIST] = {.block = {.before = UNIT, .after = UNIT}},
    [NODE_DEFINITION_TERM] = {.text = {.bold = ON},
                              .block = {.before = UNIT, .keep_with_next = true}},
    [NODE_DEFINITION] = {.block = {.after = UNIT, .indent_start = 2 * UNIT}},
    [NODE_DETAILS] = {.block = {.before = 2 * UNIT,
                                .after = 2 * UNIT,
                                .indent_start = UNIT / 2,
                                .padding = UNIT,
                                .bar = UNIT / 10}},
    [NODE_SUMMARY] = {.text = {SMALL_SANS, .bold = ON, .hyphenate = OFF},
                      .block = {.align = TEXT_ALIGN_START, .keep_with_next = true}},
    [NODE_FIGURE] = {.block = {.before = 2 * UNIT, .after = 2 * UNIT, .keep_together = true}},
    [NODE_CAPTION] = {.text = {SMALL_SANS, .color = COLOR_QUIET},
                      .block = {.leading = 3 * UNIT / 2,
                                .before = UNIT,
                                .after = UNIT,
                                .align = TEXT_ALIGN_START}},
    [NODE_TABLE] = {.text = {TABLE_TEXT, .hyphenate = OFF},
                    .block = {.before = 2 * UNIT, .after = 2 * UNIT}},
    [NODE_TABLE_CELL] = {.block = {.leading = 3 * UNIT / 2,
                                   .padding = UNIT / 4,
                                   .align = TEXT_ALIGN_START}},
    [NODE_FOOTNOTE] = {.text = {.size = 833}, .block = {.leading = 3 * UNIT / 2}},
    [NODE_CODE_BLOCK] = {.text = {MONO_TEXT},
                         .block = {.leading = CODE_LEADING,
                                   .before = UNIT,
                                   .after = UNIT,
                                   .padding = UNIT,
                                   .ground = COLOR_CODE_GROUND,
                                   .align = TEXT_ALIGN_START}},
    [NODE_THEMATIC_BREAK] = {.block = {.before = 2 * UNIT,
                                       .after = 2 * UNIT,
                                       .align = TEXT_ALIGN_CENTER}},
    [NODE_CODE] = {.text = {MONO_TEXT}},
    [NODE_IMAGE] = {.text = {.italic = TOGGLE, .color = COLOR_QUIET}},
    [NODE_FOOTNOTE_REFERENCE] = {.text = {SUPERIOR, .color = COLOR_ACCENT}},
    [NODE_LINK] = {.text = {.color = COLOR_ACCENT}},
    [NODE_EMPHASIS] = {.text = {.italic = TOGGLE}},
    [NODE_ITALIC] = {.text = {.italic = TOGGLE}},
    [NODE_VARIABLE] = {.text = {.italic = TOGGLE}},
    [NODE_CITATION] = {.text = {.italic = TOGGLE}},
    [NODE_TERM] = {.text = {.italic = TOGGLE}},
    [NODE_STRONG] = {.text = {.bold = ON}},
    [NODE_BOLD] = {.text = {.bold = ON}},
    [NODE_MARK] = {.block = {.ground = COLOR_MARK_GROUND}},
    [NODE_DELETED] = {.text = {.struck = ON}},
    [NODE_INSERTED] = {.text = {.underlined = ON}},
    [NODE_UNDERLINED] = {.text = {.underlined = ON}},
    [NODE_SMALL] = {.text = {.scale = 833}},
    [NODE_KEYBOARD] = {.text = {SANS_TEXT, .scale = 820, .hyphenate = OFF}},
    [NODE_SAMPLE] = {.text = {MONO_TEXT}},
    [NODE_SUBSCRIPT] = {.text = {.scale = 680, .raise = -150, .figures = CHOOSE(FIGURES_LINING)}},
    [NODE_SUPERSCRIPT] = {.text = {SUPERIOR}},
};

/* A heading stands nearer to what it heads than to what it follows. */
const struct rule design_headings[HEADING_STYLES] = {
    {{HEADING_TEXT, .size = 2074},
     {.leading = 4 * UNIT,
      .before = 6 * UNIT,
      .after = 4 * UNIT,
      .align = TEXT_ALIGN_START,
      .keep_with_next = true}},
    {{HEADING_TEXT, .size = 1440},
     {.leading = 3 * UNIT,
      .before = 4 * UNIT,
      .after = UNIT,
      .align = TEXT_ALIGN_START,
      .keep_with_next = true}},
    {{HEADING_TEXT, .size = 1200},
     {.before = 3 * UNIT, .after = UNIT, .align = TEXT_ALIGN_START, .keep_with_next = true}},
    {{HEADING_TEXT, .size = 1000},
     {.before = 2 * UNIT, .after = UNIT, .align = TEXT_ALIGN_START, .keep_with_next = true}},
    {{.bold = ON, .italic = ON, .hyphenate = OFF},
     {.before = 2 * UNIT, .after = UNIT, .align = TEXT_ALIGN_START, .keep_with_next = true}},
    {{.italic = ON, .hyphenate = OFF},
     {.before = 2 * UNIT, .after = UNIT, .align = TEXT_ALIGN_START, .keep_with_next = true}},
};

const uint32_t design_alert_colors[ALERT_KINDS] = {
    [ALERT_NOTE] = 0x1F5FA8,    [ALERT_TIP] = 0x2E7D4F,     [ALERT_IMPORTANT] = 0x6B4BA3,
    [ALERT_WARNING] = 0x8F6000, [ALERT_CAUTION] = 0xB3362B,
};

/* ── Classes ─────────────────────────────────────────────────────────────────────────────────── */

/* The guides' chips of difficulty: small, quiet, beside a heading or a contents entry. */
#define CHIP_TEXT                                                                                  \
    {                                                                                              \
        SANS_TEXT, .bold = OFF, .italic = OFF, .hyphenate = OFF, .size = 740, .color = COLOR_QUIET \
    }

const struct class_rule design_classes[] = {
    {"beginner", CHIP_TEXT},
    {"intermediate", CHIP_TEXT},
    {"advanced", CHIP_TEXT},
    /* Code, in five colours of 5:1 or more on its ground. In black and white weight and slant tell
     * what gives a program its shape: keywords are bold, comments slanted. */
    {"hl-keyword", {.bold = ON}},
    {"hl-string", {.color = COLOR_CODE_STRING}},
    {"hl-comment", {.italic = ON, .color = COLOR_CODE_QUIET}},
    {"hl-number", {.color = COLOR_CODE_NUMBER}},
    {"hl-constant", {.color = COLOR_CODE_NUMBER}},
    {"hl-function", {.color = COLOR_CODE_FUNCTION}},
    {"hl-type", {.color = COLOR_CODE_TYPE}},
    {"hl-attribute", {.color = COLOR_CODE_TYPE}},
    {"hl-prompt", {.bold = ON, .color = COLOR_CODE_QUIET}},
    {"hl-output", {.color = COLOR_CODE_QUIET}},
    {"hl-inserted", {.bold = ON, .color = COLOR_CODE_STRING}},
    {"hl-deleted", {.italic = ON, .color = COLOR_CODE_NUMBER}},
};
const size_t design_class_count = sizeof design_classes / sizeof *design_classes;

/* ── Parts that no node stands for ───────────────────────────────────────────────────────────── */

#define CONTENTS_TEXT .figures = CHOOSE(FIGURES_TABULAR), .hyphenate = OFF
#define LABEL_TEXT .small_caps = ON, .letter_spacing = 60, .hyphenate = OFF

const struct rule design_parts[PART_COUNT] = {
    [PART_TITLE] = {{HEADING_TEXT, .size = 2986},
                    {.leading = 5 * UNIT, .after = 2 * UNIT, .align = TEXT_ALIGN_START}},
    [PART_SUBTITLE] = {{.italic = ON, .hyphenate = OFF, .size = 1440},
                       {.leading = 3 * UNIT, .after = 4 * UNIT, .align = TEXT_ALIGN_START}},
    [PART_AUTHOR] = {{LABEL_TEXT, .size = 1100}, {.align = TEXT_ALIGN_START}},
    [PART_IMPRINT] = {{.size = 833, .hyphenate = OFF, .color = COLOR_QUIET},
                      {.leading = 3 * UNIT / 2, .align = TEXT_ALIGN_START}},
    [PART_CONTENTS_TITLE] = {{HEADING_TEXT, .size = 2074},
                             {.leading = 4 * UNIT, .after = 4 * UNIT, .align = TEXT_ALIGN_START}},
    [PART_CONTENTS_ENTRY_1] = {{CONTENTS_TEXT}, {.align = TEXT_ALIGN_START}},
    [PART_CONTENTS_ENTRY_2] = {{CONTENTS_TEXT},
                               {.indent_start = 3 * UNIT, .align = TEXT_ALIGN_START}},
    [PART_CONTENTS_ENTRY_3] = {{CONTENTS_TEXT, .size = 909},
                               {.indent_start = 6 * UNIT, .align = TEXT_ALIGN_START}},
    [PART_RUNNING_HEAD] = {{LABEL_TEXT, .size = 833, .color = COLOR_QUIET},
                           {.after = 2 * UNIT, .align = TEXT_ALIGN_START}},
    [PART_FOLIO] = {{.size = 909, .figures = CHOOSE(FIGURES_LINING), .color = COLOR_QUIET},
                    {.before = 2 * UNIT, .align = TEXT_ALIGN_START}},
    [PART_LIST_LABEL] = {{.figures = CHOOSE(FIGURES_LINING), .bold = OFF, .italic = OFF},
                         {.align = TEXT_ALIGN_END}},
    [PART_FOOTNOTE_LABEL] = {{.size = 833, .figures = CHOOSE(FIGURES_LINING)},
                             {.leading = 3 * UNIT / 2,
                              .indent_start = 2 * UNIT,
                              .align = TEXT_ALIGN_END}},
    [PART_ALERT_LABEL] = {{SMALL_SANS, .bold = ON, .hyphenate = OFF},
                          {.align = TEXT_ALIGN_START, .keep_with_next = true}},
    [PART_CODE_LANGUAGE] = {{SANS_TEXT, .size = 640, .hyphenate = OFF, .color = COLOR_QUIET},
                            {.align = TEXT_ALIGN_END}},
    [PART_WRAP_MARK] = {{MONO_TEXT, .color = COLOR_QUIET}, {.leading = CODE_LEADING}},
};
