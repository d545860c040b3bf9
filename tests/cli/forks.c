/* Preloaded into the program: each fork is written into the file that FORKS names, as how many
 * threads there were. More than one is a program that hangs now and then: the new process has the
 * locks that the others held, and nobody who opens them. */
#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void count_threads(void)
{
    int threads = 0;
    DIR *folder = opendir("/proc/self/task");
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        threads += entry->d_name[0] != '.';
    if (folder)
        closedir(folder);
    FILE *file = fopen(getenv("FORKS"), "a");
    if (file) {
        fprintf(file, "%d\n", threads);
        fclose(file);
    }
}

__attribute__((constructor)) static void begin(void)
{
    pthread_atfork(count_threads, NULL, NULL);
}
