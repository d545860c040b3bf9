/* Images as XObjects, each once however often it is shown. */
#ifndef BIFOLIO_PDF_IMAGE_H
#define BIFOLIO_PDF_IMAGE_H

#include "pdf/writer.h"

struct pdf_deflater;

/* Lists an image that is to be embedded, once for each path; gives back its number, which is its
 * place in writer->images. */
uint32_t pdf_list_image(struct pdf_writer *writer, const struct image *image);
/* Lists every image the pages show, with the largest size it is shown at. */
void pdf_list_images(struct pdf_writer *writer);
/* The number of a listed image. */
uint32_t pdf_find_image(const struct pdf_writer *writer, const struct image *image);
/* Makes an image's streams; each image may have a thread of its own. */
void pdf_pack_image(struct packed_image *packed, struct pdf_deflater *deflater);
/* Packs an image of the file, or leaves that to the packer that has it already. */
void pdf_pack_listed(const struct pdf_writer *writer, size_t number, struct pdf_deflater *deflater);
/* Takes over what the packer has packed, once it is done. */
void pdf_collect_packed(struct pdf_writer *writer);
/* Adds the packed images to the file. One that cannot be embedded is reported and left blank. */
void pdf_add_images(struct pdf_writer *writer);
void pdf_drop_images(struct pdf_writer *writer);

/* packer.c: the place of a picture that is packed ahead; NULL when it is not. */
struct packed_image *pdf_packer_find(const struct pdf_packer *packer, const struct image *image);
/* True when nobody has packed it: the caller has to. */
bool pdf_packer_claim(struct packed_image *packed);
void pdf_packer_wait(struct pdf_packer *packer);

#endif
