/* Enters: SVG files to draw. Leaves: PDF files, or word that it cannot be done. librsvg is large
 * and an SVG can ask for anything: some make it panic, some take minutes, some all memory. So it
 * works in a process of its own, which may die: then that drawing fails and the next one is for the
 * next process. They are forks, and a fork copies the locks that other threads hold at that moment,
 * fontconfig's or the allocator's, with nobody to open them. So all are forks of one process that
 * never has a second thread, a zygote, itself forked before there is one here. The main process
 * talks to each through a pair of sockets. A request is a header and the file; the answer a header
 * and the drawing. Limits count the processor's time, not the clock's, so that a busy machine
 * changes nothing. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "image/format.h"

enum {
    MOST_SECONDS = 5,
    MOST_PROCESSES = 4, /* more deaths would only be meant to waste time */
    MOST_WAIT = 60      /* by the clock, for a process that does nothing any more */
};

static const rlim_t MOST_MEMORY = 512 << 20; /* beyond what the process begins with */

/* What is asked for. */
enum task { TASK_LOAD, TASK_PARSE, TASK_DRAW };

struct request {
    enum task task;
    double width, height;
    uint64_t length; /* of the file that follows */
};

struct answer {
    bool done;
    uint64_t length; /* of the drawing that follows */
};

/* ── Talking ─────────────────────────────────────────────────────────────────────────────────── */

/* False when the other process is gone. */
static bool send_bytes(int socket, const void *bytes, size_t length)
{
    const char *cursor = bytes;
    while (length > 0) {
        ssize_t count = send(socket, cursor, length, MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        cursor += count;
        length -= (size_t)count;
    }
    return true;
}

static bool receive_bytes(int socket, void *bytes, size_t length)
{
    char *cursor = bytes;
    while (length > 0) {
        ssize_t count = recv(socket, cursor, length, 0);
        if (count <= 0)
            return false;
        cursor += count;
        length -= (size_t)count;
    }
    return true;
}

/* ── The process that draws ──────────────────────────────────────────────────────────────────── */

/* Nothing of the main process stays open; what librsvg has to say when it panics is not shown. */
static void close_files(int socket)
{
    int nowhere = open("/dev/null", O_RDWR);
    for (int standard = 0; standard <= 2; standard++)
        dup2(nowhere, standard);
    close_range(3, (unsigned)socket - 1, 0);
    close_range((unsigned)socket + 1, ~0U, 0);
}

static void limit_memory(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file || fscanf(file, "%lu", &pages) != 1) /* NOLINT(cert-err34-c): the kernel's number */
        pages = 0;
    if (file)
        fclose(file);
    rlim_t most = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + MOST_MEMORY;
    if (pages > 0)
        setrlimit(RLIMIT_AS, &(struct rlimit){most, most});
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

/* From now on; the kernel ends the process when they are over. */
static void limit_time(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    rlim_t used = (rlim_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec);
    setrlimit(RLIMIT_CPU, &(struct rlimit){used + MOST_SECONDS, RLIM_INFINITY});
}

static bool do_task(const struct request *request, const unsigned char *bytes, struct buffer *pdf)
{
    if (!svg_load_library())
        return false;
    if (request->task == TASK_PARSE)
        return svg_parse(bytes, request->length);
    if (request->task == TASK_DRAW)
        return svg_draw(bytes, request->length, request->width, request->height, pdf);
    return true;
}

static bool serve_request(int socket)
{
    struct request request;
    struct answer answer = {0};
    struct buffer pdf = {0};
    if (!receive_bytes(socket, &request, sizeof request))
        return false;
    unsigned char *bytes = memory_resize(NULL, request.length + 1, 1);
    bool served = receive_bytes(socket, bytes, request.length);
    if (served) {
        limit_time();
        alarm(MOST_WAIT);
        answer.done = do_task(&request, bytes, &pdf);
        answer.length = answer.done ? pdf.length : 0;
        served = send_bytes(socket, &answer, sizeof answer) &&
                 send_bytes(socket, pdf.data, answer.length);
        alarm(0);
    }
    free(bytes);
    buffer_drop(&pdf);
    return served;
}

static _Noreturn void serve(int socket)
{
    signal(SIGXCPU, SIG_DFL);
    signal(SIGALRM, SIG_DFL);
    close_files(socket);
    limit_memory();
    while (serve_request(socket))
        ;
    _exit(0);
}

/* ── The zygote ──────────────────────────────────────────────────────────────────────────────── */

/* False when the main process has closed its end, and asks for nothing. */
static bool wait_for_request(int socket)
{
    char byte;
    return recv(socket, &byte, 1, MSG_PEEK) == 1;
}

/* Only a process has its socket's other end: it is closed when that process dies. */
static _Noreturn void serve_in_turn(const int sockets[MOST_PROCESSES])
{
    for (size_t i = 0; i < MOST_PROCESSES; i++) {
        pid_t process = wait_for_request(sockets[i]) ? fork() : -1;
        if (process == 0)
            serve(sockets[i]);
        close(sockets[i]);
        if (process > 0)
            waitpid(process, NULL, 0);
    }
    _exit(0);
}

/* ── The main process ────────────────────────────────────────────────────────────────────────── */

/* A socket for each of the processes that draw, one after the other as they die, and who may talk
 * to them. */
static struct {
    pthread_mutex_t mutex;
    int sockets[MOST_PROCESSES];
    size_t current; /* MOST_PROCESSES: there are none (any more) */
    pid_t zygote;   /* 0: not begun */
} drawer = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static void close_all(const int *sockets, size_t count)
{
    for (size_t i = 0; i < count; i++)
        close(sockets[i]);
}

/* With ours[i] a pair of theirs[i]. */
static bool open_sockets(int ours[MOST_PROCESSES], int theirs[MOST_PROCESSES])
{
    for (size_t i = 0; i < MOST_PROCESSES; i++) {
        int pair[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
            close_all(ours, i);
            close_all(theirs, i);
            return false;
        }
        ours[i] = pair[0];
        theirs[i] = pair[1];
    }
    return true;
}

/* With the mutex. */
static void begin(void)
{
    int theirs[MOST_PROCESSES];
    if (drawer.zygote != 0)
        return;
    drawer.zygote = -1;
    drawer.current = MOST_PROCESSES;
    if (!open_sockets(drawer.sockets, theirs))
        return;
    drawer.zygote = fork();
    if (drawer.zygote == 0) {
        close_all(drawer.sockets, MOST_PROCESSES);
        serve_in_turn(theirs);
    }
    close_all(theirs, MOST_PROCESSES);
    if (drawer.zygote > 0)
        drawer.current = 0;
    else
        close_all(drawer.sockets, MOST_PROCESSES);
}

/* False when the process died. */
static bool converse(int socket, const struct request *request, const void *bytes,
                     struct answer *answer, struct buffer *pdf)
{
    if (!send_bytes(socket, request, sizeof *request) ||
        !send_bytes(socket, bytes, request->length) ||
        !receive_bytes(socket, answer, sizeof *answer))
        return false;
    char piece[16 * 1024];
    for (uint64_t left = answer->length; left > 0;) {
        size_t length = left < sizeof piece ? (size_t)left : sizeof piece;
        if (!receive_bytes(socket, piece, length))
            return false;
        buffer_put(pdf, piece, length);
        left -= length;
    }
    return true;
}

static bool ask(const struct request *request, const void *bytes, struct buffer *pdf)
{
    struct answer answer = {0};
    pthread_mutex_lock(&drawer.mutex);
    begin();
    bool done = drawer.current < MOST_PROCESSES;
    if (done && !converse(drawer.sockets[drawer.current], request, bytes, &answer, pdf)) {
        close(drawer.sockets[drawer.current++]);
        done = false;
    }
    pthread_mutex_unlock(&drawer.mutex);
    return done && answer.done;
}

void image_begin_drawing(void)
{
    pthread_mutex_lock(&drawer.mutex);
    begin();
    pthread_mutex_unlock(&drawer.mutex);
}

bool image_can_draw_svg(void)
{
    return ask(&(struct request){.task = TASK_LOAD}, NULL, NULL);
}

bool image_is_drawable(const struct image *image)
{
    if (image->format != IMAGE_SVG)
        return true;
    if (!image->drawing->asked) {
        struct request request = {.task = TASK_PARSE, .length = image->length};
        image->drawing->asked = true;
        image->drawing->is_drawable = ask(&request, image->bytes, NULL);
    }
    return image->drawing->is_drawable;
}

bool image_draw(const struct image *image, double width, double height, struct buffer *pdf)
{
    struct request request = {TASK_DRAW, width, height, image->length};
    return ask(&request, image->bytes, pdf);
}

void image_end_drawing(void)
{
    pthread_mutex_lock(&drawer.mutex);
    if (drawer.zygote > 0) {
        close_all(drawer.sockets + drawer.current, MOST_PROCESSES - drawer.current);
        waitpid(drawer.zygote, NULL, 0);
    }
    drawer.zygote = 0;
    pthread_mutex_unlock(&drawer.mutex);
}
