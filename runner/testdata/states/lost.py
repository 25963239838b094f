# %% a pipe
import os
reading, writing = os.pipe()
reader = open(reading, "rb")
# told: pipe reader (descriptor 3)
# raises: OSError: [Errno 29] I/O error
# %% [check]
reader.read()

# %% a socket
import socket
connection = socket.socket()
# told: socket connection (descriptor 5)
# raises: OSError: [Errno 29] I/O error
# %% [check]
connection.send(b"x")

# %% an object of JavaScript's
import js
headers = js.Headers.new()
# told: JavaScript object headers (Headers)
# raises: JsException: Error: this JavaScript object (Headers) did not survive the restore
# %% [check]
headers.get("a")

# %% a function of JavaScript's
from_javascript = js.Headers.new().get
# told: JavaScript object from_javascript (get)
# raises: JsException: Error: this JavaScript object (get) did not survive the restore
# %% [check]
from_javascript("a")

# %% a task that waits for a promise of JavaScript's
import asyncio
promised = js.Promise.new(lambda resolve, reject: None)
async def wait_for_promise(): return await promised
promise_task = asyncio.create_task(wait_for_promise(), name="waits for JavaScript")
await asyncio.sleep(0)
# told: task 'waits for JavaScript'
# raises: RuntimeError: the JavaScript promise that this task waited for did not survive the restore
# %% [check]
await promise_task

# %% a timer of JavaScript's
import pyodide.ffi
fired_by = []
js_timer = js.setTimeout(pyodide.ffi.create_proxy(lambda: fired_by.append("JavaScript")), 60_000)
# told: 1 timer of JavaScript
# raises: nothing: it does not fire
# %% [check]
await asyncio.sleep(0)
assert fired_by == []

# %% a thread: there are none, before a restore and after it
import threading
thread = threading.Thread(target=print, name="mine")
# told: nothing
# raises: RuntimeError: cannot start thread 'mine': threads are not available in the sandbox
# %% [check]
thread.start()
