#define _GNU_SOURCE
#include "cspawn.h"
#include "walls.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#define CLOSE_RANGE 436
#define CLOSE_RANGE_CLOEXEC (1U << 2)
#endif

// What a child tells its parent when a step fails.
struct failure {
    int error;
    int step;
};

// Everything that the child touches, made before the fork.
struct plan {
    const cspawn_request *request;
    pid_t parent;
    int ruleset;
    int report;
};

int cspawn_pipe(int ends[2]) {
#ifdef __linux__
    return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno;
#else
    if (pipe(ends) != 0) return errno;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
#endif
}

int cspawn_pipe_size(int descriptor, int bytes) {
#ifdef __linux__
    int size = fcntl(descriptor, F_SETPIPE_SZ, bytes);
    return size > 0 ? size : 0;
#else
    (void)descriptor, (void)bytes;
    return 0;
#endif
}

// From here to child() only async-signal-safe calls: another thread of the parent may hold any lock.

static int reset_signals(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; number++) sigaction(number, &action, NULL);
    // A file that grows past its limit is an error of the write, not the end of the program.
    signal(SIGXFSZ, SIG_IGN);
    return 0;
}

static int die_with_parent(const struct plan *plan) {
#ifdef __linux__
    if (!plan->request->die_with_parent) return 0;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return errno;
    // The parent may have died before the line above took effect.
    if (getppid() != plan->parent) _exit(127);
#else
    (void)plan;
#endif
    return 0;
}

// Sets 0, 1 and 2, and marks everything above them to be closed by exec. All sources move above 2 first, so that no
// dup2 overwrites one that is still needed.
static int place_descriptors(struct plan *plan) {
    int sources[3] = {plan->request->in, plan->request->out, plan->request->err};
    int report = fcntl(plan->report, F_DUPFD_CLOEXEC, 3);
    if (report < 0) return errno;
    plan->report = report;
    if (plan->ruleset >= 0 && (plan->ruleset = fcntl(plan->ruleset, F_DUPFD_CLOEXEC, 3)) < 0) return errno;
    for (int i = 0; i < 3; i++)
        if ((sources[i] = fcntl(sources[i], F_DUPFD_CLOEXEC, 3)) < 0) return errno;
    for (int i = 0; i < 3; i++)
        if (dup2(sources[i], i) < 0) return errno;
#ifdef __linux__
    if (syscall(CLOSE_RANGE, 3U, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return 0;
#endif
    long most = sysconf(_SC_OPEN_MAX);
    for (int descriptor = 3; descriptor < (most > 0 && most < 65536 ? most : 65536); descriptor++)
        fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return 0;
}

static int set_limits(const cspawn_request *request) {
    for (int i = 0; i < request->limit_count; i++) {
        const cspawn_limit *wanted = &request->limits[i];
        struct rlimit limit;
        if (getrlimit(wanted->resource, &limit) != 0) return errno;
        // A limit that is lower already stays: raising one needs a privilege.
        if (wanted->hard < limit.rlim_max) limit.rlim_max = wanted->hard;
        limit.rlim_cur = wanted->soft < limit.rlim_max ? wanted->soft : limit.rlim_max;
        if (setrlimit(wanted->resource, &limit) != 0) return errno;
    }
    return 0;
}

static int drop_privileges(void) {
#ifdef __linux__
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : errno;
#else
    return 0;
#endif
}

static void unblock_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

// Runs in the child; returns only when a step failed.
static struct failure enter_walls_and_exec(struct plan *plan) {
    const cspawn_request *request = plan->request;
    int error;
    reset_signals();
    // A session of its own is a group of its own too, and has no terminal that could be opened as /dev/tty.
    setsid();
    if ((error = die_with_parent(plan))) return (struct failure){error, cspawn_step_parent};
    if ((error = place_descriptors(plan))) return (struct failure){error, cspawn_step_descriptors};
    if (request->directory && chdir(request->directory) != 0) return (struct failure){errno, cspawn_step_directory};
    if ((error = set_limits(request))) return (struct failure){error, cspawn_step_limits};
    if ((error = drop_privileges())) return (struct failure){error, cspawn_step_privileges};
    if (plan->ruleset >= 0 && (error = cspawn_enter_ruleset(plan->ruleset)))
        return (struct failure){error, cspawn_step_landlock};
    if ((error = cspawn_enter_filter(request->sockets, request->datagrams)))
        return (struct failure){error, cspawn_step_seccomp};
    unblock_signals();
    if (request->probe) {
        close(plan->report);
        cspawn_run_probe(request->probe);
    }
    execve(request->path, request->argv, request->envp);
    return (struct failure){errno, cspawn_step_exec};
}

static void child(struct plan *plan) {
    struct failure failure = enter_walls_and_exec(plan);
    ssize_t written = write(plan->report, &failure, sizeof failure);
    _exit(written == sizeof failure ? 127 : 126);
}

// Reads the report of the child; it is empty when exec closed the pipe.
static struct failure read_report(int descriptor) {
    struct failure failure = {0, cspawn_step_none};
    ssize_t count;
    do count = read(descriptor, &failure, sizeof failure);
    while (count < 0 && errno == EINTR);
    if (count == sizeof failure) return failure;
    return (struct failure){0, cspawn_step_none};
}

static int fork_child(struct plan *plan, pid_t *pid, cspawn_step *step) {
    int ends[2];
    *step = cspawn_step_pipe;
    int error = cspawn_pipe(ends);
    if (error) return error;
    plan->report = ends[1];
    // No handler of this program may run in the child.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t process = fork();
    if (process == 0) child(plan);
    error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    if (process < 0) {
        close(ends[0]);
        *step = cspawn_step_fork;
        return error;
    }
    struct failure failure = read_report(ends[0]);
    close(ends[0]);
    *step = (cspawn_step)failure.step;
    if (failure.error) {
        while (waitpid(process, NULL, 0) < 0 && errno == EINTR) continue;
        return failure.error;
    }
    *pid = process;
    return 0;
}

int cspawn(const cspawn_request *request, pid_t *pid, cspawn_step *step) {
    struct plan plan = {request, getpid(), -1, -1};
    *step = cspawn_step_ruleset;
    int error = cspawn_make_ruleset(request->ruleset, &plan.ruleset);
    if (error) return error;
    error = fork_child(&plan, pid, step);
    if (plan.ruleset >= 0) close(plan.ruleset);
    return error;
}
