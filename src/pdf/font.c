/* Enters: fonts with the glyphs in use. Leaves: Type0 fonts embedded in the file.
 *
 * hb-subset keeps the used glyphs (and what composite glyphs are made of), numbers them densely and
 * drops every table a PDF reader has no use for. TrueType outlines go in as CIDFontType2 with
 * FontFile2, CFF outlines as CIDFontType0 with the bare 'CFF ' table (ISO 32000-1, 9.7 and 9.9).
 * Character codes are the new glyph ids: two bytes each (Identity-H), or one, by a CMap of our own,
 * where there are few enough of them, as there nearly always are. The six letters before the font's
 * name come from a hash of the glyphs kept: the same book, the same letters. */
#include "pdf/font.h"

#include <hb-ot.h>
#include <stdio.h>

#include "pdf/cff.h"
#include "pdf/deflate.h"
#include "pdf/syntax.h"

enum { FLAG_FIXED_PITCH = 1, FLAG_SERIF = 2, FLAG_SYMBOLIC = 4, FLAG_ITALIC = 64 };
enum { TAG_LETTERS = 6 };

#define BYTE_CMAP "Identity-Byte-H"

static bool fail_font(struct pdf_writer *writer, const struct font *font)
{
    diag_report(writer->diag, SEVERITY_ERROR, "pdf-font", (struct position){.file = font->path},
                "the font file may be damaged: install it anew", "this font cannot be embedded");
    return false;
}

/* ── Planning ────────────────────────────────────────────────────────────────────────────────── */

/* What a PDF reader does not use: it goes from glyph ids to outlines and needs nothing else. */
static void drop_tables(hb_subset_input_t *input)
{
    static const hb_tag_t tables[] = {
        HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
        HB_TAG('B', 'A', 'S', 'E'), HB_TAG('J', 'S', 'T', 'F'), HB_TAG('M', 'A', 'T', 'H'),
        HB_TAG('k', 'e', 'r', 'n'), HB_TAG('c', 'm', 'a', 'p'), HB_TAG('n', 'a', 'm', 'e'),
        HB_TAG('p', 'o', 's', 't'), HB_TAG('O', 'S', '/', '2'), HB_TAG('D', 'S', 'I', 'G'),
        HB_TAG('S', 'T', 'A', 'T'), HB_TAG('g', 'a', 's', 'p'), HB_TAG('h', 'd', 'm', 'x'),
        HB_TAG('V', 'D', 'M', 'X'), HB_TAG('L', 'T', 'S', 'H'), HB_TAG('v', 'h', 'e', 'a'),
        HB_TAG('v', 'm', 't', 'x'), HB_TAG('V', 'O', 'R', 'G'), HB_TAG('F', 'F', 'T', 'M'),
    };
    hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        hb_set_add(dropped, tables[i]);
}

enum { AXIS_MAX = 64 };

/* Makes a variable font the instance that was shaped with: all its axes stand still. */
static bool pin_axes(hb_subset_input_t *input, const struct font_subset *subset)
{
    hb_ot_var_axis_info_t axes[AXIS_MAX];
    float places[AXIS_MAX];
    unsigned count = AXIS_MAX, place_count = AXIS_MAX;
    hb_ot_var_get_axis_infos(subset->face, 0, &count, axes);
    for (unsigned i = 0; i < count; i++)
        places[i] = axes[i].default_value;
    if (subset->font->instance)
        hb_ot_var_named_instance_get_design_coords(subset->face, subset->font->instance - 1,
                                                   &place_count, places);
    bool pinned = true;
    for (unsigned i = 0; i < count; i++)
        pinned &= hb_subset_input_pin_axis_location(input, subset->face, axes[i].tag, places[i]);
    return pinned;
}

static hb_subset_plan_t *make_plan(const struct font_subset *subset)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    for (uint32_t id = 0; id < subset->glyph_count; id++)
        if (subset->glyphs[id].used)
            hb_set_add(glyphs, id);
    drop_tables(input);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_subset_plan_t *plan =
        pin_axes(input, subset) ? hb_subset_plan_create_or_fail(subset->face, input) : NULL;
    hb_subset_input_destroy(input);
    return plan;
}

static uint16_t scale_width(const struct font *font, hb_position_t advance)
{
    int64_t width =
        ((int64_t)advance * 1000 + font->file_units_per_em / 2) / font->file_units_per_em;
    return (uint16_t)(width < 0 ? 0 : width > UINT16_MAX ? UINT16_MAX : width);
}

static void number_meanings(struct font_subset *subset, const struct glyph_use *glyph)
{
    for (uint32_t next = glyph->next; next != 0; next = subset->glyphs[next].next) {
        subset->glyphs[next].subset_id = glyph->subset_id;
        subset->glyphs[next].width = glyph->width;
    }
}

/* Gives every glyph of the subset its new id and width. */
static void number_glyphs(struct font_subset *subset)
{
    const hb_map_t *new_ids = hb_subset_plan_old_to_new_glyph_mapping(subset->plan);
    hb_font_t *metrics = hb_font_create(subset->face);
    int units = subset->font->file_units_per_em;
    hb_font_set_scale(metrics, units, units);
    if (subset->font->instance)
        hb_font_set_var_named_instance(metrics, subset->font->instance - 1);
    for (uint32_t id = 0; id < subset->glyph_count; id++) {
        hb_codepoint_t new_id = hb_map_get(new_ids, id);
        if (new_id == HB_MAP_VALUE_INVALID)
            continue;
        struct glyph_use *glyph = &subset->glyphs[id];
        glyph->used = true;
        glyph->subset_id = (uint16_t)new_id;
        glyph->width = scale_width(subset->font, hb_font_get_glyph_h_advance(metrics, id));
        number_meanings(subset, glyph);
        if (new_id >= subset->subset_count)
            subset->subset_count = new_id + 1;
    }
    hb_font_destroy(metrics);
}

bool pdf_plan_subsets(struct pdf_writer *writer)
{
    for (size_t i = 0; i < writer->pages->font_count; i++) {
        struct font_subset *subset = &writer->fonts[i];
        if (!subset->font)
            continue;
        if (subset->font->kind == FONT_BITMAP) {
            pdf_plan_pictures(writer, subset);
            continue;
        }
        subset->plan = make_plan(subset);
        if (!subset->plan)
            return fail_font(writer, subset->font);
        number_glyphs(subset);
    }
    return true;
}

void pdf_cut_subset(struct font_subset *subset)
{
    if (subset->plan)
        subset->subset = hb_subset_plan_execute_or_fail(subset->plan);
}

void pdf_drop_fonts(struct pdf_writer *writer)
{
    for (size_t i = 0; writer->fonts && i < writer->pages->font_count; i++) {
        hb_font_destroy(writer->fonts[i].characters);
        hb_face_destroy(writer->fonts[i].face);
        hb_face_destroy(writer->fonts[i].subset);
        hb_subset_plan_destroy(writer->fonts[i].plan);
    }
}

/* ── Embedding ───────────────────────────────────────────────────────────────────────────────── */

/* "ABCDEF+Name": FNV-1a over the glyphs kept. */
void pdf_name_subset(const struct font_subset *subset, char name[PDF_FONT_NAME_SIZE])
{
    uint64_t hash = UINT64_C(14695981039346656037) ^ subset->font->index;
    for (uint32_t id = 0; id < subset->glyph_count; id++)
        if (subset->glyphs[id].used)
            hash = (hash ^ id) * UINT64_C(1099511628211);
    hash ^= hash >> 32;
    for (int i = 0; i < TAG_LETTERS; i++, hash /= 26)
        name[i] = (char)('A' + hash % 26);
    snprintf(name + TAG_LETTERS, PDF_FONT_NAME_SIZE - TAG_LETTERS, "+%s",
             subset->font->postscript_name);
}

static bool is_cff(const struct font_subset *subset)
{
    return subset->font->kind == FONT_CFF;
}

/* The font program. CFF goes in without its OpenType wrapping, and with codes that are glyph
 * numbers.
 */
static hb_blob_t *reference_program(const struct font_subset *subset)
{
    if (!is_cff(subset))
        return hb_face_reference_blob(subset->subset);
    hb_blob_t *table = hb_face_reference_table(subset->subset, HB_TAG('C', 'F', 'F', ' '));
    hb_blob_t *copy = hb_blob_copy_writable_or_fail(table);
    unsigned length = 0;
    unsigned char *bytes = copy ? (unsigned char *)hb_blob_get_data_writable(copy, &length) : NULL;
    hb_blob_destroy(table);
    if (bytes && pdf_cff_number_glyphs(bytes, length))
        return copy;
    hb_blob_destroy(copy);
    return hb_blob_get_empty();
}

/* 0 when the subset came out empty. */
static uint32_t add_program(struct pdf_writer *writer, const struct font_subset *subset)
{
    unsigned length = 0;
    hb_blob_t *blob = subset->subset ? reference_program(subset) : hb_blob_get_empty();
    const char *bytes = hb_blob_get_data(blob, &length);
    uint32_t object = 0;
    if (length > 0) {
        struct buffer *entries = &writer->scratch;
        buffer_clear(entries);
        if (is_cff(subset))
            buffer_put_string(entries, "/Subtype/CIDFontType0C");
        else
            buffer_printf(entries, "/Length1 %u", length);
        object = pdf_add_deflated(writer, entries, bytes, length);
    }
    hb_blob_destroy(blob);
    return object;
}

static void put_metric(struct buffer *entries, const char *name, const struct font *font, int value)
{
    buffer_printf(entries, "%s %d", name, value * 1000 / font->file_units_per_em);
}

static void put_bounding_box(struct buffer *entries, const struct font *font)
{
    buffer_put_string(entries, "/FontBBox[");
    for (int i = 0; i < 4; i++)
        buffer_printf(entries, "%s%d", i ? " " : "",
                      font->bbox[i] * 1000 / font->file_units_per_em);
    buffer_put_char(entries, ']');
}

static uint32_t add_descriptor(struct pdf_writer *writer, const struct font_subset *subset,
                               const char *name, uint32_t program)
{
    const struct font *font = subset->font;
    struct buffer *entries = &writer->scratch;
    int flags = FLAG_SYMBOLIC | (font->fixed_pitch ? FLAG_FIXED_PITCH : 0) |
                (font->serif ? FLAG_SERIF : 0) | (font->italic ? FLAG_ITALIC : 0);
    buffer_clear(entries);
    buffer_put_string(entries, "/Type/FontDescriptor/FontName");
    pdf_put_name(entries, name);
    buffer_printf(entries, "/Flags %d/ItalicAngle %d/StemV %d", flags, font->italic_angle,
                  font->stem_weight);
    put_metric(entries, "/Ascent", font, font->ascent);
    put_metric(entries, "/Descent", font, font->descent);
    put_metric(entries, "/CapHeight", font, font->cap_height);
    put_metric(entries, "/XHeight", font, font->x_height);
    put_bounding_box(entries, font);
    buffer_put_string(entries, font->kind == FONT_CFF ? "/FontFile3 " : "/FontFile2 ");
    pdf_put_reference(entries, program);
    return pdf_object_add(writer->file, entries);
}

/* /W lists every width from glyph 0 on; when all but .notdef are the same, /DW says it alone. */
static void put_widths(struct pdf_writer *writer, const struct font_subset *subset,
                       struct buffer *entries)
{
    uint16_t *widths = ARENA_ARRAY(writer->arena, uint16_t, subset->subset_count);
    for (uint32_t id = 0; id < subset->glyph_count; id++)
        if (subset->glyphs[id].used)
            widths[subset->glyphs[id].subset_id] = subset->glyphs[id].width;
    uint32_t same = 1;
    while (same < subset->subset_count && widths[same] == widths[0])
        same++;
    buffer_printf(entries, "/DW %d", widths[0]);
    if (same >= subset->subset_count)
        return;
    buffer_put_string(entries, "/W[0[");
    for (uint32_t i = 0; i < subset->subset_count; i++)
        buffer_printf(entries, "%s%d", i ? " " : "", widths[i]);
    buffer_put_string(entries, "]]");
}

static uint32_t add_descendant(struct pdf_writer *writer, const struct font_subset *subset,
                               const char *name, uint32_t descriptor)
{
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    buffer_printf(entries, "/Type/Font/Subtype/CIDFontType%s/BaseFont",
                  is_cff(subset) ? "0" : "2/CIDToGIDMap/Identity");
    pdf_put_name(entries, name);
    buffer_put_string(entries,
                      "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
    buffer_put_string(entries, "/FontDescriptor ");
    pdf_put_reference(entries, descriptor);
    put_widths(writer, subset, entries);
    return pdf_object_add(writer->file, entries);
}

static uint32_t add_to_unicode(struct pdf_writer *writer, const struct font_subset *subset,
                               unsigned part)
{
    struct buffer cmap = {0};
    pdf_put_to_unicode(subset, part, &cmap);
    buffer_clear(&writer->scratch);
    uint32_t object = pdf_add_deflated(writer, &writer->scratch, cmap.data, cmap.length);
    buffer_drop(&cmap);
    return object;
}

/* The CMap by which codes of one byte are glyph ids; one for all fonts. */
static uint32_t find_byte_cmap(struct pdf_writer *writer)
{
    static const char cmap[] = "/CIDInit /ProcSet findresource begin\n"
                               "12 dict begin\n"
                               "begincmap\n"
                               "/CIDSystemInfo 3 dict dup begin\n"
                               "/Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def\n"
                               "end def\n"
                               "/CMapName /" BYTE_CMAP " def\n"
                               "/CMapType 1 def\n"
                               "/WMode 0 def\n"
                               "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
                               "1 begincidrange\n<00> <FF> 0\nendcidrange\n"
                               "endcmap\n"
                               "CMapName currentdict /CMap defineresource pop\n"
                               "end\nend\n";
    if (writer->byte_cmap)
        return writer->byte_cmap;
    buffer_clear(&writer->scratch);
    buffer_put_string(&writer->scratch,
                      "/Type/CMap/CMapName/" BYTE_CMAP "/WMode 0"
                      "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
    writer->byte_cmap = pdf_add_deflated(writer, &writer->scratch, cmap, sizeof cmap - 1);
    return writer->byte_cmap;
}

/* What all parts have in common. */
struct descendant {
    const char *name;
    uint32_t object, cmap;
};

static uint32_t add_part(struct pdf_writer *writer, const struct font_subset *subset, unsigned part,
                         const struct descendant *descendant)
{
    uint32_t to_unicode = add_to_unicode(writer, subset, part);
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    buffer_put_string(entries, "/Type/Font/Subtype/Type0/BaseFont");
    pdf_put_name(entries, descendant->name);
    if (is_cff(subset))
        buffer_put_string(entries, descendant->cmap ? "-" BYTE_CMAP : "-Identity-H");
    if (descendant->cmap)
        buffer_printf(entries, "/Encoding %u 0 R", descendant->cmap);
    else
        buffer_put_string(entries, "/Encoding/Identity-H");
    buffer_printf(entries, "/DescendantFonts[%u 0 R]/ToUnicode %u 0 R", descendant->object,
                  to_unicode);
    return pdf_object_add(writer->file, entries);
}

static unsigned count_parts(const struct font_subset *subset)
{
    unsigned count = 1;
    for (uint32_t i = subset->glyph_count; i < subset->use_count; i++)
        if (subset->glyphs[i].turn >= count)
            count = subset->glyphs[i].turn + 1u;
    return count;
}

static void embed_font(struct pdf_writer *writer, struct font_subset *subset, uint32_t program)
{
    char name[PDF_FONT_NAME_SIZE];
    struct descendant descendant = {.name = name};
    descendant.cmap = pdf_code_size(subset) == 1 ? find_byte_cmap(writer) : 0;
    pdf_name_subset(subset, name);
    uint32_t descriptor = add_descriptor(writer, subset, name, program);
    descendant.object = add_descendant(writer, subset, name, descriptor);
    subset->part_count = count_parts(subset);
    subset->objects = ARENA_ARRAY(writer->arena, uint32_t, subset->part_count);
    for (unsigned part = 0; part < subset->part_count; part++)
        subset->objects[part] = add_part(writer, subset, part, &descendant);
}

bool pdf_embed_fonts(struct pdf_writer *writer)
{
    for (size_t i = 0; i < writer->pages->font_count; i++) {
        struct font_subset *subset = &writer->fonts[i];
        if (!subset->font)
            continue;
        if (subset->font->kind == FONT_BITMAP) {
            pdf_embed_pictures(writer, subset);
            continue;
        }
        uint32_t program = add_program(writer, subset);
        if (program == 0)
            return fail_font(writer, subset->font);
        embed_font(writer, subset, program);
    }
    return true;
}

void pdf_put_font_resources(const struct pdf_writer *writer, struct buffer *entries)
{
    for (size_t i = 0; i < writer->pages->font_count; i++)
        for (unsigned part = 0; part < writer->fonts[i].part_count; part++) {
            buffer_printf(entries, "/F%zu", i);
            if (part > 0)
                buffer_printf(entries, ".%u", part);
            buffer_printf(entries, " %u 0 R", writer->fonts[i].objects[part]);
        }
}
