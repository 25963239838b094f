import assert from "node:assert/strict";
import { Names } from "./names.ts";
import { installNetwork } from "./network.ts";
import { makeAuthority } from "./testing/certificates.ts";
import { bootGuest, installSockets } from "./testing/guest.ts";
import { answerHttp, echo, receive, serve } from "./testing/servers.ts";

const authority = await makeAuthority();
const guest = await bootGuest();
const network = installNetwork(guest.module, guest.api, { names: new Names(), blocked: () => {} });
await installSockets(guest, network);
await guest.run(`
import socket, ssl, urllib.request
AUTHORITY = ${JSON.stringify(authority.pem)}
write("/tmp/authority.pem", AUTHORITY)
trusting = ssl.create_default_context(cadata=AUTHORITY)
def failure(function, *args, **options):
    try:
        function(*args, **options)
    except Exception as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        return [type(reason).__name__, str(reason)]
`);

async function check(source: string, expected: unknown): Promise<void> {
  assert.deepEqual(await guest.run(source), expected);
}

Deno.test("urllib fetches over https from a server of a known authority", async () => {
  await using server = serve(answerHttp, authority.server);
  await check(
    `
import urllib.request
context = ssl.create_default_context(cafile="/tmp/authority.pem")
with urllib.request.urlopen("https://localhost:${server.port}/secure", timeout=5, context=context) as response:
    result = [response.status, response.read().decode()]
`,
    [200, "GET /secure "],
  );
});

Deno.test("a certificate of an unknown authority is refused, wanted or not", async () => {
  await using server = serve(answerHttp, authority.server);
  const url = `https://localhost:${server.port}/`;
  const results = await guest.run(`
import urllib.request
careless = ssl._create_unverified_context()
result = [failure(urllib.request.urlopen, "${url}"), failure(urllib.request.urlopen, "${url}", context=careless)]
`) as [string, string][];
  const reason = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: " +
    "unable to get local issuer certificate";
  assert.deepEqual(results, [
    ["SSLCertVerificationError", reason],
    [
      "SSLCertVerificationError",
      `${reason}; certificates are always checked: name the authority with load_verify_locations or DENO_CERT`,
    ],
  ]);
});

Deno.test("a certificate for another name is refused, unless names do not count", async () => {
  await using server = serve(echo, authority.server);
  const [[name, text], answer] = await guest.run(`
def connect(context):
    s = socket.create_connection(("127.0.0.1", ${server.port}), timeout=5)
    return context.wrap_socket(s, server_hostname="other.example")
nameless = ssl.create_default_context(cadata=AUTHORITY)
nameless.check_hostname = False
with connect(nameless) as s:
    s.sendall(b"hello")
    answer = s.recv(10).decode()
result = [failure(connect, trusting), answer]
`) as [[string, string], string];
  assert.equal(name, "SSLCertVerificationError");
  assert.match(text, /Hostname mismatch, certificate is not valid for 'other.example'/);
  assert.equal(answer, "hello");
});

Deno.test("a socket is wrapped before or after it connects, and read by line", async () => {
  await using server = serve(echo, authority.server);
  await check(
    `
first = trusting.wrap_socket(socket.create_connection(("localhost", ${server.port})), server_hostname="localhost")
second = trusting.wrap_socket(socket.socket(), server_hostname="localhost")
second.settimeout(5)
second.connect(("127.0.0.1", ${server.port}))
result = []
for s in (first, second):
    with s, s.makefile("rwb") as file:
        file.write(b"line\\nmore\\n"); file.flush()
        result.append([file.readline().decode(), file.readline().decode()])
`,
    [["line\n", "more\n"], ["line\n", "more\n"]],
  );
});

Deno.test("a handshake with a silent server times out", async () => {
  const done = Promise.withResolvers<void>();
  await using server = serve(async (connection) => {
    await receive(connection);
    await done.promise;
  });
  await check(
    `
s = socket.create_connection(("127.0.0.1", ${server.port}), timeout=0.1)
result = failure(trusting.wrap_socket, s, server_hostname="localhost")
s.close()
`,
    ["TimeoutError", "The handshake operation timed out"],
  );
  done.resolve();
});

Deno.test("asyncio connects over TLS", async () => {
  await using server = serve(echo, authority.server);
  await check(
    `
import asyncio
async def talk():
    reader, writer = await asyncio.open_connection("localhost", ${server.port}, ssl=trusting)
    writer.write(b"hello\\n")
    line = await reader.readline()
    writer.close()
    return line.decode()
async def fail():
    try:
        await asyncio.open_connection("localhost", ${server.port}, ssl=True)
    except ssl.SSLCertVerificationError:
        return "refused"
result = [await talk(), await fail()]
`,
    ["hello\n", "refused"],
  );
});

Deno.test("what a sandbox does not have says so", async () => {
  await check(
    `
listening = socket.socket()
result = [failure(socket.socket, socket.AF_INET, socket.SOCK_DGRAM), failure(listening.listen),
          failure(listening.bind, ("", 0)), socket.socket().family.name]
write("/tmp/key.pem", "")
trusting_client = ssl.create_default_context()
trusting_client.load_cert_chain("/tmp/key.pem")
`,
    [
      ["OSError", "[Errno 138] a sandbox has TCP sockets only"],
      ["OSError", "[Errno 138] a sandbox makes connections and takes none"],
      ["OSError", "[Errno 138] a sandbox makes connections and takes none"],
      "AF_INET",
    ],
  );
});
