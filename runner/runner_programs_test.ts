import assert from "node:assert/strict";
import { buildRunner, type CellResult, TestRunner } from "./testing/runner.ts";

const ignore = Deno.env.get("CLOCHE_PYODIDE") === undefined;
const folder = ignore ? "" : await buildRunner();
if (!ignore) {
  globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
}

const NAMES = ["sh", "cat", "echo", "sleep", "env", "pwd", "true", "false", "wc", "kill"];

/** A runner that may start a few programs of every Unix. */
async function start(names: readonly string[] = NAMES): Promise<TestRunner> {
  const commands = Object.fromEntries(names.flatMap((name) => [
    [`/usr/bin/${name}`, `/usr/bin/${name}`],
    [`/bin/${name}`, `/usr/bin/${name}`],
  ]));
  const list = names.map((name) => `/usr/bin/${name}`).join(",");
  const pyodide = Deno.env.get("CLOCHE_PYODIDE");
  const flags = [`--allow-read=${folder},${pyodide}`, ...(list ? [`--allow-run=${list}`] : [])];
  const { runner, first } = await TestRunner.start(folder, [], { commands }, flags);
  assert.equal(first.type, "ready");
  return runner;
}

function test(name: string, body: () => Promise<void>): void {
  Deno.test(name, { ignore }, body);
}

/** The value of a cell that has to succeed. */
async function value(runner: TestRunner, source: string): Promise<string | undefined> {
  const result = await runner.run(source);
  assert.equal(result.status, "ok", result.error?.traceback);
  return result.value;
}

function told(result: CellResult, type: "used" | "blocked"): string[] {
  return result.messages.flatMap((message) =>
    message.type === type ? [`${message.kind} ${message.item}`] : []
  );
}

test("subprocess.run gives output and return code", async () => {
  await using runner = await start();
  await value(runner, "import subprocess");
  const result = await runner.run(
    "subprocess.run(['echo', 'a b', 'ü'], capture_output=True, text=True).stdout",
  );
  assert.equal(result.value, "'a b ü\\n'");
  assert.deepEqual(told(result, "used"), ["run /usr/bin/echo"]);
  const cases = [
    ["subprocess.run(['false']).returncode", "1"],
    ["subprocess.run(['sh', '-c', 'exit 7']).returncode", "7"],
    ["subprocess.run(['sh', '-c', 'kill -9 $$']).returncode", "-9"],
    ["subprocess.run(['cat'], input=b'x' * 300000, stdout=-1).stdout == b'x' * 300000", "True"],
    ["subprocess.run('echo $0; echo e >&2', shell=True, capture_output=True).stderr", "b'e\\n'"],
    ["subprocess.check_output(['cat'])", "b''"],
    ["subprocess.getoutput('echo hi')", "'hi'"],
    ["subprocess.check_call(['true'])", "0"],
  ];
  for (const [source, expected] of cases) {
    assert.equal(await value(runner, source!), expected, source);
  }
});

test("a Popen is read line by line while it runs, and told to end", async () => {
  await using runner = await start();
  await value(runner, "import subprocess, time, select, os, signal\nfrom subprocess import PIPE");
  const cases: [string, string][] = [
    [
      "p = subprocess.Popen(['sh', '-c', 'echo 1; read x; echo $x'], stdin=PIPE, stdout=PIPE, text=True)\nfor line in p.stdout:\n    first = line, p.poll(); break\np.stdin.write('2\\n'); p.stdin.flush()\nfirst, [line for line in p.stdout], p.wait()",
      "(('1\\n', None), ['2\\n'], 0)",
    ],
    [
      "p = subprocess.Popen(['cat'], stdin=PIPE, stdout=PIPE)\np.stdin.write(b'one\\n'); p.stdin.flush()\na = p.stdout.readline(); p.stdin.write(b'two\\n'); p.stdin.close()\na, p.stdout.read(), p.wait()",
      "(b'one\\n', b'two\\n', 0)",
    ],
    ["p = subprocess.Popen(['sleep', '60']); p.terminate(); p.wait()", "-15"],
    ["p = subprocess.Popen(['sleep', '60']); p.kill(); p.wait(), p.poll()", "(-9, -9)"],
    ["p = subprocess.Popen(['sleep', '60']); p.send_signal(signal.SIGINT); p.wait(5)", "-2"],
    ["p = subprocess.Popen(['sleep', '60']); os.kill(p.pid, signal.SIGUSR1); p.wait(5)", "-10"],
    [
      "p = subprocess.Popen(['sleep', '0.1'])\nwhile p.poll() is None: time.sleep(0.01)\np.returncode",
      "0",
    ],
    [
      "try: subprocess.run(['sh', '-c', 'echo early; sleep 60'], timeout=0.3, capture_output=True)\nexcept subprocess.TimeoutExpired as e: out = e.stdout, e.timeout\nout",
      "(b'early\\n', 0.3)",
    ],
    [
      "p = subprocess.Popen(['sh', '-c', 'sleep 0.05; echo x'], stdout=PIPE)\nselect.select([p.stdout], [], [], 0)[0], len(select.select([p.stdout], [], [], 5)[0]), os.read(p.stdout.fileno(), 10), p.wait()",
      "([], 1, b'x\\n', 0)",
    ],
    [
      "p = subprocess.Popen(['echo', 'piped'], stdout=PIPE)\nq = subprocess.Popen(['wc', '-c'], stdin=p.stdout, stdout=PIPE)\np.stdout.close()\nq.communicate()[0].strip(), p.wait()",
      "(b'6', 0)",
    ],
    [
      "with open('/tmp/out', 'w') as f: subprocess.run(['echo', 'to a file'], stdout=f)\nopen('/tmp/out').read()",
      "'to a file\\n'",
    ],
    [
      "with open('/tmp/out') as f: r = subprocess.run(['cat'], stdin=f, stdout=PIPE)\nr.stdout",
      "b'to a file\\n'",
    ],
    [
      "r, w = os.pipe()\nsubprocess.run(['echo', 'own'], stdout=w)\nos.close(w)\nos.fdopen(r).read()",
      "'own\\n'",
    ],
    ["subprocess.run(['echo'], stdout=subprocess.DEVNULL).returncode", "0"],
    [
      "subprocess.run(['sh', '-c', 'echo a; echo b >&2'], stdout=PIPE, stderr=subprocess.STDOUT).stdout",
      "b'a\\nb\\n'",
    ],
    ["os.popen('echo hi').read()", "'hi\\n'"],
    ["os.popen('exit 3').close()", "768"],
    ["os.system('exit 2')", "512"],
    ["os.spawnl(os.P_WAIT, '/bin/sh', 'sh', '-c', 'exit 4')", "4"],
    ["os.waitpid(os.spawnlp(os.P_NOWAIT, 'true', 'true'), 0)[1]", "0"],
  ];
  for (const [source, expected] of cases) {
    assert.equal(await value(runner, source), expected, source);
  }
  const shown = await runner.run("print('1'); subprocess.run(['echo', '2']); print('3')");
  assert.equal(shown.stdout, "1\n2\n3\n");
});

test("asyncio starts programs, reads and ends them", async () => {
  await using runner = await start();
  await value(runner, "import asyncio\nfrom asyncio.subprocess import PIPE");
  const cases: [string, string][] = [
    [
      "p = await asyncio.create_subprocess_exec('sh', '-c', 'for i in 1 2; do echo $i; sleep 0.05; done; exit 3', stdout=PIPE)\n[line async for line in p.stdout], await p.wait()",
      "([b'1\\n', b'2\\n'], 3)",
    ],
    [
      "p = await asyncio.create_subprocess_exec('cat', stdin=PIPE, stdout=PIPE)\nawait p.communicate(b'y' * 200000) == (b'y' * 200000, None), p.returncode",
      "(True, 0)",
    ],
    [
      "p = await asyncio.create_subprocess_shell('echo $((1+1))', stdout=PIPE)\nawait p.communicate()",
      "(b'2\\n', None)",
    ],
    ["p = await asyncio.create_subprocess_exec('sleep', '60'); p.kill(); await p.wait()", "-9"],
    [
      "async def nap():\n    p = await asyncio.create_subprocess_exec('sleep', '1')\n    return await p.wait()\nimport time; t = time.time(); r = await asyncio.gather(*(nap() for _ in range(5))); r, time.time() - t < 4.5",
      "([0, 0, 0, 0, 0], True)",
    ],
  ];
  for (const [source, expected] of cases) {
    assert.equal(await value(runner, source), expected, source);
  }
});

test("stdout and stderr in one pipe keep their order", async () => {
  await using runner = await start();
  const source = "for i in 1 2 3 4 5 6 7 8 9; do echo $i; echo $i >&2; done";
  assert.equal(
    await value(
      runner,
      `import subprocess\nsubprocess.check_output(${
        JSON.stringify(source)
      }, shell=True, stderr=subprocess.STDOUT).split()`,
    ),
    `[${"123456789".replace(/./g, "b'$&', b'$&', ").slice(0, -2)}]`,
  );
});

test("an interrupt ends subprocess.run and its program", async () => {
  await using runner = await start();
  await value(runner, "import subprocess, asyncio, os");
  const wait = "echo go; sleep 60";
  for (
    const source of [
      `subprocess.run(${JSON.stringify(wait)}, shell=True)`,
      `subprocess.run(['sh', '-c', 'sleep 60'], capture_output=True)`,
      `os.system('sleep 60')`,
      `p = subprocess.Popen(['sleep', '60'], stdout=-1); p.stdout.read()`,
      `p = await asyncio.create_subprocess_exec('sleep', '60'); await p.wait()`,
    ]
  ) {
    const result = await runner.run(`print('>', end='', flush=True)\n${source}`, {
      interruptAt: ">",
    });
    assert.equal(result.status, "interrupted", source);
  }
});

test("a cell says which programs it leaves running", async () => {
  await using runner = await start();
  const result = await runner.run(
    "import subprocess\np = subprocess.Popen(['sleep', '60']); p.pid",
  );
  assert.equal(result.stderr, `Still running: sleep (${result.value})\n`);
  const next = await runner.run("p.poll(), p.kill(), p.wait()");
  assert.deepEqual([next.value, next.stderr], ["(None, None, -9)", ""]);
});

test("what cannot be done says so", async () => {
  await using runner = await start();
  await value(runner, "import subprocess, shutil, sys, os, asyncio, pty");
  const cases: [string, string, string][] = [
    [
      "subprocess.run(['id'])",
      "PermissionError",
      "run access to 'id' is not granted; to grant it: :allow run id",
    ],
    [
      "subprocess.run(['/usr/bin/id'])",
      "PermissionError",
      "run access to '/usr/bin/id' is not granted; to grant it: :allow run /usr/bin/id",
    ],
    [
      "subprocess.run(['true'], start_new_session=True)",
      "NotImplementedError",
      "Cannot start a program with start_new_session: it stays in the sandbox's session, to end with it",
    ],
    [
      "subprocess.run(['true'], preexec_fn=print)",
      "NotImplementedError",
      "Cannot start a program with preexec_fn: it runs outside of the sandbox",
    ],
    [
      "subprocess.run(['true'], pass_fds=(5,))",
      "NotImplementedError",
      "Cannot start a program with pass_fds: it gets no descriptors but 0, 1 and 2",
    ],
    [
      "subprocess.run(['true'], cwd='/tmp')",
      "OSError",
      "Cannot start a program in '/tmp': it is a folder of the sandbox's own",
    ],
    [
      "subprocess.run(['true'], cwd='/etc')",
      "PermissionError",
      "read access to '/etc' is not granted; to grant it: :allow read /etc",
    ],
    [
      "subprocess.run([sys.executable, '-c', '1'])",
      "FileNotFoundError",
      "[Errno 44] No such program: there is no Python of the host behind sys.executable: ''",
    ],
    ["subprocess.run(['true', 'a\\0b'])", "ValueError", "embedded null byte"],
    [
      "subprocess.run(['true', b'\\xff'])",
      "ValueError",
      "Cannot hand '\\udcff' to a program of the host: it is not UTF-8",
    ],
    [
      "os.execv('/usr/bin/true', ['true'])",
      "OSError",
      "[Errno 52] a program cannot take the place of the sandbox's Python; use subprocess",
    ],
    [
      "subprocess.check_call(['false'])",
      "CalledProcessError",
      "Command '['false']' returned non-zero exit status 1.",
    ],
    ["os.waitpid(99999, 0)", "ChildProcessError", "[Errno 12] No child process"],
  ];
  for (const [source, name, message] of cases) {
    const { error } = await runner.run(source);
    assert.deepEqual([error?.name, error?.message], [name, message], source);
  }
  assert.equal(
    await value(
      runner,
      "shutil.which('sh'), shutil.which('id'), shutil.which('/bin/cat'), shutil.which('cat', path='/nowhere:/bin')",
    ),
    "('/usr/bin/sh', None, '/usr/bin/cat', '/usr/bin/cat')",
  );
  await using bare = await start([]);
  const { error } = await bare.run("import os; os.system('ls')");
  assert.equal(error?.message, "run access to 'sh' is not granted; to grant it: :allow run sh");
});

test("a program gets Python's variables, but for those that are ours, and no input", async () => {
  await using runner = await start();
  await value(runner, "import subprocess, os");
  const run = "subprocess.run(['env'], capture_output=True, text=True, env=";
  assert.equal(
    await value(
      runner,
      `sorted(${run}{'A': '1', 'PATH': '/x', 'LD_PRELOAD': '/x.so', 'DYLD_X': 'y'}).stdout.split())`,
    ),
    "['A=1', 'GIT_CONFIG_NOSYSTEM=1', 'PATH=/usr/local/bin:/usr/bin:/bin']",
  );
  assert.equal(
    await value(runner, `os.environ['B'] = '2'\nsorted(${run}None).stdout.split())`),
    "['B=2', 'GIT_CONFIG_NOSYSTEM=1', 'HOME=/home/pyodide', 'PATH=/usr/local/bin:/usr/bin:/bin', 'USER=pyodide']",
  );
  assert.equal(
    await value(runner, "subprocess.run(['pwd'], capture_output=True).stdout"),
    "b'/\\n'",
  );
});

test("a cell that passes Python by decides no more of what a program loads", async () => {
  await using runner = await start();
  assert.equal(
    await value(
      runner,
      `import sys
children = sys.modules['_cloche.children']
children._variables = lambda _: {'LD_X': '1', 'DYLD_X': '1', 'A': '1'}
import subprocess
sorted(subprocess.run(['env'], capture_output=True, text=True).stdout.split())`,
    ),
    "['A=1', 'PATH=/usr/local/bin:/usr/bin:/bin']",
  );
});

test("a program that an image has lost was killed", async () => {
  await using runner = await start();
  const source = "import subprocess, asyncio, os\n" +
    "p = subprocess.Popen(['sleep', '60'], stdout=-1)\n" +
    "q = await asyncio.create_subprocess_exec('sleep', '60', stdout=-1)\n" +
    "async def wait(): return await q.wait()\n" +
    "t = asyncio.ensure_future(wait()); await asyncio.sleep(0.05)";
  assert.equal((await runner.run(source)).status, "ok");
  const { parts } = await runner.checkpoint(true);
  const { runner: other } = await TestRunner.start(folder, parts);
  await using restored = other;
  assert.equal(await value(restored, "p.poll(), p.wait(), p.returncode"), "(-9, -9, -9)");
  assert.equal((await restored.run("p.stdout.read()")).error?.name, "OSError");
  assert.equal(await value(restored, "await t"), "-9");
});
