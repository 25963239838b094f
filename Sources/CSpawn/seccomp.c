// The filter of address families. Landlock knows TCP only, and Deno knows no range of IPv6 addresses: this closes
// UDP, raw and local sockets, and IPv6 where no address of it was named.
#define _GNU_SOURCE
#include "walls.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#ifdef __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#define FIRST_FOREIGN_CALL 0x40000000U
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#define FIRST_FOREIGN_CALL 0xffffffffU
#endif
#define IO_URING_SETUP 425

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define UNLESS(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (skip))
#define BELOW(value, skip) BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (value), 0, (skip))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define FAIL(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))

int cspawn_has_seccomp(void) {
    return 1;
}

int cspawn_enter_filter(cspawn_sockets sockets) {
    if (sockets == cspawn_sockets_unfiltered) return 0;
    // No family has this number, so the comparison never holds.
    const unsigned none = 0xffff;
    const unsigned ipv4 = sockets == cspawn_sockets_none ? none : AF_INET;
    const unsigned ipv6 = sockets == cspawn_sockets_ip ? AF_INET6 : none;
    struct sock_filter code[] = {
        LOAD(arch),
        UNLESS(ARCHITECTURE, 1), BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0), FAIL(ENOSYS),
        LOAD(nr),
        BELOW(FIRST_FOREIGN_CALL, 1), FAIL(ENOSYS),
        UNLESS(IO_URING_SETUP, 1), FAIL(ENOSYS),
        UNLESS(SYS_socket, 1), BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0), ALLOW,
        LOAD(args[0]),
        UNLESS(ipv4, 1), ALLOW,
        UNLESS(ipv6, 1), ALLOW,
        UNLESS(AF_INET6, 1), FAIL(EAFNOSUPPORT),
        FAIL(EACCES),
    };
    struct sock_fprog program = {sizeof code / sizeof code[0], code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0 ? 0 : errno;
}

#else

int cspawn_has_seccomp(void) {
    return 0;
}

int cspawn_enter_filter(cspawn_sockets sockets) {
    (void)sockets;
    return 0;
}

#endif
