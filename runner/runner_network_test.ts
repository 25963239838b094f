import assert from "node:assert/strict";
import { makeAuthority } from "./testing/certificates.ts";
import { buildRunner, type Parts, TestRunner } from "./testing/runner.ts";
import { answerHttp, receive, serve } from "./testing/servers.ts";

const folder = await buildRunner();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

/** Starts a runner that may connect to `hosts` and nothing else. */
async function start(hosts: string[], parts: Parts = []): Promise<TestRunner> {
  const flags = [
    "--no-remote",
    "--no-npm",
    "--deny-sys",
    "--deny-import",
    `--allow-read=${folder},${Deno.env.get("CLOCHE_PYODIDE")}`,
    ...(hosts.length > 0 ? [`--allow-net=${hosts.join(",")}`] : []),
  ];
  const { runner, first } = await TestRunner.start(folder, parts, {}, flags);
  assert.equal(first.type, "ready");
  return runner;
}

Deno.test("what is granted is reached, what is not is refused with a hint", async () => {
  await using granted = serve(answerHttp);
  await using other = serve(answerHttp);
  await using runner = await start([`localhost:${granted.port}`]);
  const get = (port: number): string =>
    `import urllib.request\nurllib.request.urlopen('http://localhost:${port}/x').read()`;
  assert.equal((await runner.run(get(granted.port))).value, "b'GET /x '");
  const target = `localhost:${other.port}`;
  const hint = `net access to '${target}' is not granted; to grant it: :allow net ${target}`;
  for (
    const source of [
      `import socket\nsocket.create_connection(('localhost', ${other.port}))`,
      `socket.create_connection(('localhost', ${other.port}), timeout=5)`,
      `import asyncio\nawait asyncio.open_connection('localhost', ${other.port})`,
      `from pyodide.http import pyfetch\nawait pyfetch('http://${target}/')`,
    ]
  ) {
    const { error, messages } = await runner.run(source);
    assert.deepEqual([error?.name, error?.message], ["PermissionError", hint], source);
    const blocked = messages.filter((message) => message.type === "blocked");
    assert.deepEqual(blocked.map(({ kind, item }) => [kind, item]), [["net", target]], source);
  }
  const { error } = await runner.run(get(other.port));
  assert.match(error?.traceback ?? "", new RegExp(`URLError: .*${hint}`));
  assert.equal((await runner.run(get(granted.port))).value, "b'GET /x '");
});

Deno.test("https works with an authority of the program's", async () => {
  const authority = await makeAuthority();
  await using server = serve(answerHttp, authority.server);
  await using runner = await start([`localhost:${server.port}`]);
  const { value, error } = await runner.run(`
import ssl, urllib.request
context = ssl.create_default_context(cadata=${JSON.stringify(authority.pem)})
urllib.request.urlopen('https://localhost:${server.port}/tls', context=context, timeout=5).read()
`);
  assert.equal(value, "b'GET /tls '", error?.traceback);
});

Deno.test("a blocked read is interrupted with the state kept", async () => {
  await using server = serve(async (connection) => {
    while (await receive(connection) !== "");
  });
  await using runner = await start([`localhost:${server.port}`]);
  await runner.run(`
import select, socket
s = socket.create_connection(('localhost', ${server.port})); x = 7`);
  for (const wait of ["s.recv(1)", "select.select([s], [], [])", "s.makefile('rb').read()"]) {
    const { status, error } = await runner.run(`print('on')\n${wait}`, { interruptAt: "on\n" });
    assert.deepEqual([status, error?.name], ["interrupted", "KeyboardInterrupt"], wait);
    assert.equal((await runner.run("x")).value, "7");
  }
  assert.equal((await runner.run("s.send(b'still open')")).value, "10");
  await runner.run("s.close()");
});

Deno.test("after a restore sockets give EIO, and resolved addresses still lead to their names", async () => {
  await using server = serve(answerHttp);
  const first = await start([`localhost:${server.port}`]);
  await first.run(`
import socket, errno
s = socket.create_connection(('localhost', ${server.port}))
address = socket.getaddrinfo('localhost', ${server.port})[0][4]
`);
  const { parts } = await first.checkpoint();
  await first[Symbol.asyncDispose]();
  await using next = await start([`localhost:${server.port}`], parts);
  const { error } = await next.run("s.recv(1)");
  assert.deepEqual([error?.name, error?.message], ["OSError", "[Errno 29] I/O error"]);
  assert.equal(
    (await next.run("s.close(); t = socket.create_connection(address); t.getpeername() == address"))
      .value,
    "True",
  );
});
