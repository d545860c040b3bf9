/* A piece of work on a thread of its own, beside the thread that waits for it. */
#ifndef BIFOLIO_BASE_TASK_H
#define BIFOLIO_BASE_TASK_H

#include <pthread.h>
#include <stdbool.h>

/* Zeroed: nothing is going on. */
struct task {
    pthread_t thread;
    bool is_running;
};

/* Begins the work; where no thread is to be had, does it at once. */
void task_start(struct task *task, void *(*work)(void *), void *argument);
/* Waits until it is done, if it is going on. One thread at a time may ask. */
void task_join(struct task *task);

#endif
