/* Enters: work. Leaves: the same, done, by the time that it was waited for. */
#include "base/task.h"

void task_start(struct task *task, void *(*work)(void *), void *argument)
{
    task->is_running = pthread_create(&task->thread, NULL, work, argument) == 0;
    if (!task->is_running)
        work(argument);
}

void task_join(struct task *task)
{
    if (task->is_running)
        pthread_join(task->thread, NULL);
    task->is_running = false;
}
