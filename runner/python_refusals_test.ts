import assert from "node:assert/strict";
import { hasPyodide, PythonFixture } from "./testing/python_fixture.ts";

const python = hasPyodide ? await PythonFixture.start() : undefined;

function test(name: string, body: (python: PythonFixture) => Promise<void>): void {
  Deno.test(name, { ignore: python === undefined }, () => body(python as PythonFixture));
}

/** Runs a cell that is refused and checks the text and the report. */
async function refused(
  python: PythonFixture,
  source: string,
  kind: string,
  item: string,
): Promise<void> {
  const result = await python.run(source);
  const text = `${kind} access to '${item}' is not granted; to grant it: :allow ${kind} ${item}`;
  assert.deepEqual([result.error?.name, result.error?.message], ["PermissionError", text], source);
  assert.deepEqual(python.blocked, [`${kind} ${item}`], source);
}

test("the text of a SyntaxError without a file is looked for nowhere", async (python) => {
  await python.run("import ast, os; os.chdir('/')");
  assert.equal((await python.run("ast.parse('1 +')")).error?.name, "SyntaxError");
  assert.deepEqual(python.blocked, []);
  await python.run("os.chdir('/home/pyodide')");
});

test("reading a path of the host names the command that grants it", async (python) => {
  await python.run("import os, pathlib");
  await refused(python, "open('/etc/passwd')", "read", "/etc/passwd");
  await refused(python, "open(b'/no/such/file')", "read", "/no/such/file");
  await refused(python, "open('../../etc/hosts')", "read", "/etc/hosts");
  await refused(python, "pathlib.Path('/etc/passwd').read_text()", "read", "/etc/passwd");
  await refused(python, "os.listdir('/etc')", "read", "/etc");
  await refused(python, "os.scandir('/etc')", "read", "/etc");
  await refused(python, "os.stat('/etc/passwd')", "read", "/etc/passwd");
  await refused(python, "os.chdir('/usr')", "read", "/usr");
  assert.equal(
    await python.value(
      "try: open('/etc/passwd')\nexcept OSError as e: error = e\nerror.errno == __import__('errno').EACCES, error.filename",
    ),
    "(True, None)",
  );
});

test("changing a path of the host names the command that grants it", async (python) => {
  await refused(python, "open('/file', 'w')", "write", "/file");
  await refused(python, "os.mkdir('/folder')", "write", "/folder");
  await refused(python, "os.remove('/etc/passwd')", "write", "/etc/passwd");
  await refused(
    python,
    "open('/tmp/a', 'w').close(); os.rename('/tmp/a', '/etc/a')",
    "write",
    "/etc/a",
  );
  await refused(python, "import sqlite3; sqlite3.connect('/var/a.db')", "write", "/var/a.db");
});

test("what is missing from the sandbox's own /tmp may be the host's", async (python) => {
  const missing = async (source: string): Promise<string | undefined> =>
    (await python.run(source)).error?.message;
  const own =
    "[Errno 44] No such file in the sandbox, whose /tmp is its own; to grant the host's: ";
  assert.equal(
    await missing("open('/tmp/data/a')"),
    `${own}:allow read /tmp/data/a: '/tmp/data/a'`,
  );
  assert.equal(
    await missing("import os; os.mkdir('/tmp/data/a')"),
    `${own}:allow write /tmp/data: '/tmp/data/a'`,
  );
  assert.equal((await python.run("os.mkdir('/tmp/new'); os.rmdir('/tmp/new')")).status, "ok");
});

test("the sandbox's own folders answer as ever", async (python) => {
  assert.equal(
    await python.value("open('/tmp/b', 'w').write('x'), open('/tmp/b').read()"),
    "(1, 'x')",
  );
  for (const path of ["missing", "/tmp/missing", "/home/pyodide/missing", "/lib/missing"]) {
    assert.equal((await python.run(`open('${path}')`)).error?.name, "FileNotFoundError", path);
  }
  assert.equal(
    await python.value("os.path.exists('/etc/passwd'), pathlib.Path('/etc').exists()"),
    "(False, False)",
  );
  assert.deepEqual(python.blocked, []);
  assert.equal(
    await python.value(
      "import tempfile, shutil; d = tempfile.mkdtemp(); shutil.rmtree(d)\nos.path.exists(d)",
    ),
    "False",
  );
});

test("a mount is open as far as it is granted", async (python) => {
  python.makeFolder("/mnt/inner");
  const mounts = [{ path: "/mnt/inner", writable: true }, { path: "/mnt", writable: false }];
  python.prepare({ mounts, fresh: false });
  assert.equal((await python.run("open('/mnt/missing')")).error?.name, "FileNotFoundError");
  await refused(python, "open('/mnt/file', 'w')", "write", "/mnt/file");
  assert.equal(await python.value("open('/mnt/inner/file', 'w').write('x')"), "1");
  await refused(python, "open('/mntx')", "read", "/mntx");
  python.prepare({ fresh: false });
});

test("starting a program is refused before it can do harm", async (python) => {
  await python.run("import subprocess, asyncio, pty");
  await refused(python, "subprocess.run(['ls', '-l'])", "run", "ls");
  await refused(python, "subprocess.check_output('ls | wc', shell=True)", "run", "sh");
  await refused(python, "os.system('ls -l')", "run", "sh");
  await refused(python, "os.popen('ls')", "run", "sh");
  await refused(python, "os.execv('/bin/ls', ['ls'])", "run", "/bin/ls");
  await refused(python, "os.spawnl(os.P_WAIT, '/bin/ls', 'ls')", "run", "/bin/ls");
  await refused(python, "pty.spawn('sh')", "run", "sh");
  await refused(python, "await asyncio.create_subprocess_exec('ls')", "run", "ls");
  assert.equal((await python.run("os.fork()")).error?.name, "OSError");
});

test("libraries and the C functions that end the interpreter are refused", async (python) => {
  await python.run("import ctypes");
  await refused(python, "ctypes.CDLL('libm.so.6')", "ffi", "libm.so.6");
  await refused(python, "ctypes.CDLL('/usr/lib/libm.so')", "ffi", "/usr/lib/libm.so");
  assert.equal(
    (await python.run("ctypes.CDLL(None).system(b'ls')")).error?.name,
    "PermissionError",
  );
  assert.equal(await python.value("ctypes.CDLL(None).strlen(b'abc')"), "3");
  assert.equal(
    (await python.run("import signal; os.kill(os.getpid(), signal.SIGTERM)")).error?.name,
    "PermissionError",
  );
});

test("a refused connection names the command that grants it", async (python) => {
  await python.run("import socket, urllib.request");
  python.refusedTarget = "net 127.0.0.1:9";
  await refused(python, "socket.create_connection(('127.0.0.1', 9))", "net", "127.0.0.1:9");
  python.refusedTarget = "net 127.0.0.1:9";
  const result = await python.run("urllib.request.urlopen('http://127.0.0.1:9/')");
  assert.equal(
    result.error?.message,
    "<urlopen error net access to '127.0.0.1:9' is not granted; to grant it: :allow net 127.0.0.1:9>",
  );
  assert.equal(
    (await python.run("socket.create_connection(('127.0.0.1', 9))")).error?.name,
    "OSError",
  );
});

test("threads and processes say that there are none", async (python) => {
  await python.run("import threading, multiprocessing, concurrent.futures as futures");
  const sources = [
    "threading.Thread(target=print).start()",
    "list(futures.ThreadPoolExecutor().map(abs, [1]))",
    "list(futures.ProcessPoolExecutor().map(abs, [1]))",
    "multiprocessing.Process(target=print).start()",
    "multiprocessing.Pool(2)",
  ];
  for (const source of sources) {
    const error = (await python.run(source)).error;
    assert.equal(error?.name, "RuntimeError", source);
    assert.match(error?.message ?? "", /threads are not available in the sandbox$/, source);
  }
  assert.equal(await python.value("await asyncio.to_thread(abs, -1)"), "1");
});
