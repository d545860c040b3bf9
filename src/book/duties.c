/* Enters: a finished book. Leaves: reports of what no program can supply, and a reader who does not
 * see the pages needs (ISO 14289-1, 7.2, 7.3, 7.5; WCAG 2, 2.4.4): the language, what an image
 * shows, what the columns of a table are called, where a link leads. */
#include <string.h>

#include "book/passes.h"

/* ── Images ──────────────────────────────────────────────────────────────────────────────────── */

/* Those that cannot be shown were reported. `link`: the one around it, in which is nothing else. */
static void check_image(const struct book *book, const struct node *node, const struct node *link)
{
    const char *text = node->image.alternative;
    if (!node->image.image || node->image.is_decoration || book_describes(node))
        return;
    if (shows_text(text))
        diag_report(book->diag, SEVERITY_WARNING, "alternative-text", node->where,
                    "write what it tells those who see it",
                    "the alternative text of this image, \"%.80s\", does not say what it shows; "
                    "the PDF cannot claim to be PDF/UA",
                    text);
    else if (link)
        diag_report(book->diag, SEVERITY_WARNING, "no-alternative", node->where,
                    "write [![where it leads](…)](…)",
                    "nothing says where the link around this image leads; the PDF cannot claim to "
                    "be PDF/UA");
    else
        diag_report(book->diag, SEVERITY_WARNING, "no-alternative", node->where,
                    "write ![what it shows](…); for a mere decoration <img alt=\"\" src=\"…\">",
                    "nothing says what this image shows; the PDF cannot claim to be PDF/UA");
}

/* ── Tables ──────────────────────────────────────────────────────────────────────────────────── */

static bool has_text(const struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk))
        if (walk.entering && ((walk.node->kind == NODE_TEXT && shows_text(walk.node->text)) ||
                              walk.node->kind == NODE_CODE))
            return true;
    return false;
}

static bool has_described_image(const struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk))
        if (walk.node->kind == NODE_IMAGE && !walk.node->image.is_decoration &&
            shows_text(walk.node->image.alternative))
            return true;
    return false;
}

/* What the cells of a table hold. */
struct cells {
    size_t rows, with_text;
    bool has_header;
};

static void count_cell(struct cells *cells, const struct node *cell)
{
    bool is_header = cell->parent->row.header || cell->cell.header;
    bool with_text = has_text(cell);
    cells->with_text += with_text;
    cells->has_header =
        cells->has_header || (is_header && (with_text || has_described_image(cell)));
}

static struct cells count_cells(const struct node *table)
{
    struct cells cells = {0};
    for (const struct node *row = table->first; row; row = row->next) {
        if (row->kind != NODE_TABLE_ROW)
            continue;
        cells.rows++;
        for (const struct node *cell = row->first; cell; cell = cell->next)
            if (cell->kind == NODE_TABLE_CELL)
                count_cell(&cells, cell);
    }
    return cells;
}

/* A single row or column, a table of pictures, and one that says so only arrange what is in it. */
static void check_table(const struct book *book, const struct node *node)
{
    struct cells cells = count_cells(node);
    if (node->table.arranges || cells.has_header || cells.rows < 2 ||
        node->table.column_count < 2 || cells.with_text < 2)
        return;
    diag_report(book->diag, SEVERITY_WARNING, "no-header-row", node->where,
                "name the columns in its first row; in HTML, with <th>",
                "this table has no header row");
}

/* ── Links ───────────────────────────────────────────────────────────────────────────────────── */

/* An operator's name may have neither letters nor digits. */
static bool holds_code(const struct node *link)
{
    struct walk walk = walk_start(link);
    while (walk_next(&walk))
        if (walk.node->kind == NODE_CODE)
            return true;
    return false;
}

/* Signs make a name of a word: @here, #more, $this; in code, all of them do: <link>, --more. */
static bool holds_name(const char *text, bool is_code)
{
    return text[strcspn(text, is_code ? "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" : "#$@_")] != '\0';
}

/* In the languages that terms.c knows, too, and in others that many guides are written in. */
static bool says_nothing(const struct node *link, const char *text)
{
    // clang-format off
    static const char *const words[] = {
        "here", "click here", "see here", "click", "click this", "this", "this link", "this page",
        "link", "more", "read more", "learn more",
        "هنا", "اضغط هنا", "انقر هنا",
        "hier", "hier klicken", "klicken sie hier", "klick hier",
        "aqui", "haz clic aqui", "haga clic aqui",
        "ici", "cliquez ici",
        "כאן", "לחץ כאן", "לחצו כאן",
        "qui", "clicca qui",
        "klik hier",
        "tutaj", "kliknij tutaj",
        "clique aqui",
        "здесь", "нажмите здесь",
        "اینجا", "اینجا کلیک کنید", "اینجا را کلیک کنید",
        "ここ", "こちら", "ここをクリック", "こちらをクリック", "詳しくはこちら", "詳細はこちら", "リンク",
        "여기", "이곳", "여기를 클릭", "여기를 클릭하세요", "링크", "더 보기", "더보기",
        "这里", "在这里", "点这里", "点击这里", "点此", "此处", "点击此处", "链接", "更多", "查看更多",
        "這裡", "在這裡", "點這裡", "點擊這裡", "點此", "此處", "點擊此處", "連結",
    };
    // clang-format on
    bool is_code = holds_code(link);
    if (!has_words(text))
        return !is_code && !has_emoji(text);
    return says_one_of(text, words, sizeof words / sizeof *words) && !holds_name(text, is_code);
}

static void check_link(const struct book *book, const struct node *node, struct buffer *text)
{
    enum { LONGEST = 40 };
    buffer_clear(text);
    node_put_text(node, text);
    if (text->length > LONGEST || !says_nothing(node, buffer_string(text)))
        return;
    diag_report(book->diag, SEVERITY_WARNING, "link-text", node->where,
                "name what it leads to: links are read out by themselves, in lists",
                "the text of this link, \"%s\", does not say where it leads", buffer_string(text));
}

/* ── All of it ───────────────────────────────────────────────────────────────────────────────── */

/* The tree as it is walked. */
struct check {
    const struct book *book;
    const struct node *mute; /* the link around, in which is no word; NULL: none */
    struct buffer text;
};

/* Links without a word were reported, or are where the picture in them is. */
static void enter_link(struct check *check, const struct node *node)
{
    if (!says_anything(node))
        check->mute = node;
    else if (node->link.kind != LINK_DEAD)
        check_link(check->book, node, &check->text);
}

static void enter(struct check *check, const struct node *node)
{
    if (node->kind == NODE_IMAGE)
        check_image(check->book, node, check->mute);
    else if (node->kind == NODE_TABLE)
        check_table(check->book, node);
    else if (node->kind == NODE_LINK)
        enter_link(check, node);
}

static void check_nodes(const struct book *book, const struct node *root)
{
    struct check check = {.book = book};
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        if (walk.entering)
            enter(&check, walk.node);
        else if (walk.node == check.mute)
            check.mute = NULL;
    }
    buffer_drop(&check.text);
}

void book_check_duties(const struct book *book)
{
    if (book->title_block)
        check_nodes(book, book->title_block);
    check_nodes(book, book->root);
}
