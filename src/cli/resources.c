/* Enters: the program's own path, links followed. Leaves: the folders that belong to it. Installed
 * the binary is PREFIX/bin/bifolio and its files are ../share/bifolio/fonts, wherever PREFIX was
 * moved to; from a build tree it is build/bifolio and they are ../fonts. The first comes first: in
 * a PREFIX such as a home folder, "fonts" may be anything. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include "base/file.h"
#include "cli/cli.h"

#ifdef __APPLE__
static bool find_program(char path[PATH_MAX])
{
    char raw[PATH_MAX];
    uint32_t size = sizeof raw;
    return _NSGetExecutablePath(raw, &size) == 0 && realpath(raw, path);
}
#else
static bool find_program(char path[PATH_MAX])
{
    return realpath("/proc/self/exe", path) != NULL;
}
#endif

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

const char *cli_find_resources(struct arena *arena, const char *name, struct diag *diag)
{
    static const char *const places[] = {"../share/bifolio/", "../", "../../"};
    char program[PATH_MAX];
    if (find_program(program)) {
        const char *folder = file_folder(arena, program);
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            const char *path = arena_printf(arena, "%s%s%s", folder, places[i], name);
            if (is_folder(path))
                return path;
        }
    }
    diag_report(diag, SEVERITY_ERROR, "installation", (struct position){0},
                "keep the binary where 'make' or 'make install' put it",
                "the program's folder '%s' is not beside it", name);
    return NULL;
}
