"""Measures how long a key press takes until what it changed is on the terminal, for any program on a pseudo-terminal."""
import fcntl
import os
import pty
import re
import select
import statistics
import struct
import termios
import time

SILENCE = 0.02
"""Seconds without output after which a paint is over; they are not counted."""
PATIENCE = 60
PASTE = ("\x1b[200~", "\x1b[201~")


def cell(lines):
    """A function of so many lines, without an end, so that nothing runs it."""
    return "def f(x):" + "".join(f"\n    value_{n} = [x, 'text', {n}] # note" for n in range(lines - 1))


class Program:
    """A program on a pseudo-terminal of 80 by 24."""

    def __init__(self, arguments, environment, prompt):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execvpe(arguments[0], arguments, environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        shown = b""
        while not re.search(prompt, shown):
            shown += self.read(PATIENCE)
        self.settle()

    def read(self, timeout):
        """What the program wrote; answers the question for the place of the cursor, which some ask."""
        if not select.select([self.terminal], [], [], timeout)[0]:
            raise SystemExit("Cannot measure typing: the program writes nothing")
        output = os.read(self.terminal, 1 << 20)
        if b"\x1b[6n" in output:
            os.write(self.terminal, b"\x1b[1;1R")
        return output

    def settle(self):
        """Takes everything that is still being written; gives the time of the last of it."""
        last = time.perf_counter()
        while select.select([self.terminal], [], [], SILENCE)[0]:
            self.read(0)
            last = time.perf_counter()
        return last

    def paste(self, text):
        """Pastes a text; gives the seconds until it is painted."""
        rest = "".join((PASTE[0], text, PASTE[1])).encode()
        start = time.perf_counter()
        while rest:
            readable, writable, _ = select.select([self.terminal], [self.terminal], [], PATIENCE)
            if readable:
                self.read(0)
            if writable:
                rest = rest[os.write(self.terminal, rest[:4096]):]
        # What takes long to paint is silent for longer.
        self.read(PATIENCE)
        return max(self.settle(), start) - start

    def key_to_paint(self, count):
        """The median of the seconds from a key press to the last byte of what it changed on the screen."""
        times = []
        for number in range(count):
            start = time.perf_counter()
            os.write(self.terminal, b"x" if number % 2 == 0 else b"\x7f")
            self.read(PATIENCE)
            times.append(self.settle() - start)
        return statistics.median(times)

    def end(self):
        """Ends the program, which this one started."""
        os.kill(self.process, 9)
        os.waitpid(self.process, 0)
        os.close(self.terminal)
