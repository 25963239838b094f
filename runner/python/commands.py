"""`subprocess`, `os.system` and their kin, on programs of the host.

CPython's own `Popen` stays, with its pipes and selectors; only what it has in C on a
system with `fork` is replaced, and how it waits.
"""

import os
import posix
import shutil
import signal
import subprocess

from . import children, pipes
from .replacement import replace

# Where `_execute_child` has `shell` among what follows `executable`.
_SHELL = 7
_UNSUPPORTED = "Cannot start a program with {}: {}"


def _execute_child(self, args, executable, *rest):
    """Hands the path of the program to CPython's own, which would look for it in the sandbox's files."""
    shell = rest[_SHELL]
    if not isinstance(args, str | bytes | os.PathLike):
        args = list(args)
    first = args[0] if isinstance(args, list) and not shell else "/bin/sh" if shell else args
    return _original_execute_child(self, args, children.locate(executable or first), *rest)


def _fork_exec(
    args,
    executables,
    close_fds,
    pass_fds,
    cwd,
    env,
    stdin_read,
    stdin_write,
    stdout_read,
    stdout_write,
    stderr_read,
    stderr_write,
    error_read,
    error_write,
    restore_signals,
    start_new_session,
    process_group,
    gid,
    gids,
    uid,
    umask,
    preexec_fn,
    /,
):
    """What `subprocess` calls to start a program; gives its number."""
    _check(set(pass_fds) - {error_write}, "pass_fds", "it gets no descriptors but 0, 1 and 2")
    _check(preexec_fn is not None, "preexec_fn", "it runs outside of the sandbox")
    _check(start_new_session, "start_new_session", "it stays in the sandbox's session, to end with it")
    _check(process_group != -1, "process_group", "it stays in the sandbox's group, to end with it")
    _check((gid, gids, uid) != (None, None, None), "another user or group", "it has the user's own")
    _check(umask >= 0, "umask", "it has the user's own")
    variables = None if env is None else dict(item.split(b"=", 1) for item in env)
    return children.start(executables[0], args[1:], variables, cwd, (stdin_read, stdout_write, stderr_write))


def _check(flaw, what, reason):
    if flaw:
        raise NotImplementedError(_UNSUPPORTED.format(what, reason))


def _internal_poll(self, _deadstate=None):
    """`Popen.poll`; a turn of the event loop, in which the end of a program is heard of, only when asked by a cell."""
    if self.returncode is None and children.is_child(self.pid):
        if _deadstate is None:
            children.wait(self.pid, 0)
        status = children.reap_ended(self.pid)
        if status is not None:
            self._handle_exitstatus(status)
    elif self.returncode is None:
        self.returncode = 0 if _deadstate is None else _deadstate
    return self.returncode


def _wait(self, timeout):
    """`Popen.wait`, less its naps, in which nothing would be heard of the program."""
    if self.returncode is None and children.is_child(self.pid):
        if not children.wait(self.pid, timeout):
            raise subprocess.TimeoutExpired(self.args, timeout)
    return self._internal_poll()


def _system(os_module, command):
    return _run(["/bin/sh", "-c", command], None)


def _run(args, env):
    """Runs a program to its end and gives its status; an interrupt ends it."""
    number = children.start(args[0], args[1:], env, None, (-1, -1, -1))
    try:
        return children.waitpid(number, 0)[1]
    except BaseException:
        children.kill(number, signal.SIGKILL)
        children.wait(number, 1)
        children.reap_ended(number)
        raise


def _spawn(os_module, mode, file, args, env, function):
    """`os.spawn*`: a number, or how it ended."""
    if mode == os.P_NOWAIT:
        return children.start(file, args[1:], env, None, (-1, -1, -1))
    if mode != os.P_WAIT:
        raise ValueError("invalid mode")
    return os.waitstatus_to_exitcode(_run([file, *args[1:]], env))


def _which(shutil_module, cmd, mode=os.F_OK | os.X_OK, path=None):
    """`shutil.which`: what could be started, and nothing else."""
    if not mode & os.X_OK:
        return _original_which(cmd, mode, path)
    name = os.fsdecode(cmd)
    if path is None or os.path.dirname(name):
        found = children.find(name)
    else:
        places = (os.path.join(folder, name) for folder in os.fsdecode(path).split(os.pathsep) if folder)
        found = next(filter(None, map(children.find, places)), None)
    return os.fsencode(found) if found and isinstance(cmd, bytes) else found


def _kill(os_module, pid, signal, /):
    if not children.is_child(pid):
        return _original_kill(pid, signal)
    children.kill(pid, signal)


def _waitpid(os_module, pid, options, /):
    return children.waitpid(pid, options)


def _wait_any(os_module):
    return children.waitpid(-1, 0)


_original_execute_child = subprocess.Popen._execute_child
_original_which = shutil.which
_original_kill = os.kill


def install():
    """Puts our functions where the standard library would find those of a system with `fork`."""
    subprocess._can_fork_exec = True
    subprocess._fork_exec = _fork_exec
    subprocess._del_safe.waitstatus_to_exitcode = os.waitstatus_to_exitcode
    subprocess._del_safe.WIFSTOPPED = os.WIFSTOPPED
    subprocess.io = pipes.io_for_pipes
    subprocess.Popen._execute_child = _execute_child
    subprocess.Popen._internal_poll = _internal_poll
    subprocess.Popen._wait = _wait
    replace(os, "_spawnvef", _spawn)
    replace(shutil, "which", _which)
    for module in (os, posix):
        replace(module, "system", _system)
        replace(module, "kill", _kill)
        replace(module, "waitpid", _waitpid)
        replace(module, "wait", _wait_any)
