import assert from "node:assert/strict";
import { makeAuthority } from "./testing/certificates.ts";
import { NETWORK_FILES } from "./testing/guest.ts";
import { answerHttp, serve } from "./testing/servers.ts";
import { runInSession } from "./testing/session_process.ts";

const FETCH = `
from pyodide.http import pyfetch
async def fetched(url):
    try:
        return await (await pyfetch(url)).string()
    except OSError as failure:
        return str(failure)
`;

Deno.test("only what is granted is reached, by the name that was granted", async () => {
  await using granted = serve(answerHttp);
  await using other = serve(answerHttp);
  const answer = await runInSession("network_child.ts", [
    `import socket, urllib.request
result = urllib.request.urlopen("http://localhost:${granted.port}/by-name").read().decode()`,
    `result = error(socket.create_connection, ("localhost", ${other.port}))`,
    `result = error(socket.create_connection, ("127.0.0.1", ${granted.port}), timeout=5)`,
    `result = error(urllib.request.urlopen, "http://no-such-host.invalid/")`,
    `${FETCH}
result = [await fetched("http://localhost:${granted.port}/fetched"), await fetched("https://localhost:${other.port}/"),
          await fetched("file:///etc/passwd")]`,
    `result = 1 + 1`,
  ], { read: NETWORK_FILES, flags: [`--allow-net=localhost:${granted.port}`] });
  const denied = ["PermissionError", "EACCES"];
  assert.deepEqual(answer, {
    results: [
      "GET /by-name ",
      denied,
      denied,
      ["URLError", null],
      [
        "GET /fetched ",
        `net access to 'localhost:${other.port}' is not granted; to grant it: :allow net localhost:${other.port}`,
        "read access to '/etc/passwd' is not granted; to grant it: :allow read /etc/passwd",
      ],
      2,
    ],
    blocked: [
      `net localhost:${other.port}`,
      `net 127.0.0.1:${granted.port}`,
      "net no-such-host.invalid:80",
      `net localhost:${other.port}`,
      "read /etc/passwd",
    ],
  });
});

Deno.test("a name that leads to a denied address is refused, and the refusal names the address", async () => {
  await using server = serve(answerHttp);
  const target = `127.0.0.1:${server.port}`;
  const text = `net access to '${target}' is not granted; to grant it: :allow net ${target}`;
  const answer = await runInSession("network_child.ts", [
    `import socket, asyncio
def refusal(call):
    try:
        call()
    except PermissionError as failure:
        return str(failure)
result = refusal(lambda: socket.create_connection(("localhost", ${server.port})))`,
    `try:
    await asyncio.open_connection("localhost", ${server.port})
except PermissionError as failure:
    result = str(failure)`,
    `${FETCH}\nresult = await fetched("http://localhost:${server.port}/")`,
  ], {
    read: NETWORK_FILES,
    flags: ["--allow-net=localhost", "--deny-net=127.0.0.0/8,[::1]"],
  });
  assert.deepEqual(answer, {
    results: [text, text, text],
    blocked: Array(3).fill(`net ${target}`),
  });
});

Deno.test("DENO_CERT names an authority for sockets and for fetch", async () => {
  const authority = await makeAuthority();
  const file = await Deno.makeTempFile({ suffix: ".pem" });
  await Deno.writeTextFile(file, authority.pem);
  await using server = serve(answerHttp, authority.server);
  const url = `https://localhost:${server.port}/secure`;
  try {
    const answer = await runInSession("network_child.ts", [
      `import urllib.request
result = urllib.request.urlopen("${url}", timeout=5).read().decode()`,
      `${FETCH}\nresult = await fetched("${url}")`,
    ], {
      read: NETWORK_FILES,
      flags: [`--allow-net=localhost:${server.port}`],
      environment: { DENO_CERT: file },
    });
    assert.deepEqual(answer, {
      results: ["GET /secure ", "GET /secure "],
      blocked: [],
    });
  } finally {
    await Deno.remove(file);
  }
});
