# %% a module made at run time
import sys, types
invented = types.ModuleType("invented", "Made up.")
exec("def f(): return g() + 1\ndef g(): return 41", invented.__dict__)
sys.modules["invented"] = invented
# %% [check]
import invented as imported_again
assert imported_again is invented and imported_again.f() == 42 and invented.__doc__ == "Made up."
del sys.modules["invented"]

# %% builtins that were replaced and added
import builtins
real_oct = builtins.oct
builtins.oct = lambda n: "patched " + real_oct(n)
builtins.shout = lambda text: text.upper()
# %% [check]
assert oct(8) == "patched 0o10" and shout("a") == "A"
builtins.oct = real_oct
del builtins.shout

# %% a module of the standard library that was patched
import json
json.dumps_was = json.dumps
json.dumps = lambda value, **options: "patched " + json.dumps_was(value, **options)
# %% [check]
assert json.dumps([1]) == "patched [1]"
json.dumps = json.dumps_was
del json.dumps_was

# %% mocks, and patches that are started
import os, unittest.mock
mock = unittest.mock.MagicMock(name="service", return_value=3)
mock.method.side_effect = [1, ValueError("second")]
mock(1, a=2), mock.method()
patcher = unittest.mock.patch("os.getlogin", return_value="ada")
patcher.start()
# %% [check]
mock.assert_called_once_with(1, a=2)
assert mock() == 3 and mock.call_count == 2 and os.getlogin() == "ada"
try:
    mock.method()
except ValueError as error:
    assert error.args == ("second",)
patcher.stop()
assert os.getlogin is not mock

# %% filters of warnings, and what was warned of once
import warnings
warnings.filterwarnings("error", message="strictly", category=UserWarning)
filters_of = list(warnings.filters)
# %% [check]
assert warnings.filters == filters_of
try:
    warnings.warn("strictly not")
except UserWarning:
    pass
else:
    raise AssertionError("the filter is gone")
warnings.filters.pop(0)

# %% loggers, handlers, filters and levels
import io, logging
log_stream = io.StringIO()
logger = logging.getLogger("mine.deep")
handler_of = logging.StreamHandler(log_stream)
handler_of.setFormatter(logging.Formatter("%(levelname)s:%(message)s"))
handler_of.addFilter(lambda record: "secret" not in record.msg)
logger.addHandler(handler_of)
logger.setLevel(logging.INFO)
logger.propagate = False
file_handler = logging.FileHandler("/tmp/log-of-mine")
logger.addHandler(file_handler)
# %% [check]
assert logging.getLogger("mine.deep") is logger and logger.handlers == [handler_of, file_handler]
logger.info("a"), logger.info("secret"), logger.debug("no")
assert log_stream.getvalue() == "INFO:a\n" and open("/tmp/log-of-mine").read() == "a\nsecret\n"

# %% the context of decimal
import decimal
decimal.getcontext().prec = 5
decimal.getcontext().rounding = decimal.ROUND_DOWN
decimal.getcontext().traps[decimal.Inexact] = False
entered = decimal.localcontext(prec=3)
# %% [check]
assert decimal.Decimal(2) / 3 == decimal.Decimal("0.66666")
with entered: assert decimal.Decimal(2) / 3 == decimal.Decimal("0.666")
decimal.setcontext(decimal.DefaultContext.copy())

# %% the locale
import locale
locale.setlocale(locale.LC_ALL, "C.UTF-8")
locale_of = locale.setlocale(locale.LC_ALL), locale.getlocale()
# %% [check]
assert (locale.setlocale(locale.LC_ALL), locale.getlocale()) == locale_of

# %% the environment
import os
os.environ["MINE"] = "set"
del os.environ["USER"]
os.putenv("BELOW", "python")
# %% [check]
assert os.environ["MINE"] == "set" and os.getenv("MINE") == "set" and os.environb[b"MINE"] == b"set"
assert "USER" not in os.environ and "BELOW" not in os.environ

# %% sys: path, argv, limits and hooks
import sys
sys.path.append("/tmp/appended-to-path")
sys.setrecursionlimit(765)
sys.set_int_max_str_digits(5000)
sys.ps1_of_mine = "mine> "
sys.argv = ["mine.py", "--flag"]
excepthook_before = sys.excepthook
def excepthook_of_mine(*args): excepthook_before(*args)
sys.excepthook = excepthook_of_mine
# %% [check]
assert "/tmp/appended-to-path" in sys.path and sys.path.count("") == 1 and sys.argv == ["mine.py", "--flag"]
assert sys.getrecursionlimit() == 765 and sys.get_int_max_str_digits() == 5000
assert sys.ps1_of_mine == "mine> " and sys.excepthook is excepthook_of_mine
sys.path.remove("/tmp/appended-to-path")
sys.setrecursionlimit(1000)
sys.set_int_max_str_digits(4300)
sys.excepthook = excepthook_before

# %% finders and loaders on sys.meta_path
import importlib.machinery, sys
class LetterFinder:
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self) if name.startswith("letter_") else None
    def create_module(self, spec): return None
    def exec_module(self, module): module.letter = module.__name__[-1]
letter_finder = LetterFinder()
sys.meta_path.append(letter_finder)
import letter_a
# %% [check]
import letter_b
assert (letter_a.letter, letter_b.letter) == ("a", "b") and letter_finder in sys.meta_path
assert letter_a.__spec__.loader is letter_finder
sys.meta_path.remove(letter_finder)

# %% handlers of signals
import signal
def on_alarm(number, frame): signals_got.append(number)
signals_got = []
signal_before = signal.signal(signal.SIGUSR1, on_alarm)
# %% [check]
assert signal.getsignal(signal.SIGUSR1) is on_alarm
signal.raise_signal(signal.SIGUSR1)
assert signals_got == [signal.SIGUSR1]

# %% functions that run at exit
import atexit
at_exit = []
atexit.register(at_exit.append, "ran")
# %% [check]
atexit._run_exitfuncs()
assert at_exit == ["ran"]

# %% the collector's thresholds, callbacks and garbage
import gc
gc.set_threshold(777, 8, 9)
collected = []
def on_collect(phase, info): collected.append(phase)
gc.callbacks.append(on_collect)
# %% [check]
assert gc.get_threshold()[0] == 777 and on_collect in gc.callbacks
collected.clear()
gc.collect()
assert collected == ["start", "stop"]
gc.callbacks.remove(on_collect)

# %% tracing and profiling functions
import sys
traced = []
def profiler(frame, event, argument):
    if event == "call" and frame.f_code.co_name == "is_profiled": traced.append(frame.f_code.co_name)
def is_profiled(): pass
sys.setprofile(profiler)
# %% [check]
is_profiled()
sys.setprofile(None)
assert traced == ["is_profiled"]

# %% locks, held and free, and thread-local values
import threading
held_lock, reentrant, condition, local_values = threading.Lock(), threading.RLock(), threading.Condition(), threading.local()
held_lock.acquire(), reentrant.acquire(), reentrant.acquire()
local_values.name = "main"
main_thread = threading.current_thread()
# %% [check]
assert held_lock.locked() and not held_lock.acquire(blocking=False)
held_lock.release()
reentrant.release(), reentrant.release()
assert not held_lock.locked() and local_values.name == "main" and threading.main_thread() is main_thread
try:
    reentrant.release()
except RuntimeError:
    pass
with condition: condition.notify_all()

# %% codecs and error handlers that were registered
import codecs
codecs.register_error("mine", lambda error: ("?!", error.end))
codecs.register(lambda name: codecs.CodecInfo(lambda s, e="": (s[::-1].encode(), len(s)), None, name="rev") if name == "rev" else None)
decoder = codecs.getincrementaldecoder("utf-8")()
decoder.decode("ä".encode()[:1])
# %% [check]
assert b"a\xff".decode("utf-8", "mine") == "a?!" and "abc".encode("rev") == b"cba"
assert decoder.decode("ä".encode()[1:]) == "ä"

# %% the history of a session: _, Out and In
40 + 2
# %% [check]
assert 42 in Out.values() and any("40 + 2" in str(source) for source in In)

# %% future statements
from __future__ import annotations
def postponed(x: not_there_yet): pass
# %% [check]
def later_postponed(y: nor_this_one): pass
assert postponed.__annotations__ == {"x": "not_there_yet"}
assert later_postponed.__annotations__ == {"y": "nor_this_one"}
