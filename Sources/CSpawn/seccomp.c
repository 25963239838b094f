// The filter of system calls: which sockets can be made, and what no program in the sandbox has a use for.
//
// Landlock looks at bind and connect of TCP only, and Deno knows no range of IPv6 addresses. So the first part closes
// raw and local sockets, UDP where no name has to be looked up, IPv6 where no address of it was named, and the ways to
// talk TCP past Landlock: connecting by sending (TCP Fast Open), other protocols that speak it (MPTCP) or that a TCP
// socket is turned into (SMC, by TCP_ULP), and listening on a port that the kernel picks. The second part keeps every
// program in the runner's process group, which is how it is killed, and takes away the doors to the kernel's rarer
// corners.
#define _GNU_SOURCE
#include "walls.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
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

// Numbers that the headers of older systems lack; they are the same on all architectures.
#define PIDFD_SEND_SIGNAL 424
#define IO_URING_SETUP 425
#define OPEN_TREE 428
#define MOVE_MOUNT 429
#define FSOPEN 430
#define FSCONFIG 431
#define FSMOUNT 432
#define FSPICK 433
#define CLONE3 435
#define PIDFD_GETFD 438
#define MOUNT_SETATTR 442

// Every CLONE_NEW... that clone(2) takes: namespaces, of users too.
#define CLONE_NAMESPACES 0x7e020000U
#define PIDFD_SIGNAL_PROCESS_GROUP 4U
#define TTY_PUSH_INPUT 0x5412U
#define CONSOLE_PASTE 0x541cU
#define FAST_OPEN 0x20000000U
#define UPPER_LAYER_PROTOCOL 31U
// The rest of a socket's type are flags.
#define TYPE_OF_SOCKET 0xfU

// The arguments are 64 bits wide; what counts of those that are looked at is the lower half.
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define SKIP(count) BPF_JUMP(BPF_JMP | BPF_JA, (count), 0, 0)
#define KEEP(bits) BPF_STMT(BPF_ALU | BPF_AND | BPF_K, (bits))
#define UNLESS(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (skip))
#define BELOW(value, skip) BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (value), 0, (skip))
#define WITHOUT(bits, skip) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), 0, (skip))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define FAIL(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))
#define REFUSE(number) UNLESS((number), 1), FAIL(EPERM)
#define MISSING(number) UNLESS((number), 1), FAIL(ENOSYS)

int cspawn_has_seccomp(void) {
    return 1;
}

int cspawn_enter_filter(cspawn_sockets sockets, int datagrams) {
    if (sockets == cspawn_sockets_unfiltered) return 0;
    // No family and no type has this number, so the comparison never holds.
    const unsigned none = 0xffff;
    const unsigned ipv4 = sockets == cspawn_sockets_none ? none : AF_INET;
    const unsigned ipv6 = sockets == cspawn_sockets_ip ? AF_INET6 : none;
    const unsigned udp = datagrams ? SOCK_DGRAM : none;
    struct sock_filter code[] = {
        LOAD(arch),
        UNLESS(ARCHITECTURE, 1), SKIP(1), FAIL(ENOSYS),
        LOAD(nr),
        BELOW(FIRST_FOREIGN_CALL, 1), FAIL(ENOSYS),
        // It would pass the filter by.
        MISSING(IO_URING_SETUP),
        // Its flags are in memory, which a filter cannot read; the C library takes clone instead.
        MISSING(CLONE3),
        // The way out of the process group.
        REFUSE(SYS_setsid), REFUSE(SYS_setpgid),
        // Other processes' memory and descriptors.
        REFUSE(SYS_ptrace), REFUSE(SYS_process_vm_readv), REFUSE(SYS_process_vm_writev), REFUSE(PIDFD_GETFD),
        REFUSE(SYS_kcmp), REFUSE(SYS_perf_event_open), REFUSE(SYS_userfaultfd),
        // Namespaces and mounts.
        REFUSE(SYS_unshare), REFUSE(SYS_setns), REFUSE(SYS_mount), REFUSE(SYS_umount2), REFUSE(SYS_pivot_root),
        REFUSE(SYS_chroot), REFUSE(OPEN_TREE), REFUSE(MOVE_MOUNT), REFUSE(FSOPEN), REFUSE(FSCONFIG), REFUSE(FSMOUNT),
        REFUSE(FSPICK), REFUSE(MOUNT_SETATTR), REFUSE(SYS_open_by_handle_at), REFUSE(SYS_fanotify_init),
        // The kernel itself.
        REFUSE(SYS_bpf), REFUSE(SYS_init_module), REFUSE(SYS_finit_module), REFUSE(SYS_delete_module),
        REFUSE(SYS_kexec_load), REFUSE(SYS_reboot), REFUSE(SYS_swapon), REFUSE(SYS_swapoff), REFUSE(SYS_acct),
        REFUSE(SYS_add_key), REFUSE(SYS_request_key), REFUSE(SYS_keyctl),
#ifdef __x86_64__
        REFUSE(SYS_kexec_file_load), REFUSE(SYS_iopl), REFUSE(SYS_ioperm), REFUSE(SYS_modify_ldt),
#endif
        // Signals to one process; 0, -1 and the negative of a group's number mean many.
        UNLESS(SYS_kill, 6), LOAD(args[0]), UNLESS(0, 1), FAIL(EPERM), BELOW(0x80000000U, 1), FAIL(EPERM), ALLOW,
        UNLESS(PIDFD_SEND_SIGNAL, 4), LOAD(args[3]), WITHOUT(PIDFD_SIGNAL_PROCESS_GROUP, 1), FAIL(EPERM), ALLOW,
        UNLESS(SYS_clone, 4), LOAD(args[0]), WITHOUT(CLONE_NAMESPACES, 1), FAIL(EPERM), ALLOW,
        // Typing for the user, where a terminal could be opened.
        UNLESS(SYS_ioctl, 6), LOAD(args[1]), UNLESS(TTY_PUSH_INPUT, 1), FAIL(EPERM), UNLESS(CONSOLE_PASTE, 1),
        FAIL(EPERM), ALLOW,
        // Listening without bind, and connecting without connect.
        REFUSE(SYS_listen),
        UNLESS(SYS_sendto, 4), LOAD(args[3]), WITHOUT(FAST_OPEN, 1), FAIL(EOPNOTSUPP), ALLOW,
        UNLESS(SYS_sendmsg, 4), LOAD(args[2]), WITHOUT(FAST_OPEN, 1), FAIL(EOPNOTSUPP), ALLOW,
        UNLESS(SYS_sendmmsg, 4), LOAD(args[3]), WITHOUT(FAST_OPEN, 1), FAIL(EOPNOTSUPP), ALLOW,
        UNLESS(SYS_setsockopt, 6), LOAD(args[1]), UNLESS(IPPROTO_TCP, 3), LOAD(args[2]),
        UNLESS(UPPER_LAYER_PROTOCOL, 1), FAIL(ENOPROTOOPT), ALLOW,
        UNLESS(SYS_socket, 1), SKIP(1), ALLOW,
        // The family,
        LOAD(args[0]),
        UNLESS(ipv4, 1), SKIP(5),
        UNLESS(ipv6, 1), SKIP(3),
        UNLESS(AF_INET6, 1), FAIL(EAFNOSUPPORT),
        FAIL(EACCES),
        // the type,
        LOAD(args[1]), KEEP(TYPE_OF_SOCKET),
        UNLESS(SOCK_STREAM, 1), SKIP(3),
        UNLESS(udp, 1), SKIP(1),
        FAIL(EACCES),
        // and the protocol.
        LOAD(args[2]),
        UNLESS(0, 1), ALLOW,
        UNLESS(IPPROTO_TCP, 1), ALLOW,
        UNLESS(IPPROTO_UDP, 1), ALLOW,
        FAIL(EPROTONOSUPPORT),
    };
    struct sock_fprog program = {sizeof code / sizeof code[0], code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0 ? 0 : errno;
}

#else

int cspawn_has_seccomp(void) {
    return 0;
}

int cspawn_enter_filter(cspawn_sockets sockets, int datagrams) {
    (void)sockets;
    (void)datagrams;
    return 0;
}

#endif
