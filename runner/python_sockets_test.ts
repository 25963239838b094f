import assert from "node:assert/strict";
import { Names } from "./names.ts";
import { installNetwork } from "./network.ts";
import { makeAuthority } from "./testing/certificates.ts";
import { bootGuest, installSockets } from "./testing/guest.ts";
import { echo, receive, send, serve } from "./testing/servers.ts";

const authority = await makeAuthority();
const guest = await bootGuest();
const used: string[] = [];
const network = installNetwork(guest.module, guest.api, {
  names: new Names(),
  used: (_kind, item): void => void used.push(item),
  blocked: () => {},
});
await installSockets(guest, network);
await guest.run(`
import asyncio, select, socket, ssl
trusting = ssl.create_default_context(cadata=${JSON.stringify(authority.pem)})
async def failure(awaitable):
    try:
        await awaitable
    except Exception as error:
        return [type(error).__name__, str(error)]
`);

async function check(source: string, expected: unknown): Promise<void> {
  assert.deepEqual(await guest.run(source), expected);
}

/** Answers "+" in plain, and goes on as the TLS server on another port. */
function answerThenSecure(port: number): (connection: Deno.Conn) => Promise<void> {
  return async (connection) => {
    await receive(connection);
    await send(connection, "+");
    const behind = await Deno.connect({ hostname: "127.0.0.1", port });
    const back = behind.readable.pipeTo(connection.writable).catch(() => {});
    await connection.readable.pipeTo(behind.writable).catch(() => {});
    await back;
  };
}

Deno.test("a name that nobody knows is a gaierror, a refused connection what it is elsewhere", async () => {
  const name = "no-such-host.invalid";
  const unknown = ["gaierror", "[Errno -2] Name or service not known"];
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  const { port } = listener.addr as Deno.NetAddr;
  await check(
    `
def failing(*args, **options):
    try:
        socket.create_connection(*args, **options)
    except OSError as error:
        return [type(error).__name__, str(error)]
result = [failing(("${name}", 80)), failing(("${name}", 80), timeout=5),
          await failure(asyncio.open_connection("${name}", 80)),
          await failure(asyncio.open_connection("127.0.0.1", ${port}))]
`,
    [unknown, unknown, unknown, ["ConnectionRefusedError", "[Errno 14] Connection refused"]],
  );
});

Deno.test("an address of IPv6 is reached by sockets and by asyncio", async () => {
  const listener = Deno.listen({ hostname: "::1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const serving = (async () => {
    for await (const connection of listener) {
      void send(connection, "six").then(() => connection.close());
    }
  })();
  await check(
    `
with socket.create_connection(("::1", ${port}), timeout=5) as s:
    result = [s.recv(3).decode()]
s = socket.socket()
s.connect(("::1", ${port}))
result.append(s.recv(3).decode())
s.close()
reader, writer = await asyncio.open_connection("::1", ${port})
result.append((await reader.read()).decode())
writer.close()
`,
    ["six", "six", "six"],
  );
  listener.close();
  await serving;
  assert.deepEqual(used.splice(0), Array(3).fill(`[::1]:${port}`));
});

Deno.test("options are taken, and a look at what comes leaves it there", async () => {
  await using server = serve(echo);
  await check(
    `
with socket.create_connection(("127.0.0.1", ${server.port})) as s:
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    s.sendall(b"peek")
    result = [s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == socket.SOCK_STREAM,
              s.recv(2, socket.MSG_PEEK).decode(), s.recv(10).decode()]
`,
    [true, "pe", "peek"],
  );
});

Deno.test("asyncio sends and receives a lot at once, and ends its own direction", async () => {
  await using server = serve(echo);
  await check(
    `
reader, writer = await asyncio.open_connection("127.0.0.1", ${server.port})
async def sending():
    for _ in range(30):
        writer.write(bytes(100_000))
        await writer.drain()
    writer.write_eof()
task = asyncio.ensure_future(sending())
data = await asyncio.wait_for(reader.read(), 20)
await task
writer.close()
await writer.wait_closed()
result = [len(data), writer.is_closing()]
`,
    [3_000_000, true],
  );
});

Deno.test("a connection is secured when it is under way", async () => {
  await using secured = serve(echo, authority.server);
  await using server = serve(answerThenSecure(secured.port));
  await check(
    `
async def talk(context):
    reader, writer = await asyncio.open_connection("localhost", ${server.port})
    try:
        writer.write(b"STARTTLS")
        first = await reader.readexactly(1)
        await writer.start_tls(context, server_hostname="localhost")
        writer.write(b"secret")
        return (first + await reader.readexactly(6)).decode()
    finally:
        writer.close()
result = [await talk(trusting), (await failure(talk(ssl.create_default_context())))[0]]
`,
    ["+secret", "SSLCertVerificationError"],
  );
});

Deno.test("a library that does TLS over buffers gets what it asks for", async () => {
  await using server = serve(echo, authority.server);
  await check(
    `
class Stream(asyncio.Protocol):
    def connection_made(self, transport):
        transport.set_write_buffer_limits(0)
        self.queue = asyncio.Queue()
        self.writable = asyncio.Event()
        self.writable.set()
    def pause_writing(self): self.writable.clear()
    def resume_writing(self): self.writable.set()
    def data_received(self, data): self.queue.put_nowait(data)
    def eof_received(self): self.queue.put_nowait(b"")
async def talk(context):
    transport, stream = await asyncio.get_running_loop().create_connection(Stream, "127.0.0.1", ${server.port})
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(incoming, outgoing, server_hostname="localhost")
    async def call(function, *args):
        while True:
            try:
                answer = function(*args)
            except ssl.SSLWantReadError:
                answer = None
            if outgoing.pending:
                transport.write(outgoing.read())
                await stream.writable.wait()
            if answer is not None or function == tls.do_handshake and tls._is_secured:
                return answer
            incoming.write(await stream.queue.get())
    try:
        await call(tls.do_handshake)
        await call(tls.write, b"over buffers")
        return (await call(tls.read, 100)).decode()
    finally:
        transport.close()
result = [await talk(trusting), (await failure(talk(ssl.create_default_context())))[0]]
`,
    ["over buffers", "SSLCertVerificationError"],
  );
});

Deno.test("SSL_CERT_FILE and a folder of authorities count, and ALPN chooses a protocol", async () => {
  await using server = serve(echo, authority.server);
  await check(
    `
import os
os.makedirs("/tmp/authorities", exist_ok=True)
write("/tmp/authorities/ours.pem", "# a comment\\n" + ${JSON.stringify(authority.pem)})
def talk(context):
    s = socket.create_connection(("localhost", ${server.port}), timeout=5)
    with context.wrap_socket(s, server_hostname="localhost") as s:
        s.sendall(b"x")
        return [s.recv(1).decode(), s.selected_alpn_protocol()]
result = [talk(ssl.create_default_context(capath="/tmp/authorities"))]
os.environ["SSL_CERT_FILE"] = "/tmp/authorities/ours.pem"
context = ssl.create_default_context()
del os.environ["SSL_CERT_FILE"]
context.set_alpn_protocols(["http/1.1"])
result.append(talk(context))
try:
    write("/tmp/empty.pem", "")
    ssl.create_default_context(cafile="/tmp/empty.pem")
except ssl.SSLError as error:
    result.append(error.args[1])
`,
    [["x", null], ["x", null], "[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found"],
  );
});
