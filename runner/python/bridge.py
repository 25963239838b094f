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


host = _Detached()


def attach(given):
    """Takes the host's functions `readInput`, `sleep`, `display`, `blocked`, `used`, `refused` and `fileRefusal`."""
    global host
    host = given
