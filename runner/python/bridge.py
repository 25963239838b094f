"""The one JavaScript object that Python calls: `host`, handed over by `attach`."""


class _Detached:
    """Stands for the host until there is one: no input, no wait, nothing to show."""

    def readInput(self, prompt, hidden):
        return None

    def sleep(self, seconds):
        return None

    def display(self, bundle):
        return None

    def blocked(self, kind, item):
        return None

    def used(self, kind, item):
        return None

    def refused(self, address, port):
        return None

    def fileRefusal(self, path, write, follow):
        return None

    def openLibrary(self, name):
        return ""

    def bindFunction(self, library, symbol, signature):
        return -1

    def callFunction(self, number, frame):
        return None

    def programs(self):
        return None


host = _Detached()


def attach(given):
    """Takes the host's functions: those of `Host` in runner/interpreter.ts."""
    global host
    host = given
