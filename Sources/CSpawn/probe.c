// What a child tries instead of a program, when only its walls are asked for: each attempt is what hostile code would
// do first. Only async-signal-safe calls, as in cspawn.c.
#define _GNU_SOURCE
#include "walls.h"

#ifdef __linux__
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define IO_URING_SETUP 425
#define NAMESPACE_OF_USERS 0x10000000
#define MULTIPATH_TCP 262
#define FAST_OPEN 0x20000000

// The errno of a call that gives -1 when it fails, or 0.
static int outcome(long result) {
    return result < 0 ? errno : 0;
}

static int try_open(const char *path, int flags) {
    return outcome(open(path, flags | O_CLOEXEC, 0600));
}

static struct sockaddr_in loopback(uint16_t port) {
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static int try_connect(uint16_t port, int protocol) {
    int descriptor = socket(AF_INET, SOCK_STREAM, protocol);
    if (descriptor < 0) return errno;
    struct sockaddr_in address = loopback(port);
    int result = outcome(connect(descriptor, (struct sockaddr *)&address, sizeof address));
    close(descriptor);
    return result;
}

// Connects by sending, which no check of connect sees.
static int try_fastopen(uint16_t port) {
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (descriptor < 0) return errno;
    struct sockaddr_in address = loopback(port);
    int result = outcome(sendto(descriptor, "", 1, FAST_OPEN, (struct sockaddr *)&address, sizeof address));
    close(descriptor);
    return result;
}

// Without bind the kernel picks the port.
static int try_listen(void) {
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (descriptor < 0) return errno;
    int result = outcome(listen(descriptor, 1));
    close(descriptor);
    return result;
}

// In a child: this process leads its session already.
static int try_session(void) {
    pid_t child = fork();
    if (child < 0) return errno;
    if (child == 0) _exit(outcome(setsid()));
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return WIFEXITED(status) ? WEXITSTATUS(status) : EINTR;
}

// More than any runner is given.
static int try_memory(void) {
    void *memory = mmap(NULL, 1ULL << 40, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? errno : 0;
}

static int try_descriptors(void) {
    for (int i = 0; i < 4096; i++)
        if (dup(1) < 0) return errno;
    return 0;
}

static int try_core(void) {
    struct rlimit limit;
    return getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_max == 0 ? EPERM : 0;
}

static int try_attempt(cspawn_attempt attempt, const cspawn_probe *probe) {
    switch (attempt) {
    case cspawn_attempt_file: return try_open(probe->file, O_RDONLY);
    case cspawn_attempt_link: return try_open(probe->link, O_RDONLY);
    case cspawn_attempt_create: return try_open(probe->fresh, O_WRONLY | O_CREAT);
    case cspawn_attempt_granted: return try_open(probe->granted, O_RDONLY);
    case cspawn_attempt_connect: return try_connect(probe->port, 0);
    case cspawn_attempt_fastopen: return try_fastopen(probe->port);
    case cspawn_attempt_multipath: return try_connect(probe->port, MULTIPATH_TCP);
    case cspawn_attempt_listen: return try_listen();
    case cspawn_attempt_udp: return outcome(socket(AF_INET, SOCK_DGRAM, 0));
    case cspawn_attempt_raw: return outcome(socket(AF_INET, SOCK_RAW, IPPROTO_TCP));
    case cspawn_attempt_local: return outcome(socket(AF_UNIX, SOCK_STREAM, 0));
    case cspawn_attempt_ring: return outcome(syscall(IO_URING_SETUP, 1, NULL));
    case cspawn_attempt_session: return try_session();
    case cspawn_attempt_group: return outcome(kill(0, 0));
    case cspawn_attempt_signal: return outcome(kill(probe->outside, 0));
    case cspawn_attempt_trace: return outcome(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
    case cspawn_attempt_namespace: return outcome(unshare(NAMESPACE_OF_USERS));
    case cspawn_attempt_terminal: return try_open("/dev/tty", O_RDWR);
    case cspawn_attempt_privileges: return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? EPERM : 0;
    case cspawn_attempt_memory: return try_memory();
    case cspawn_attempt_core: return try_core();
    case cspawn_attempt_descriptors: return try_descriptors();
    default: return ENOSYS;
    }
}

void cspawn_run_probe(const cspawn_probe *probe) {
    int32_t outcomes[cspawn_attempt_count];
    for (int i = 0; i < cspawn_attempt_count; i++) outcomes[i] = try_attempt((cspawn_attempt)i, probe);
    ssize_t written = write(1, outcomes, sizeof outcomes);
    _exit(written == sizeof outcomes ? 0 : 1);
}

#else

#include <unistd.h>

void cspawn_run_probe(const cspawn_probe *probe) {
    (void)probe;
    _exit(1);
}

#endif
