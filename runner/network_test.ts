import assert from "node:assert/strict";
import { installNetwork, lostSocket, type Network } from "./network.ts";
import { Names } from "./names.ts";
import { bootGuest, type Guest } from "./testing/guest.ts";
import { answerHttp, echo, receive, send, serve } from "./testing/servers.ts";

const blocked: string[] = [];
const names = new Names();
const guest: Guest = await bootGuest();
const network: Network = installNetwork(guest.module, guest.api, {
  names,
  blocked: (kind, item) => blocked.push(`${kind} ${item}`),
});
await guest.run("import socket, select, threading, time");

async function check(source: string, expected: unknown): Promise<void> {
  assert.deepEqual(await guest.run(source), expected);
}

/** A port on which nobody listens. */
function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return (listener.addr as Deno.NetAddr).port;
}

Deno.test("urllib fetches over http, by address and by name", async () => {
  await using server = serve(answerHttp);
  await check(
    `
import urllib.request
def get(url, data=None):
    with urllib.request.urlopen(url, data, timeout=5) as response:
        return [response.status, response.read().decode()]
result = [get("http://127.0.0.1:${server.port}/a"), get("http://localhost:${server.port}/b", b"posted")]
`,
    [[200, "GET /a "], [200, "POST /b posted"]],
  );
});

Deno.test("http.client fetches without a time limit", async () => {
  await using server = serve(answerHttp);
  await check(
    `
import http.client
connection = http.client.HTTPConnection("localhost", ${server.port})
connection.request("GET", "/c")
result = connection.getresponse().read().decode()
connection.close()
`,
    "GET /c ",
  );
});

Deno.test("a socket sends, receives, knows both ends and is shut down", async () => {
  await using server = serve(echo);
  await check(
    `
with socket.create_connection(("127.0.0.1", ${server.port})) as s:
    s.sendall(b"hello ")
    first = s.recv(1)
    rest = s.recv(100)
    file = s.makefile("rwb")
    file.write(b"line one\\nline two\\n"); file.flush()
    lines = [file.readline().decode(), file.readline().decode()]
    peer, own = s.getpeername(), s.getsockname()
    s.shutdown(socket.SHUT_WR)
    end = s.recv(10)
    file.close()
result = [(first + rest).decode(), lines, peer, own[0], own[1] > 0, end.decode(), error(s.recv, 1)]
`,
    [
      "hello ",
      ["line one\n", "line two\n"],
      ["127.0.0.1", server.port],
      "127.0.0.1",
      true,
      "",
      ["OSError", "EBADF"],
    ],
  );
});

Deno.test("a lot of data goes both ways", async () => {
  await using server = serve(async (connection) => {
    let count = 0;
    const buffer = new Uint8Array(1 << 20);
    for (let n = await connection.read(buffer); n; n = await connection.read(buffer)) count += n;
    await send(connection, `${count} ${"x".repeat(3_000_000)}`);
  });
  await check(
    `
with socket.create_connection(("127.0.0.1", ${server.port})) as s:
    s.sendall(bytes(5_000_000))
    s.shutdown(socket.SHUT_WR)
    data = bytearray()
    while chunk := s.recv(100_000): data += chunk
result = [data[:8].decode(), len(data)]
`,
    ["5000000 ", 3_000_008],
  );
});

Deno.test("a read that takes too long times out", async () => {
  await using server = serve(async (connection) => void await receive(connection));
  await check(
    `
with socket.create_connection(("127.0.0.1", ${server.port}), timeout=0.05) as s:
    start = time.monotonic()
    result = [error(s.recv, 1), 0.04 < time.monotonic() - start < 2]
`,
    [["TimeoutError", null], true],
  );
});

Deno.test("a connection without a time limit to nobody is refused", async () => {
  const port = freePort();
  await check(
    `
result = [error(socket.create_connection, ("127.0.0.1", ${port}), **options) for options in ({}, {"timeout": 5})]
s = socket.socket()
s.setblocking(False)
code = s.connect_ex(("127.0.0.1", ${port}))
ready = select.select([], [s], [], 5)[1] == [s]
result += [errno.errorcode[code], ready, errno.errorcode[s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)]]
s.close()
`,
    [
      ["ConnectionRefusedError", "ECONNREFUSED"],
      ["ConnectionRefusedError", "ECONNREFUSED"],
      "EINPROGRESS",
      true,
      "ECONNREFUSED",
    ],
  );
  assert.deepEqual(blocked, []);
  assert.equal(network.refused("127.0.0.1", port), undefined);
});

Deno.test("an odd name is invalid", async () => {
  await check(`result = error(socket.create_connection, ("no host", 80))`, ["OSError", "EINVAL"]);
});

Deno.test("sockets that do not block say so, and select waits for them", async () => {
  await using server = serve(echo);
  await check(
    `
import selectors
s = socket.socket()
s.setblocking(False)
result = [error(s.connect, ("127.0.0.1", ${server.port}))]
with selectors.DefaultSelector() as selector:
    selector.register(s, selectors.EVENT_WRITE)
    result.append(len(selector.select(5)))
    result.append([s.send(b"ping"), error(s.recv, 4)])
    selector.modify(s, selectors.EVENT_READ)
    result.append([len(selector.select(5)), s.recv(4).decode(), len(selector.select(0.02))])
poll = select.poll()
poll.register(s, select.POLLIN)
s.send(b"pong")
result.append([poll.poll(5000) == [(s.fileno(), select.POLLIN)], s.recv(9).decode(), poll.poll(0)])
s.close()
`,
    [
      ["BlockingIOError", "EINPROGRESS"],
      1,
      [4, ["BlockingIOError", "EAGAIN"]],
      [1, "pong".replace("o", "i"), 0],
      [true, "pong", []],
    ],
  );
});

Deno.test("select sleeps without sockets", async () => {
  await check(
    `start = time.monotonic(); select.select([], [], [], 0.05); result = 0.04 < time.monotonic() - start < 2`,
    true,
  );
});

Deno.test("recvmsg, sendmsg and duplicates work", async () => {
  await using server = serve(echo);
  await check(
    `
s = socket.create_connection(("127.0.0.1", ${server.port}), timeout=5)
sent = s.sendmsg([b"ab", b"cd"])
data, _, _, _ = s.recvmsg(10)
twin = s.dup()
s.close()
twin.settimeout(5)
twin.sendall(b"twin")
result = [sent, data.decode(), twin.recv(4).decode(), os.fstat(twin.fileno()).st_mode >> 12]
twin.close()
`,
    [4, "abcd", "twin", 12],
  );
});

Deno.test("resolving gives addresses that stand for names, also to another process", async () => {
  await check(
    `result = [socket.gethostbyname("a.example"), socket.gethostbyname("b.example"), socket.gethostbyname("a.example"),
               socket.getaddrinfo("127.0.0.1", 80)[0][4], socket.gethostbyaddr("127.0.0.1")[0]]`,
    ["a", "b", "a"].map((name) => names.addressOf(`${name}.example`)).concat(
      [["127.0.0.1", 80], "127.0.0.1"] as unknown as string[],
    ),
  );
  assert.equal(names.nameOf(names.addressOf("a.example")), "a.example");
});

Deno.test("an interrupt ends a blocked read, and Python raises KeyboardInterrupt", async () => {
  await using server = serve(async (connection) => void await receive(connection));
  const signals = new Uint8Array(new SharedArrayBuffer(1));
  Object.assign(guest.module, { Py_EmscriptenSignalBuffer: signals });
  await guest.run(`
import pyodide_js
pyodide_js.setInterruptBuffer(pyodide_js._module.Py_EmscriptenSignalBuffer)
s = socket.create_connection(("127.0.0.1", ${server.port}))
`);
  const cell = guest.run(`
result = []
for wait in (lambda: s.recv(1), lambda: select.select([s], [], []), lambda: s.makefile("rb").read(1)):
    try:
        wait()
    except KeyboardInterrupt:
        result.append("interrupted")
s.close()
`);
  let done = false;
  void cell.finally(() => done = true);
  while (!done) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (!network.isWaiting) continue;
    signals[0] = 2;
    network.interrupt();
  }
  assert.deepEqual(await cell, ["interrupted", "interrupted", "interrupted"]);
});

Deno.test("asyncio connects, reads and writes", async () => {
  await using server = serve(echo);
  await check(
    `
import asyncio
async def talk():
    reader, writer = await asyncio.open_connection("localhost", ${server.port})
    writer.write(b"one\\n"); writer.write(b"two\\n")
    lines = [(await reader.readline()).decode(), (await reader.readline()).decode()]
    writer.close()
    return lines
result = await talk()
`,
    ["one\n", "two\n"],
  );
});

Deno.test("an interrupt leaves asyncio's connections alone", async () => {
  await using server = serve(echo);
  let polls = 0;
  const cell = guest.run(`
async def talk():
    reader, writer = await asyncio.open_connection("localhost", ${server.port})
    waiting = asyncio.ensure_future(reader.readline())
    await asyncio.sleep(0.1)
    writer.write(b"still there\\n")
    line = await waiting
    writer.close()
    return line.decode()
result = await talk()
`);
  const timer = setInterval(() => {
    polls += Number(network.isWaiting);
    network.interrupt();
  }, 10);
  assert.equal(await cell.finally(() => clearInterval(timer)), "still there\n");
  assert.equal(polls, 0);
});

Deno.test("UDP, IPv6, listening and hostile calls are errors", async () => {
  await check(
    `
s = socket.socket()
result = [error(socket.socket, socket.AF_INET, socket.SOCK_DGRAM), error(s.bind, ("127.0.0.1", 0)), error(s.listen),
          error(s.recv, 1), error(s.send, b"x"), error(s.getpeername), error(s.shutdown, 2), error(s.recvmsg, 1),
          error(os.read, s.fileno(), 1), s.getsockname()]
s.close()
result += [error(socket.socket, socket.AF_INET6), error(s.connect, ("127.0.0.1", 1))]
`,
    [
      ["OSError", "ENOTSUP"],
      ["OSError", "ENOTSUP"],
      ["OSError", "ENOTSUP"],
      ["OSError", "ENOTCONN"],
      ["OSError", "ENOTCONN"],
      ["OSError", "ENOTCONN"],
      ["OSError", "ENOTCONN"],
      ["OSError", "ENOTCONN"],
      ["OSError", "ENOTCONN"],
      ["0.0.0.0", 0],
      ["OSError", "EAFNOSUPPORT"],
      ["OSError", "EBADF"],
    ],
  );
});

Deno.test("a socket that was lost gives EIO for everything", async () => {
  await guest.run(`lost = socket.socket(); fd = lost.fileno()`);
  const fd = await guest.run("result = fd") as number;
  const { FS } = guest.module;
  FS.closeStream(fd);
  const { node, operations } = lostSocket(FS);
  FS.createStream({ node, path: "lost", flags: 2, seekable: false, stream_ops: operations }, fd);
  await check(
    `
result = [error(lost.recv, 1), error(lost.send, b"x"), error(lost.connect, ("127.0.0.1", 1)), error(lost.getpeername),
          error(lost.getsockname), error(lost.recvmsg, 1), error(lost.shutdown, 2), error(os.read, fd, 1),
          len(select.select([lost], [], [], 0)[0]), lost.close()]
`,
    [...Array(8).fill(["OSError", "EIO"]), 1, null],
  );
});
