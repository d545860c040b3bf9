/* Enters: paths and bytes. Leaves: whole files. Output follows write to a temporary file, then
 * rename: rename(2) replaces the target at once, and a full disk shows at write or close. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/litter.h"

enum { WRITE_BUFFER = 64 * 1024 };

struct output {
    struct diag *diag;
    const char *name;       /* as the user gave it */
    char *path, *temporary; /* what is replaced in the end; NULL: nothing, `path` is written to */
    int descriptor, error;
    int litter; /* of the temporary file */
    size_t pending;
    unsigned char buffer[WRITE_BUFFER];
};

static const char *check_regular(int descriptor, size_t *length)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return strerror(errno);
    if (S_ISDIR(status.st_mode))
        return "it is a folder";
    if (!S_ISREG(status.st_mode))
        return "it is not a regular file";
    if (status.st_size > INT32_MAX)
        return "it is larger than 2 GiB";
    *length = (size_t)status.st_size;
    return NULL;
}

static bool read_all(int descriptor, char *bytes, size_t *length)
{
    size_t done = 0;
    while (done < *length) {
        ssize_t count = read(descriptor, bytes + done, *length - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        if (count == 0)
            break;
        done += (size_t)count;
    }
    *length = done;
    bytes[done] = '\0';
    return true;
}

bool file_read(struct arena *arena, const char *path, char **bytes, size_t *length,
               const char **reason)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        *reason = strerror(errno);
        return false;
    }
    *reason = check_regular(descriptor, length);
    if (!*reason) {
        *bytes = arena_alloc(arena, *length + 1);
        if (!read_all(descriptor, *bytes, length))
            *reason = strerror(errno);
    }
    close(descriptor);
    return !*reason;
}

char *file_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return arena_copy_bytes(arena, path, slash ? (size_t)(slash - path) + 1 : 0);
}

static char *temporary_name(const char *path)
{
    size_t size = strlen(path) + sizeof ".XXXXXX";
    char *name = memory_resize(NULL, size, 1);
    snprintf(name, size, "%s.XXXXXX", path);
    return name;
}

static void report_output(struct diag *diag, const char *path, int error)
{
    const char *hint = error == ENOSPC ? "free some space; the old file, if any, is untouched"
                                       : "choose another place with -o FILE";
    diag_report(diag, SEVERITY_ERROR, "output", (struct position){.file = path}, hint,
                "cannot write: %s", strerror(error));
}

/* mkstemp() makes private files; a book should have the permissions any new file gets. */
static void use_default_permissions(int descriptor)
{
    mode_t mask = umask(0);
    umask(mask);
    (void)fchmod(descriptor, 0666 & ~mask);
}

static void free_output(struct output *output)
{
    litter_forget(output->litter);
    free(output->path);
    free(output->temporary);
    free(output);
}

/* What is no regular file (a device, a pipe) cannot be replaced: it is written to as it is. */
static bool is_special(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

static void open_descriptor(struct output *output)
{
    if (is_special(output->path)) {
        output->descriptor = open(output->path, O_WRONLY | O_CLOEXEC);
        return;
    }
    output->temporary = temporary_name(output->path);
    output->descriptor = litter_create(output->temporary, &output->litter);
    if (output->descriptor >= 0)
        use_default_permissions(output->descriptor);
}

static char *copy_string(const char *text)
{
    return strcpy(memory_resize(NULL, strlen(text) + 1, 1), text);
}

/* What does not exist yet is named by the folder that it will be in. */
char *file_real_path(const char *path)
{
    char *target = realpath(path, NULL);
    if (target)
        return target;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char *folder = copy_string(slash ? path : ".");
    if (slash)
        folder[slash - path + (slash == path)] = '\0';
    char *real = realpath(folder, NULL);
    free(folder);
    if (!real)
        return copy_string(path);
    size_t length = strlen(real);
    real = memory_resize(real, length + strlen(name) + 2, 1);
    real[length] = '/';
    strcpy(real + length + 1, name);
    return real;
}

struct output *output_open(const char *path, struct diag *diag)
{
    struct output *output = memory_resize(NULL, 1, sizeof *output);
    output->diag = diag;
    output->name = path;
    output->path = file_real_path(path); /* replacing a link would leave the file it names */
    output->temporary = NULL;
    output->error = 0;
    output->litter = -1;
    output->pending = 0;
    open_descriptor(output);
    if (output->descriptor < 0) {
        report_output(diag, path, errno);
        free_output(output);
        return NULL;
    }
    return output;
}

static void write_through(struct output *output, const unsigned char *bytes, size_t length)
{
    while (length > 0 && !output->error) {
        ssize_t count = write(output->descriptor, bytes, length);
        if (count < 0 && errno != EINTR)
            output->error = errno;
        if (count > 0) {
            bytes += count;
            length -= (size_t)count;
        }
    }
}

static void flush(struct output *output)
{
    write_through(output, output->buffer, output->pending);
    output->pending = 0;
}

bool output_write(struct output *output, const void *bytes, size_t length)
{
    if (length > WRITE_BUFFER - output->pending)
        flush(output);
    if (length > WRITE_BUFFER) {
        write_through(output, bytes, length);
    } else if (length > 0) {
        memcpy(output->buffer + output->pending, bytes, length);
        output->pending += length;
    }
    return !output->error;
}

static void remove_temporary(const struct output *output)
{
    if (output->temporary)
        unlink(output->temporary);
}

bool output_commit(struct output *output)
{
    flush(output);
    if (close(output->descriptor) != 0 && !output->error)
        output->error = errno;
    if (!output->error && output->temporary && rename(output->temporary, output->path) != 0)
        output->error = errno;
    int error = output->error;
    if (error) {
        remove_temporary(output);
        report_output(output->diag, output->name, error);
    }
    free_output(output);
    return !error;
}

void output_abandon(struct output *output)
{
    if (!output)
        return;
    close(output->descriptor);
    remove_temporary(output);
    free_output(output);
}
