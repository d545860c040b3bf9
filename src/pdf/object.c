/* Enters: dictionaries as text, and streams. Leaves: a PDF file, through libharu's object layer.
 *
 * libharu numbers the objects, writes them in order and makes the cross-reference table. Each
 * object is one empty HPDF_Dict whose write_fn puts our text between its brackets and whose
 * after_write_fn puts the stream behind it: dictionaries built entry by entry would cost 128 bytes
 * an entry, and its streams a second object each for their length. Its document layer (HPDF_New) is
 * not used: what that adds, pages with their own resources and an Info dictionary, is made here to
 * our own measure.
 *
 * Packed objects go into object streams, which libharu does not know: they are numbered after its
 * own objects, and the trailer of its cross-reference table points to a cross-reference stream for
 * them (a hybrid file, ISO 32000-1, 7.5.8.4). Only readers of PDF 1.4 do not see them.
 *
 * Facts about libharu 2.3 and 2.4 this file relies on: its list of objects grows by a fixed step,
 * so the step is raised as the list grows (else the cost is quadratic); an error is kept in
 * HPDF_Error and most callers ignore it, so every return is checked; writing goes to a callback,
 * because only that tells of a full disk. */
#include "pdf/object.h"

#include <hpdf.h>
#include <hpdf_objects.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/stopwatch.h"
#include "pdf/deflate.h"
#include "pdf/pack.h"

#define HEADER "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"

enum { FIRST_OBJECTS = 1024, PACKED_TOGETHER = 256 };

struct pdf_file {
    struct diag *diag;
    struct arena *arena;
    HPDF_Error_Rec error;
    HPDF_MMgr memory;
    HPDF_Xref objects;
    struct buffer scratch; /* the entries of the object being written */
    struct pack pack;      /* its first_number is 0 until packing begins */
    uint32_t pack_index;   /* object of its cross-reference stream */
    bool failed;
    /* While saving: */
    struct output *output;
    HPDF_Stream writer;
    bool output_failed;
    uint32_t root, info;
    uLong crc, adler;
    uint64_t written;
};

/* Hangs on an HPDF_Dict's attr. */
struct object {
    struct pdf_file *file;
    struct pdf_entries entries;
    uint32_t index;
    bool has_stream;
    const void *data;
    size_t length;
};

struct fixed_entries {
    const char *text;
    size_t length;
};

static void fail(struct pdf_file *file)
{
    if (file->failed || file->output_failed)
        return;
    file->failed = true;
    diag_report(file->diag, SEVERITY_ERROR, "pdf-object", (struct position){0},
                "this is a fault of bifolio or a book beyond the limits of PDF; try half of it",
                "libharu could not build the PDF (error 0x%04lX)", file->error.error_no);
}

struct pdf_file *pdf_file_new(struct diag *diag)
{
    struct pdf_file *file = memory_resize(NULL, 1, sizeof *file);
    *file = (struct pdf_file){.diag = diag, .arena = arena_new()};
    HPDF_Error_Init(&file->error, NULL);
    file->memory = HPDF_MMgr_New(&file->error, 0, NULL, NULL);
    if (file->memory)
        file->objects = HPDF_Xref_New(file->memory, 0);
    if (!file->objects)
        fail(file);
    return file;
}

void pdf_file_drop(struct pdf_file *file)
{
    if (!file)
        return;
    if (file->objects)
        HPDF_Xref_Free(file->objects);
    if (file->memory)
        HPDF_MMgr_Free(file->memory);
    vector_drop(&file->pack.objects);
    buffer_drop(&file->scratch);
    arena_drop(file->arena);
    free(file);
}

/* ── Adding ──────────────────────────────────────────────────────────────────────────────────── */

static HPDF_STATUS write_entries(HPDF_Dict dictionary, HPDF_Stream stream)
{
    struct object *object = dictionary->attr;
    struct buffer *entries = &object->file->scratch;
    buffer_clear(entries);
    if (object->entries.put)
        object->entries.put(object->entries.context, object->index, entries);
    if (object->has_stream)
        buffer_printf(entries, "/Length %zu", object->length);
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)buffer_string(entries),
                             (HPDF_UINT)entries->length);
}

static HPDF_STATUS write_stream(HPDF_Dict dictionary)
{
    struct object *object = dictionary->attr;
    HPDF_Stream writer = object->file->writer;
    if (!object->has_stream)
        return HPDF_OK;
    HPDF_STATUS status = HPDF_Stream_WriteStr(writer, "\nstream\n");
    if (status == HPDF_OK && object->length > 0)
        status = HPDF_Stream_Write(writer, object->data, (HPDF_UINT)object->length);
    if (status == HPDF_OK)
        status = HPDF_Stream_WriteStr(writer, "\nendstream");
    return status;
}

/* libharu's list grows by items_per_block: raise it so that the list doubles. */
static void make_room(HPDF_List list)
{
    if (list->count >= list->block_siz)
        list->items_per_block = list->count > FIRST_OBJECTS ? list->count : FIRST_OBJECTS;
}

static uint32_t add_object(struct pdf_file *file, struct object **object)
{
    if (file->failed)
        return 0;
    HPDF_Dict dictionary = HPDF_Dict_New(file->memory);
    make_room(file->objects->entries);
    /* A dictionary that HPDF_Xref_Add() refuses is freed by it. */
    if (!dictionary || HPDF_Xref_Add(file->objects, dictionary) != HPDF_OK) {
        fail(file);
        return 0;
    }
    *object = ARENA_NEW(file->arena, struct object);
    (*object)->file = file;
    dictionary->attr = *object;
    dictionary->write_fn = write_entries;
    dictionary->after_write_fn = write_stream;
    return file->objects->entries->count - 1;
}

static struct object *find_object(const struct pdf_file *file, uint32_t number)
{
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(file->objects, number);
    HPDF_Dict dictionary = entry->obj;
    return dictionary->attr;
}

static bool is_packed(const struct pdf_file *file, uint32_t number)
{
    return file->pack.first_number != 0 && number >= file->pack.first_number;
}

static uint32_t pack_object(struct pdf_file *file, struct pdf_entries entries, uint32_t index)
{
    vector_push(&file->pack.objects, (struct packed_object){entries, index});
    return file->pack.first_number + (uint32_t)file->pack.objects.count - 1;
}

uint32_t pdf_object_add_late(struct pdf_file *file, struct pdf_entries entries, uint32_t index)
{
    struct object *object;
    if (file->pack.first_number != 0)
        return pack_object(file, entries, index);
    uint32_t number = add_object(file, &object);
    if (number != 0) {
        object->entries = entries;
        object->index = index;
    }
    return number;
}

uint32_t pdf_object_reserve(struct pdf_file *file)
{
    return pdf_object_add_late(file, (struct pdf_entries){NULL, NULL}, 0);
}

static void put_fixed(const void *context, uint32_t index, struct buffer *entries)
{
    const struct fixed_entries *fixed = context;
    (void)index;
    buffer_put(entries, fixed->text, fixed->length);
}

void pdf_object_set(struct pdf_file *file, uint32_t number, const struct buffer *entries)
{
    if (file->failed || number == 0)
        return;
    struct fixed_entries *fixed = ARENA_NEW(file->arena, struct fixed_entries);
    fixed->text = arena_copy_bytes(file->arena, buffer_string(entries), entries->length);
    fixed->length = entries->length;
    struct pdf_entries put = {put_fixed, fixed};
    if (is_packed(file, number))
        file->pack.objects.items[number - file->pack.first_number].entries = put;
    else
        find_object(file, number)->entries = put;
}

uint32_t pdf_object_add(struct pdf_file *file, const struct buffer *entries)
{
    uint32_t number = pdf_object_reserve(file);
    pdf_object_set(file, number, entries);
    return number;
}

void pdf_stream_set(struct pdf_file *file, uint32_t number, const struct buffer *entries,
                    const void *data, size_t length)
{
    pdf_object_set(file, number, entries);
    if (file->failed || number == 0)
        return;
    struct object *object = find_object(file, number);
    object->has_stream = true;
    object->data = data;
    object->length = length;
}

uint32_t pdf_stream_add(struct pdf_file *file, const struct buffer *entries, const void *data,
                        size_t length)
{
    uint32_t number = pdf_object_reserve(file);
    pdf_stream_set(file, number, entries, data, length);
    return number;
}

/* ── Packing ─────────────────────────────────────────────────────────────────────────────────── */

void pdf_file_pack(struct pdf_file *file, size_t expected)
{
    struct pack *pack = &file->pack;
    if (file->failed || pack->first_number != 0)
        return;
    file->pack_index = pdf_object_reserve(file);
    pack->first_stream = file->pack_index + 1;
    pack->stream_count = (uint32_t)(expected / PACKED_TOGETHER + 1);
    for (uint32_t n = 0; n < pack->stream_count; n++)
        pdf_object_reserve(file);
    pack->first_number = pack->first_stream + pack->stream_count;
}

static void set_deflated(struct pdf_file *file, struct pdf_deflater *deflater, uint32_t number,
                         struct buffer *entries, const struct buffer *data)
{
    struct buffer compressed = {0};
    pdf_deflate(deflater, data->data, data->length, &compressed);
    buffer_put_string(entries, "/Filter/FlateDecode");
    char *copy = arena_copy_bytes(file->arena, compressed.data, compressed.length);
    pdf_stream_set(file, number, entries, copy, compressed.length);
    buffer_drop(&compressed);
}

static void fill_pack(struct pdf_file *file)
{
    enum station before = stopwatch_turn(STATION_TAGS);
    struct buffer entries = {0}, data = {0};
    struct pdf_deflater *deflater = pdf_deflater_new();
    for (uint32_t n = 0; n < file->pack.stream_count; n++) {
        buffer_clear(&entries);
        buffer_clear(&data);
        pdf_pack_put_stream(&file->pack, n, &entries, &data);
        set_deflated(file, deflater, file->pack.first_stream + n, &entries, &data);
    }
    buffer_clear(&entries);
    buffer_clear(&data);
    pdf_pack_put_index(&file->pack, &entries, &data);
    set_deflated(file, deflater, file->pack_index, &entries, &data);
    pdf_deflater_drop(deflater);
    buffer_drop(&entries);
    buffer_drop(&data);
    stopwatch_turn(before);
}

/* ── Saving ──────────────────────────────────────────────────────────────────────────────────── */

static HPDF_STATUS write_through(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT length)
{
    struct pdf_file *file = stream->attr;
    file->crc = crc32(file->crc, bytes, length);
    file->adler = adler32(file->adler, bytes, length);
    file->written += length;
    if (output_write(file->output, bytes, length))
        return HPDF_OK;
    file->output_failed = true;
    return HPDF_SetError(stream->error, HPDF_FILE_IO_ERROR, 0);
}

/* libharu counts its own objects; the packed ones come after them. */
static HPDF_STATUS correct_size(HPDF_Dict trailer)
{
    const struct pdf_file *file = trailer->attr;
    if (file->pack.first_number == 0)
        return HPDF_OK;
    size_t size = file->pack.first_number + file->pack.objects.count;
    return HPDF_Dict_AddNumber(trailer, "Size", (HPDF_INT32)size);
}

/* The trailer comes last, so the identifier in it can stand for every byte before. */
static HPDF_STATUS write_trailer(HPDF_Dict dictionary, HPDF_Stream stream)
{
    struct pdf_file *file = dictionary->attr;
    char digest[33];
    snprintf(digest, sizeof digest, "%08lX%08lX%08lX%08lX", file->crc & 0xFFFFFFFF,
             file->adler & 0xFFFFFFFF, (unsigned long)(file->written & 0xFFFFFFFF),
             (unsigned long)file->objects->entries->count & 0xFFFFFFFF);
    buffer_clear(&file->scratch);
    buffer_printf(&file->scratch, "/Root %u 0 R/Info %u 0 R/ID[<%s><%s>]", file->root, file->info,
                  digest, digest);
    if (file->pack.first_number != 0)
        buffer_printf(&file->scratch, "/XRefStm %u",
                      HPDF_Xref_GetEntry(file->objects, file->pack_index)->byte_offset);
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)file->scratch.data,
                             (HPDF_UINT)file->scratch.length);
}

static bool write_all(struct pdf_file *file)
{
    HPDF_Dict trailer = file->objects->trailer;
    trailer->attr = file;
    trailer->before_write_fn = correct_size;
    trailer->write_fn = write_trailer;
    return HPDF_Stream_WriteStr(file->writer, HEADER) == HPDF_OK &&
           HPDF_Xref_WriteToStream(file->objects, file->writer, NULL) == HPDF_OK &&
           HPDF_Error_GetCode(&file->error) == HPDF_OK;
}

bool pdf_file_save(struct pdf_file *file, uint32_t root, uint32_t info, struct output *output)
{
    if (file->pack.first_number != 0)
        fill_pack(file);
    if (file->failed)
        return false;
    file->output = output;
    file->root = root;
    file->info = info;
    file->crc = crc32(0, NULL, 0);
    file->adler = adler32(0, NULL, 0);
    file->writer = HPDF_CallbackWriter_New(file->memory, write_through, file);
    if (!file->writer || !write_all(file))
        fail(file);
    HPDF_Stream_Free(file->writer);
    file->writer = NULL;
    return !file->failed;
}
