/* Files in and out. Reading is whole-file; writing goes to a temporary file beside the target that
 * replaces it only when everything arrived on the disk, so that a failure leaves what was there. */
#ifndef BIFOLIO_BASE_FILE_H
#define BIFOLIO_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

/* The bytes of a file, in `arena`, followed by a NUL. On failure (missing, a folder, unreadable,
 * over 2 GiB) returns false and sets *reason to a static text; reports nothing, as only the caller
 * knows from where the file was named. */
bool file_read(struct arena *arena, const char *path, char **bytes, size_t *length,
               const char **reason);

/* The folder part of a path: "" for a bare name, otherwise with its slash: "a/b/". */
char *file_folder(struct arena *arena, const char *path);

/* The file behind `path`, links followed, whether it exists or is yet to be made: two names of one
 * file give the same path. The caller's to free(). */
char *file_real_path(const char *path);

/* A file being written. Every write is buffered; the first failure sticks and is reported once, by
 * output_commit(). */
struct output;

/* Opens a temporary file beside `path`, which outlives the output. NULL (reported, code "output")
 * when that cannot be made. */
struct output *output_open(const char *path, struct diag *diag);
/* False once anything failed. */
bool output_write(struct output *output, const void *bytes, size_t length);
/* Flushes, closes, and renames over the target. False (reported) when any step
 * failed; the target is then untouched. Ends the life of `output` either way. */
bool output_commit(struct output *output);
/* Gives up: removes the temporary file. NULL is allowed. */
void output_abandon(struct output *output);

#endif
