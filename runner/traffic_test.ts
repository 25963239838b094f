import assert from "node:assert/strict";
import { guardedFetch } from "./fetch.ts";
import { Names } from "./names.ts";
import { installNetwork } from "./network.ts";
import { bootGuest, installSockets } from "./testing/guest.ts";
import { echo, serve } from "./testing/servers.ts";
import { LIMIT_REACHED, Traffic } from "./traffic.ts";

const used: string[] = [];
const listener = {
  used: (kind: string, item: string): void => void used.push(`${kind} ${item}`),
  blocked: (): void => {},
};
const LIMIT = ["OSError", `[Errno 19] ${LIMIT_REACHED}`];

/** Serves pages: what was sent, a redirect to it, and a large one. */
function servePages(): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/from") {
      return new Response(null, { status: 302, headers: { location: "/to" } });
    }
    if (pathname === "/empty") return new Response(null, { status: 204 });
    if (pathname === "/large") return new Response("x".repeat(1_000_000));
    const length = request.headers.get("content-length");
    return new Response(`${request.method} ${length} ${await request.text()}`);
  });
}

Deno.test("what is over the limit has no room, and a new limit makes some", () => {
  const traffic = new Traffic();
  traffic.allow(10);
  traffic.send(4);
  traffic.receive(5);
  assert.deepEqual([traffic.room(4), traffic.isUsedUp], [1, false]);
  traffic.receive(5);
  assert.deepEqual([traffic.room(4), traffic.isUsedUp], [0, true]);
  assert.deepEqual(traffic.take(), { sentBytes: 4, receivedBytes: 10 });
  traffic.allow(3);
  assert.deepEqual([traffic.room(4), traffic.take()], [3, { sentBytes: 0, receivedBytes: 0 }]);
});

Deno.test("bytes between two cells count to the second", () => {
  const traffic = new Traffic();
  traffic.allow(10);
  traffic.take();
  traffic.send(4);
  traffic.allow(10);
  assert.deepEqual([traffic.room(10), traffic.take().sentBytes], [6, 4]);
});

Deno.test("fetch counts bodies both ways, and a response stays what it was", async () => {
  await using server = servePages();
  const traffic = new Traffic();
  const fetch = guardedFetch(listener, traffic);
  const url = `http://127.0.0.1:${server.addr.port}`;
  const bodies = [
    "body",
    new TextEncoder().encode("body"),
    new Blob(["body"]),
    new URLSearchParams("b=dy"),
  ];
  for (const body of bodies) {
    const text = await (await fetch(`${url}/a`, { method: "POST", body })).text();
    assert.equal(text, body instanceof URLSearchParams ? "POST 4 b=dy" : "POST 4 body");
  }
  const request = new Request(`${url}/a`, { method: "POST", body: "asked" });
  assert.equal(await (await fetch(request)).text(), "POST 5 asked");
  const stream = new Blob(["streamed"]).stream();
  const answer = await fetch(
    `${url}/a`,
    { method: "POST", body: stream, duplex: "half" } as RequestInit,
  );
  assert.equal(await answer.text(), "POST null streamed");
  traffic.take();
  const response = await fetch(`${url}/from`);
  const { status, redirected, type, ok } = response;
  assert.deepEqual([response.url, status, redirected, type, ok], [
    `${url}/to`,
    200,
    true,
    "basic",
    true,
  ]);
  const copy = response.clone();
  assert.deepEqual([copy.url, await copy.text(), await response.text()], [
    `${url}/to`,
    "GET null ",
    "GET null ",
  ]);
  const { sentBytes, receivedBytes } = traffic.take();
  assert.ok(sentBytes > 20 && sentBytes < 500, `${sentBytes}`);
  assert.ok(receivedBytes > 20 && receivedBytes < 500, `${receivedBytes}`);
  assert.equal((await fetch(`${url}/empty`)).body, null);
  assert.deepEqual([...new Set(used.splice(0))], [`net 127.0.0.1:${server.addr.port}`]);
});

Deno.test("fetch ends at the limit, in a request and in a body", async () => {
  await using server = servePages();
  const traffic = new Traffic();
  const fetch = guardedFetch(listener, traffic);
  const url = `http://127.0.0.1:${server.addr.port}`;
  traffic.allow(10_000);
  const tooLarge = fetch(url, { method: "POST", body: "x".repeat(10_000) });
  await assert.rejects(tooLarge, { message: LIMIT_REACHED });
  const response = await fetch(`${url}/large`);
  await assert.rejects(response.text(), { message: LIMIT_REACHED });
  await assert.rejects(fetch(url), { message: LIMIT_REACHED });
  traffic.take();
  traffic.allow(10_000);
  assert.equal(await (await fetch(url)).text(), "GET null ");
});

Deno.test("sockets end at the limit, and go on with a higher one", async () => {
  used.length = 0;
  await using server = serve(echo);
  const guest = await bootGuest();
  const traffic = new Traffic();
  const network = installNetwork(guest.module, guest.api, {
    names: new Names(),
    traffic,
    ...listener,
  });
  await installSockets(guest, network);
  traffic.allow(2000);
  const results = await guest.run(`
import asyncio, socket, select
def failure(function, *args):
    try:
        return function(*args)
    except OSError as error:
        return [type(error).__name__, str(error)]
s = socket.create_connection(("127.0.0.1", ${server.port}))
s.sendall(b"x" * 900)
got = 0
while got < 900:
    got += len(s.recv(4096))
result = [got, failure(s.sendall, b"x" * 900), failure(s.recv, 10), failure(s.send, b"x"),
          failure(s.recv_into, bytearray(5)), failure(s.makefile("rb").read, 1),
          select.select([s], [], [], 5)[0] == [s],
          failure(socket.create_connection, ("127.0.0.1", ${server.port}))]
async def talk():
    try:
        await asyncio.open_connection("127.0.0.1", ${server.port})
    except OSError as error:
        return [type(error).__name__, str(error)]
result.append(await talk())
`);
  assert.deepEqual(results, [900, LIMIT, LIMIT, LIMIT, LIMIT, LIMIT, true, LIMIT, LIMIT]);
  assert.deepEqual(traffic.take(), { sentBytes: 1100, receivedBytes: 900 });
  traffic.allow(10_000);
  await guest.run("s.sendall(b'on'); result = s.recv(1000); result = None; s.close()");
  assert.deepEqual(used.splice(0), [`net 127.0.0.1:${server.port}`]);
});
