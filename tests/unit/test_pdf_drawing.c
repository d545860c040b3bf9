/* pdf/drawing: a page of another file becomes a form, whatever that file looks like. */
#include "test_pdf_fixture.h"

#include "pdf/drawing.h"

static struct pdf_writer writer;
static struct buffer file;

static void put_object(uint32_t offsets[], int number, const char *text)
{
    offsets[number] = (uint32_t)file.length;
    buffer_printf(&file, "%d 0 obj\n%s\nendobj\n", number, text);
}

/* A page of contents, resources, and a font that they name; as cairo would write it, and with what
 * a reader of tokens may stumble over. */
static int make_file(void **state)
{
    uint32_t offsets[8];
    (void)state;
    writer = (struct pdf_writer){.diag = diag_new(), .arena = arena_new()};
    writer.file = pdf_file_new(writer.diag);
    buffer_put_string(&file, "%PDF-1.4\n");
    put_object(offsets, 4,
               "<< /Length 5 0 R\n /Filter /X >>\nstream\nq 1 0 0 1 0 0 cm Q\nendstream");
    put_object(offsets, 5, "   20");
    put_object(offsets, 3, "<< /Font << /f 6 0 R /g 6 0 R >> /A [ 1 2 3 0 R (a\\)) (b) <0A> ] >>");
    put_object(offsets, 2,
               "<< /Type /Page % 1\n /Parent 1 0 R /MediaBox [ 0 0 9 9 ] /Contents 4 0 R"
               " /Group << /S /Transparency >> /Resources 3 0 R >>");
    put_object(offsets, 6, "<< /Type /Font /Name (x) /Self 6 0 R /Length 7 >>");
    put_object(offsets, 1, "<< /Type /Pages /Kids [ 2 0 R ] /Count 1 >>");
    uint32_t start = (uint32_t)file.length;
    buffer_put_string(&file, "xref\n0 7\n0000000000 65535 f \n");
    for (int i = 1; i < 7; i++)
        buffer_printf(&file, "%010u 00000 n \n", offsets[i]);
    buffer_printf(&file, "trailer\n<< /Size 7 >>\nstartxref\n%u\n%%%%EOF\n", start);
    return 0;
}

static int drop_file(void **state)
{
    (void)state;
    pdf_file_drop(writer.file);
    buffer_drop(&writer.scratch);
    buffer_drop(&file);
    arena_drop(writer.arena);
    diag_drop(writer.diag);
    return 0;
}

static uint32_t add(const char *bytes, size_t length)
{
    struct packed_image packed = {.raster = {.width = 50, .height = 20}};
    packed.samples.data = arena_copy_bytes(writer.arena, bytes, length);
    packed.samples.length = length;
    return pdf_add_drawing(&writer, &packed);
}

static void page_becomes_a_form_with_all_it_names(void **state)
{
    (void)state;
    uint32_t form = add(file.data, file.length);
    assert_int_not_equal(form, 0);
    assert_int_equal(pdf_object_reserve(writer.file), form + 3); /* resources, font: each once */
}

static void file_cut_anywhere_is_refused(void **state)
{
    (void)state;
    for (size_t length = 0; length + 8 < file.length; length++)
        assert_int_equal(add(file.data, length), 0);
}

static void changed_bytes_do_no_harm(void **state)
{
    (void)state;
    static const char bytes[] = {0, ' ', '(', '<', '>', '[', '9', '/', '%', '\xFF'};
    for (size_t i = 0; i < file.length; i++)
        for (size_t k = 0; k < sizeof bytes; k++) {
            char kept = file.data[i];
            file.data[i] = bytes[k];
            add(file.data, file.length);
            file.data[i] = kept;
        }
}

#define DRAWING_TEST(test) cmocka_unit_test_setup_teardown(test, make_file, drop_file)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DRAWING_TEST(page_becomes_a_form_with_all_it_names),
        DRAWING_TEST(file_cut_anywhere_is_refused),
        DRAWING_TEST(changed_bytes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
