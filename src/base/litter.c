/* Enters: names of temporary files; perhaps a signal. Leaves: no litter.
 * The names lie in static memory, and a place changes hands by atomic steps, so the handler, which
 * may run at any moment, reads nothing that is given back. It does only what is safe there (POSIX,
 * 2.4.3): unlink(), and then the signal's default action. A thread that creates a file holds the
 * signals off, so the handler can only meet a half-taken place from another thread, and waits. Once
 * it has begun nothing is created any more: a thread that would waits for the end. */
#include "base/litter.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Each kind of output has one file at a time. */
enum { PLACES = 8 };
enum { FREE, TAKEN, WATCHED };

static struct {
    atomic_int state;
    char path[PATH_MAX];
} places[PLACES];

static atomic_bool is_ending;

static const int signals[] = {SIGHUP, SIGINT, SIGTERM};
enum { SIGNALS = sizeof signals / sizeof *signals };

static void remove_litter(int number)
{
    atomic_store(&is_ending, true);
    for (int i = 0; i < PLACES; i++) {
        while (atomic_load(&places[i].state) == TAKEN)
            ;
        if (atomic_load(&places[i].state) == WATCHED)
            unlink(places[i].path);
    }
    raise(number); /* its default action is back: this ends the program */
}

/* A signal that whoever started the program ignores stays ignored. */
static void watch_signals(void)
{
    static atomic_flag done = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&done))
        return;
    for (int i = 0; i < SIGNALS; i++) {
        struct sigaction old, action = {.sa_handler = remove_litter};
        action.sa_flags = (int)SA_RESETHAND;
        sigemptyset(&action.sa_mask);
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
            sigaction(signals[i], &action, NULL);
    }
}

static int take_place(void)
{
    for (int i = 0; i < PLACES; i++) {
        int expected = FREE;
        if (atomic_compare_exchange_strong(&places[i].state, &expected, TAKEN))
            return i;
    }
    return -1;
}

static int create_watched(char *name, int *place)
{
    *place = strlen(name) < PATH_MAX ? take_place() : -1;
    if (atomic_load(&is_ending)) {
        litter_forget(*place);
        for (;;)
            pause();
    }
    int descriptor = mkstemp(name);
    if (*place < 0)
        return descriptor;
    if (descriptor >= 0)
        strcpy(places[*place].path, name);
    atomic_store(&places[*place].state, descriptor >= 0 ? WATCHED : FREE);
    if (descriptor < 0)
        *place = -1;
    return descriptor;
}

int litter_create(char *name, int *place)
{
    sigset_t held, before;
    watch_signals();
    sigemptyset(&held);
    for (int i = 0; i < SIGNALS; i++)
        sigaddset(&held, signals[i]);
    pthread_sigmask(SIG_BLOCK, &held, &before);
    int descriptor = create_watched(name, place);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return descriptor;
}

void litter_forget(int place)
{
    if (place >= 0)
        atomic_store(&places[place].state, FREE);
}
