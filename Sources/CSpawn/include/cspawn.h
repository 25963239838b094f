// Starts a program inside the walls of the kernel. One call, no state; see cspawn.c for the order of the steps.
#pragma once
#include <stdint.h>
#include <sys/types.h>

/// One resource limit: an RLIMIT_ number of the platform, in the units of setrlimit(2).
typedef struct {
    int resource;
    uint64_t soft;
    uint64_t hard;
} cspawn_limit;

/// What may be done below a path: bits as in linux/landlock.h (LANDLOCK_ACCESS_FS_...). Paths that do not exist are
/// skipped, links are followed, and bits that only a folder can have are dropped where the path is a file.
typedef struct {
    const char *path;
    uint64_t access;
} cspawn_path_rule;

/// The Landlock ruleset. Everything that no rule allows is refused, listening on a TCP port too.
typedef struct {
    const cspawn_path_rule *paths;
    int path_count;
    const uint16_t *connect_ports;
    int connect_port_count;
    /// Not zero: TCP connections to every port, connect_ports is not read.
    int any_port;
} cspawn_ruleset;

/// What socket(2) may make: TCP of these address families. The seccomp filter refuses every other one, and whatever
/// seccomp.c names.
/// Unfiltered: no filter at all.
typedef enum {
    cspawn_sockets_unfiltered = 0,
    cspawn_sockets_none = 1,
    cspawn_sockets_ipv4 = 2,
    cspawn_sockets_ip = 3,
} cspawn_sockets;

/// What a probe tries, in the order of its answers.
typedef enum {
    cspawn_attempt_file,
    cspawn_attempt_link,
    cspawn_attempt_create,
    /// Has to succeed, or the others tell nothing.
    cspawn_attempt_granted,
    cspawn_attempt_connect,
    cspawn_attempt_fastopen,
    cspawn_attempt_multipath,
    cspawn_attempt_listen,
    cspawn_attempt_udp,
    cspawn_attempt_raw,
    cspawn_attempt_local,
    cspawn_attempt_ring,
    cspawn_attempt_session,
    cspawn_attempt_group,
    cspawn_attempt_signal,
    cspawn_attempt_trace,
    cspawn_attempt_namespace,
    cspawn_attempt_terminal,
    cspawn_attempt_privileges,
    cspawn_attempt_memory,
    cspawn_attempt_core,
    cspawn_attempt_descriptors,
    cspawn_attempt_count,
} cspawn_attempt;

/// What the walls are tried with.
typedef struct {
    /// A file that is not granted, a link to it in a granted folder, a new file there, and one that is granted.
    const char *file, *link, *fresh, *granted;
    /// A TCP port of this machine that is not granted and has a listener.
    uint16_t port;
    /// A process outside.
    pid_t outside;
} cspawn_probe;

typedef struct {
    /// An absolute path; argv[0] is whatever argv says. Both lists end with NULL.
    const char *path;
    char *const *argv;
    char *const *envp;
    /// The working folder, or NULL for the one of the caller.
    const char *directory;
    /// Become descriptors 0, 1 and 2; every other one is closed.
    int in, out, err;
    const cspawn_limit *limits;
    int limit_count;
    /// NULL: no Landlock. Ignored where the kernel has none.
    const cspawn_ruleset *ruleset;
    cspawn_sockets sockets;
    /// Not zero: UDP as well as TCP, where there are sockets.
    int datagrams;
    /// Not zero: the program is killed when the calling THREAD ends (Linux only).
    int die_with_parent;
    /// Not NULL: no program is started; the child tries its walls, and writes an int32_t for each attempt to out: the
    /// errno, or 0 where nothing refused it (Linux only).
    const cspawn_probe *probe;
} cspawn_request;

/// The step that failed, for the message of an error.
typedef enum {
    cspawn_step_none = 0,
    cspawn_step_pipe,
    cspawn_step_ruleset,
    cspawn_step_fork,
    cspawn_step_parent,
    cspawn_step_descriptors,
    cspawn_step_directory,
    cspawn_step_limits,
    cspawn_step_privileges,
    cspawn_step_landlock,
    cspawn_step_seccomp,
    cspawn_step_exec,
} cspawn_step;

/// Starts the program in a session and process group of its own, whose number is its process id. Returns 0 and sets
/// *pid, or returns the errno of the failed step and sets *step; a child that failed before exec is reaped already.
int cspawn(const cspawn_request *request, pid_t *pid, cspawn_step *step);

/// The version of the kernel's Landlock, 0 where there is none or it is switched off.
int landlock_abi(void);

/// Whether this build can filter system calls: 1 on Linux for x86-64 and aarch64.
int cspawn_has_seccomp(void);

/// A pipe whose ends are closed on exec. Returns 0 or an errno.
int cspawn_pipe(int ends[2]);

/// Enlarges the buffer of a pipe where the platform can; its size after that, or 0.
int cspawn_pipe_size(int descriptor, int bytes);
