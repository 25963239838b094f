extension Attack {
    /// Reaching for what was not granted.
    ///
    /// `FILE`, `LINK` and `PORT` are canaries of the harness: a file outside of the granted folder, a link to it inside, a port of this machine that somebody listens on.
    static let reaching: [Attack] = [
        Attack("a file of the host", .raises(":allow read FILE"), "open('FILE')"),
        Attack("a file by its descriptor's name", .raises("/proc/self/fd/0"), "open('/proc/self/fd/0').read()"),
        Attack("the process's own memory", .raises("Error"), "open('/proc/self/mem', 'rb').read(1)"),
        Attack("the process's own environment", .raises("Error"), "open('/proc/self/environ').read()"),
        Attack("a folder of the host", .raises("Error"), "import os; os.listdir('/etc')"),
        Attack("a file through JavaScript", .raises("AttributeError"), "import js; js.Deno.readTextFileSync('FILE')"),
        Attack("the process object", .raises("AttributeError"), "import js; js.process.exit(0)"),
        Attack("a worker", .raises("AttributeError"), "import js; js.Worker.new('data:text/javascript,0')"),
        Attack("storage of the browser", .raises("AttributeError"), "import js; js.localStorage.setItem('k', 'v')"),
        Attack("a cache of the browser", .raises("AttributeError"), "import js; await js.caches.open('x')"),
        Attack("a prompt of JavaScript's", .raises("AttributeError"), "import js; js.prompt('Allow? [y/N]')"),
        Attack(
            "text as code, by each constructor of functions",
            .value("[]"),
            """
            import js
            made = []
            for maker in (js.Object.constructor, js.Promise.constructor, js.setTimeout.constructor, js.fetch.constructor):
                for build in (lambda: maker("return 1")(), lambda: js.Reflect.construct(maker, js.Array.of("return 1"))()):
                    try: made.append(build())
                    except Exception: pass
            made
            """
        ),
        Attack("text as code, by Pyodide", .raises("Error"), "from pyodide.code import run_js; run_js('1')"),
        Attack(
            "text as code, by a timer",
            .value("False"),
            """
            import js, asyncio
            js.setTimeout("globalThis.pwned = 1", 0)
            await asyncio.sleep(0.05)
            hasattr(js, "pwned")
            """
        ),
        Attack(
            "Pyodide's own folders of the host",
            .raises("Error"),
            "import pyodide_js, os; pyodide_js.mountNodeFS('/stolen', '/'); os.listdir('/stolen/etc')"
        ),
        Attack(
            "the file systems that Emscripten comes with",
            .raises("Error"),
            """
            import pyodide_js, os
            fs = pyodide_js.FS
            os.makedirs('/stolen', exist_ok=True)
            fs.mount(fs.filesystems.NODEFS, {'root': '/'}, '/stolen')
            os.listdir('/stolen/etc')
            """
        ),
        Attack("a file by its URL", .raises("Error"), "import js; r = await js.fetch('file://FILE'); await r.text()"),
        Attack("a variable", .value("False"), "import os; 'CLOCHE_CANARY' in os.environ"),
        Attack(
            "a port of this machine, spelled in five ways",
            .value("0"),
            """
            import js
            reached = 0
            for host in ("127.0.0.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]", "localhost"):
                try: await js.fetch(f"http://{host}:PORT/"); reached += 1
                except Exception: pass
            reached
            """
        ),
        Attack("a socket", .raises("Error"), "import socket; socket.create_connection(('127.0.0.1', PORT), 5)"),
        Attack("a socket that listens", .raises("Error"), "import socket; socket.create_server(('127.0.0.1', 0))"),
        Attack(
            "a datagram",
            .raises("Error"),
            "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', PORT))"
        ),
        Attack("code from elsewhere", .raises("Error"), "import micropip; await micropip.install('six')"),
        Attack("a program", .raises("Error"), "import subprocess; subprocess.run(['/usr/bin/id'])"),
        Attack("a program by the shell", .raises("Error"), "import os; os.system('id') and 1 / 0"),
        Attack(
            "a library of the host",
            .raises("Error"),
            "import ctypes; ctypes.CDLL('/lib/x86_64-linux-gnu/libc.so.6')"
        ),
    ]

    /// Out of the granted folder.
    static let escaping: [Attack] = [
        Attack("a link that was there before", .raises(":allow read FILE"), "open('LINK').read()"),
        Attack("a link of the cell's own", .raises("PermissionError"), "import os; os.symlink('FILE', 'LINK.new')"),
        Attack(
            "the way up",
            .raises(":allow read FILE"),
            "import os; open(os.path.dirname('LINK') + '/../secret').read()"
        ),
        Attack(
            "a move out of it",
            .raises("Error"),
            "import os; os.rename('LINK', '/tmp/stolen'); open('/tmp/stolen').read()"
        ),
    ]

    /// Breaking what the runner is made of.
    static let breaking: [Attack] = [
        Attack(
            "builtins replaced",
            .replaced,
            "import builtins; builtins.compile = None; builtins.repr = lambda o: 'FORGED'"
        ),
        Attack("modules forgotten", .replaced, "import sys; sys.modules.clear(); sys.stdout = None"),
        Attack(
            "prototypes of JavaScript patched",
            .replaced,
            """
            import js
            js.JSON.stringify = js.JSON.parse
            js.Array.prototype.push = js.Array.prototype.pop
            js.TextEncoder.prototype.encode = js.Object.freeze
            js.Promise.prototype.then = js.Object.freeze
            """
        ),
        Attack("the heap scribbled over", .replaced, "import ctypes; ctypes.memset(1024, 255, 1 << 20)"),
        Attack("a function that is none", .replaced, "import ctypes; ctypes.CFUNCTYPE(None)(12345)()"),
        Attack("an end of the process", .replaced, "import os; os._exit(0)"),
        Attack(
            "late errors of JavaScript",
            .harmless,
            "import js; js.Promise.reject(js.Error.new('late')); js.setTimeout(lambda: 1 / 0, 1); None"
        ),
    ]

    /// Using up what there is.
    ///
    /// What one cell has filled, the next one may still lack.
    static let exhausting: [Attack] = [
        Attack(
            "an endless loop that catches all",
            .stopped,
            "while True:\n    try:\n        while True: pass\n    except: pass"
        ),
        Attack(
            "an endless loop of C",
            .replaced,
            "from itertools import count\nfrom collections import deque\ndeque(count(), 0)"
        ),
        Attack("a regular expression without end", .stopped, "import re; re.match('(a+)+$', 'a' * 40 + 'b')"),
        Attack("signals ignored", .stopped, "import signal; signal.signal(2, signal.SIG_IGN)\nwhile True: pass"),
        Attack("a sleep", .stopped, "import asyncio; await asyncio.sleep(3600)"),
        Attack("one big buffer", .raises("MemoryError"), "bytearray(1 << 30)"),
        Attack("many buffers", .raises("MemoryError"), "kept = []\nwhile True: kept.append(bytearray(8 << 20))"),
        Attack(
            "buffers of JavaScript",
            .replaced,
            "import js\nkept = []\nwhile True: kept.append(js.Uint8Array.new(64 << 20).fill(1))"
        ),
        Attack("a flood of output", .stopped, "while True: print('A' * 1000)"),
        Attack("one line without end", .replaced, "import sys; sys.stdout.write('A' * 50_000_000); None"),
        Attack("a value without end", .replaced, "class R:\n    def __repr__(self): return 'x' * 10**7\nR()"),
    ]
}
