/* book/: which image files are read, and which are not. */
#include "test_book_tree.h"

#include <sys/stat.h>
#include <unistd.h>

#include "image/image.h"

/* One grey pixel. */
static const unsigned char png[] = {
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48,
    0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00,
    0x00, 0x3A, 0x7E, 0x9B, 0x55, 0x00, 0x00, 0x00, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78,
    0x9C, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0x77, 0xCD, 0x72, 0xB6, 0x00,
    0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};

static char folder[] = "/tmp/bifolio-images.XXXXXX";

static const char *in_folder(const char *name)
{
    return arena_printf(book->arena, "%s/%s", folder, name);
}

static void write_file(const char *name, size_t length)
{
    FILE *file = fopen(in_folder(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(png, 1, length, file), length);
    fclose(file);
}

static int make_folder(void **state)
{
    set_up(state);
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    assert_non_null(mkdtemp(folder));
    assert_int_equal(mkdir(in_folder("book"), 0700), 0);
    write_file("out.png", sizeof png);
    write_file("book/in side.png", sizeof png);
    write_file("book/broken.png", 40);
    assert_int_equal(symlink("../out.png", in_folder("book/link.png")), 0);
    book->folder = in_folder("book/");
    start_file(in_folder("book/guide.md"));
    return 0;
}

static int remove_folder(void **state)
{
    static const char *const names[] = {"out.png", "book/in side.png", "book/broken.png",
                                        "book/link.png"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(in_folder(names[i]));
    rmdir(in_folder("book"));
    rmdir(folder);
    return tear_down(state);
}

static struct node *show(const char *source)
{
    return add_image(add(book->root, NODE_PARAGRAPH), source);
}

static void file_is_read_once(void **state)
{
    (void)state;
    struct node *one = show("in%20side.png"), *two = show("./in side.png?raw=true");
    complete();
    assert_non_null(one->image.image);
    assert_ptr_equal(one->image.image, two->image.image);
    assert_int_equal(book->image_count, 1);
    assert_string_equal(found(), "");
}

static void nothing_outside_the_folder_is_read(void **state)
{
    (void)state;
    assert_null(show("../out.png")->image.image);
    show("link.png");
    show(in_folder("book/in side.png"));
    show("x/../../out.png");
    complete();
    assert_int_equal(book->image_count, 0);
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 4);
    assert_found(":2:1: warning: the image \"link.png\" is outside the book's folder");
}

static void image_above_its_file_but_in_the_book_is_shown(void **state)
{
    (void)state;
    show("in side.png");
    start_file(in_folder("book/part/two.md"));
    assert_int_equal(mkdir(in_folder("book/part"), 0700), 0);
    struct node *image = show("../in side.png"), *out = show("../../out.png");
    complete();
    rmdir(in_folder("book/part"));
    assert_non_null(image->image.image);
    assert_null(out->image.image);
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 1);
}

static void bad_image_is_reported_where_it_stands(void **state)
{
    (void)state;
    show("broken.png");
    show("broken.png");
    show("missing.png");
    show("");
    complete();
    assert_int_equal(book->image_count, 0);
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 4);
    assert_found(":3:1: warning: the image \"missing.png\" cannot be shown: there is no such file");
}

static void remote_image_is_only_noted(void **state)
{
    (void)state;
    show("https://example.org/logo.svg");
    show("data:image/png;base64,xxxx");
    complete();
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 0);
    assert_int_equal(diag_count(diag, SEVERITY_NOTE), 2);
}

static void cover_comes_first(void **state)
{
    (void)state;
    write_file("book/broken.png", sizeof png);
    book->meta.cover = "broken.png";
    show("in side.png");
    complete();
    assert_int_equal(book->image_count, 2);
    assert_non_null(book->cover);
    assert_ptr_equal(book->cover, book->images[0]);
}

#define IMAGE_TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IMAGE_TEST(file_is_read_once),
        IMAGE_TEST(nothing_outside_the_folder_is_read),
        IMAGE_TEST(image_above_its_file_but_in_the_book_is_shown),
        IMAGE_TEST(bad_image_is_reported_where_it_stands),
        IMAGE_TEST(remote_image_is_only_noted),
        IMAGE_TEST(cover_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
