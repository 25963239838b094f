// The Landlock ruleset of a child, made by the parent before the fork: the child only has to enter it.
// The numbers are the kernel's (Documentation/userspace-api/landlock.rst); the headers of older systems lack some.
#define _GNU_SOURCE
#include "walls.h"

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CREATE_RULESET 444
#define ADD_RULE 445
#define RESTRICT_SELF 446
#define RULESET_VERSION 1
#define RULE_PATH_BENEATH 1
#define RULE_NET_PORT 2
#define NET_BIND_TCP (1ULL << 0)
#define NET_CONNECT_TCP (1ULL << 1)
#define SCOPE_ABSTRACT_UNIX_SOCKET (1ULL << 0)
#define SCOPE_SIGNAL (1ULL << 1)
// execute, write, read, truncate, ioctl on a device: what a rule for a file may hold.
#define FILE_ACCESS (1ULL << 0 | 1ULL << 1 | 1ULL << 2 | 1ULL << 14 | 1ULL << 15)

struct ruleset_attributes {
    uint64_t filesystem, network, scope;
};
struct path_attributes {
    uint64_t access;
    int32_t parent;
} __attribute__((packed));
struct port_attributes {
    uint64_t access, port;
};

int landlock_abi(void) {
    long abi = syscall(CREATE_RULESET, NULL, 0, RULESET_VERSION);
    return abi > 0 ? (int)abi : 0;
}

// The accesses that a kernel of this version knows and so refuses unless a rule allows them.
static uint64_t known_accesses(int abi) {
    int bits = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;
    return (1ULL << bits) - 1;
}

static int add_path(int ruleset, const cspawn_path_rule *rule, uint64_t known) {
    int descriptor = open(rule->path, O_PATH | O_CLOEXEC);
    if (descriptor < 0) return errno == ENOENT || errno == ENOTDIR || errno == EACCES ? 0 : errno;
    struct stat status;
    int error = fstat(descriptor, &status) == 0 ? 0 : errno;
    uint64_t access = rule->access & known;
    if (!error && !S_ISDIR(status.st_mode)) access &= FILE_ACCESS;
    struct path_attributes attributes = {access, descriptor};
    if (!error && access && syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, &attributes, 0) != 0) error = errno;
    close(descriptor);
    return error;
}

static int add_ports(int ruleset, const cspawn_ruleset *request) {
    for (int i = 0; i < request->connect_port_count; i++) {
        struct port_attributes attributes = {NET_CONNECT_TCP, request->connect_ports[i]};
        if (syscall(ADD_RULE, ruleset, RULE_NET_PORT, &attributes, 0) != 0) return errno;
    }
    return 0;
}

int cspawn_make_ruleset(const cspawn_ruleset *request, int *descriptor) {
    *descriptor = -1;
    int abi = landlock_abi();
    if (!request || abi == 0) return 0;
    struct ruleset_attributes attributes = {known_accesses(abi), 0, 0};
    if (abi >= 4) attributes.network = NET_BIND_TCP | (request->any_port ? 0 : NET_CONNECT_TCP);
    if (abi >= 6) attributes.scope = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL;
    // A kernel refuses a structure with fields that it does not know, unless they are zero.
    long ruleset = syscall(CREATE_RULESET, &attributes, sizeof attributes, 0);
    if (ruleset < 0) return errno;
    int error = 0;
    for (int i = 0; i < request->path_count && !error; i++)
        error = add_path((int)ruleset, &request->paths[i], attributes.filesystem);
    if (!error && abi >= 4 && !request->any_port) error = add_ports((int)ruleset, request);
    if (error) {
        close((int)ruleset);
        return error;
    }
    *descriptor = (int)ruleset;
    return 0;
}

int cspawn_enter_ruleset(int descriptor) {
    return syscall(RESTRICT_SELF, descriptor, 0) == 0 ? 0 : errno;
}

#else

int landlock_abi(void) {
    return 0;
}

int cspawn_make_ruleset(const cspawn_ruleset *request, int *descriptor) {
    (void)request;
    *descriptor = -1;
    return 0;
}

int cspawn_enter_ruleset(int descriptor) {
    (void)descriptor;
    return 0;
}

#endif
