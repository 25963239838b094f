/** Packages that people reach for, as an index gives them; skipped where it cannot be reached. */
import assert from "node:assert/strict";
import { makeAuthority } from "./testing/certificates.ts";
import { buildRunner, TestRunner } from "./testing/runner.ts";
import { receive, send, serve, serveWeb } from "./testing/servers.ts";
import { downloadWheels } from "./testing/wheels.ts";

const PACKAGES = [
  "requests==2.32.5",
  "httpx==0.28.1",
  "websockets==15.0.1",
  "urllib3==2.5.0",
  "idna==3.10",
  "certifi==2025.8.3",
  "charset_normalizer==3.4.3",
  "anyio==4.10.0",
  "h11==0.16.0",
  "httpcore==1.0.9",
  "sniffio==1.3.1",
  "typing_extensions==4.15.0",
];

const site = await downloadWheels(PACKAGES);
const folder = site && await buildRunner();
if (folder) {
  globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
}

interface Surroundings {
  readonly runner: TestRunner;
  readonly authority: string;
  readonly http: string;
  readonly https: string;
  readonly proxy: string;
  readonly proxied: readonly string[];
}

/** A session with servers around it: `http` and `https` by name, and a proxy. */
async function withSurroundings(body: (given: Surroundings) => Promise<void>): Promise<void> {
  const { pem, server } = await makeAuthority();
  const authority = await Deno.makeTempFile({ suffix: ".pem" });
  await Deno.writeTextFile(authority, pem);
  await using plain = serveWeb();
  await using secured = serveWeb(server);
  const proxied: string[] = [];
  await using proxy = serve((connection) => tunnel(connection, proxied));
  const hosts = [
    `localhost:${plain.port}`,
    `localhost:${secured.port}`,
    `127.0.0.1:${proxy.port}`,
  ];
  const flags = [
    "--no-remote",
    "--no-npm",
    "--deny-sys",
    "--deny-import",
    `--allow-read=${folder},${Deno.env.get("CLOCHE_PYODIDE")},${site},${authority}`,
    `--allow-net=${hosts.join(",")}`,
  ];
  const mounts = [site ?? "", authority].map((path) => ({ path, writable: false }));
  const { runner } = await TestRunner.start(folder ?? "", [], { mounts }, flags);
  try {
    await runner.run(`import sys; sys.path.insert(0, ${JSON.stringify(site)})`);
    await body({
      runner,
      authority,
      http: `http://localhost:${plain.port}`,
      https: `https://localhost:${secured.port}`,
      proxy: `http://127.0.0.1:${proxy.port}`,
      proxied,
    });
  } finally {
    await runner[Symbol.asyncDispose]();
    await Deno.remove(authority);
  }
}

/** A proxy: CONNECT makes a tunnel, anything else gets its own first line. */
async function tunnel(connection: Deno.Conn, proxied: string[]): Promise<void> {
  let head = "";
  while (!head.includes("\r\n\r\n")) {
    const piece = await receive(connection);
    if (piece === "") return;
    head += piece;
  }
  const line = head.slice(0, head.indexOf("\r\n"));
  proxied.push(line);
  const [, hostname = "", port = ""] = /^CONNECT (\S+):(\d+) /.exec(line) ?? [];
  if (hostname === "") {
    return await send(
      connection,
      `HTTP/1.1 200 OK\r\nContent-Length: ${line.length}\r\n\r\n${line}`,
    );
  }
  const behind = await Deno.connect({ hostname, port: Number(port) });
  await send(connection, "HTTP/1.1 200 Connection established\r\n\r\n");
  const back = behind.readable.pipeTo(connection.writable).catch(() => {});
  await connection.readable.pipeTo(behind.writable).catch(() => {});
  await back;
}

async function value(runner: TestRunner, source: string): Promise<unknown> {
  const { value, error } = await runner.run(source);
  assert.equal(error, undefined, error?.traceback);
  return value;
}

const FAILURE = `
def failure(call, *args, **options):
    try:
        return call(*args, **options)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)
`;

Deno.test({
  name: "requests talks to servers, and finds authorities and proxies",
  ignore: !site,
  fn: () =>
    withSurroundings(async ({ runner, http, https, proxy, proxied, authority }) => {
      await runner.run(`import os, requests\n${FAILURE}`);
      const got = await value(
        runner,
        `
with requests.Session() as session:
    large = sum(len(piece) for piece in session.get("${http}/large", stream=True).iter_content(10_000))
    pages = [session.get("${http}/a").text, session.post("${http}/b", json=[1]).text, session.get("${http}/from").text]
print(*pages, large, requests.get("${https}/c", verify="${authority}").text, sep="|", end="")
os.environ.update(HTTP_PROXY="${proxy}", HTTPS_PROXY="${proxy}", REQUESTS_CA_BUNDLE="${authority}")
print("|", requests.get("${https}/d").text, "|", requests.get("http://elsewhere.example/e").text, sep="", end="")
os.environ["NO_PROXY"] = "localhost"
print("|", requests.get("${https}/f").text, sep="")
for name in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE"): del os.environ[name]
[failure(requests.get, "${https}/")[:10], "to grant it: :allow net localhost:1" in failure(requests.get, "http://localhost:1"),
 "localhost:1'" in failure(requests.get, "${http}/away")]
`,
      );
      assert.equal(got, "['SSLError: ', True, True]");
      assert.deepEqual(proxied.map((line) => line.split(" ")[0]), ["CONNECT", "GET"]);
    }),
});

Deno.test({
  name: "httpx talks to servers, blocking and not",
  ignore: !site,
  fn: () =>
    withSurroundings(async ({ runner, http, https, proxy, authority }) => {
      const got = await value(
        runner,
        `
import httpx, ssl
context = ssl.create_default_context(cafile="${authority}")
async def pages():
    async with httpx.AsyncClient(verify=context) as client:
        texts = [(await client.get(url)).text for url in ("${http}/a", "${https}/b")]
        async with client.stream("GET", "${https}/large") as response:
            texts.append(sum([len(piece) async for piece in response.aiter_bytes()]))
    async with httpx.AsyncClient(verify=context, proxy="${proxy}") as client:
        texts.append((await client.get("${https}/c")).text)
    try:
        async with httpx.AsyncClient() as client:
            await client.get("${https}/")
    except httpx.ConnectError as error:
        texts.append("CERTIFICATE_VERIFY_FAILED" in str(error))
    return texts
[httpx.get("${http}/a").text, httpx.get("${https}/b", verify=context).text,
 httpx.get("${https}/c", verify=context, proxy="${proxy}").text, *(await pages())]
`,
      );
      const blocking = "'GET /a ', 'GET /b ', 'GET /c '";
      assert.equal(got, `[${blocking}, 'GET /a ', 'GET /b ', 1000000, 'GET /c ', True]`);
    }),
});

Deno.test({
  name: "websockets talks to servers, blocking and not",
  ignore: !site,
  fn: () =>
    withSurroundings(async ({ runner, http, https, authority }) => {
      const got = await value(
        runner,
        `
import ssl, websockets
from websockets.sync.client import connect
context = ssl.create_default_context(cafile="${authority}")
addresses = ["${http}/echo".replace("http", "ws"), "${https}/echo".replace("http", "ws")]
answers = []
for address in addresses:
    secured = {"ssl": context} if address.startswith("wss") else {}
    async with websockets.connect(address, **secured) as socket:
        await socket.send("one")
        answers.append(await socket.recv())
    with connect(address, **secured) as socket:
        socket.send("two")
        answers.append(socket.recv(timeout=5))
answers
`,
      );
      assert.equal(got, "['one', 'two', 'one', 'two']");
    }),
});
