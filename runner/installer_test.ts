import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { wheelFile, wheelOf } from "./testing/wheel_maker.ts";

const RUNNER = import.meta.dirname ?? "";

/** What a server has: the bytes of a path, or how it fails. */
const wheel = wheelOf();
const sha256 = digest(wheel);
const asked: string[] = [];

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Answers as the path says; a failure that passes is one at the first time only. */
function answer(request: Request): Response {
  const { pathname } = new URL(request.url);
  const isFirst = !asked.includes(pathname);
  asked.push(pathname);
  switch (pathname) {
    case "/gone":
      return new Response("no such file", { status: 404 });
    case "/passing":
      return isFirst ? new Response("busy", { status: 503 }) : new Response(wheel);
    case "/moved":
      return new Response(null, { status: 302, headers: { location: "/good" } });
    case "/endless":
      return new Response(new ReadableStream({ pull: (stream) => stream.enqueue(wheel) }));
    default:
      return new Response(wheel);
  }
}

/** Runs the installer on a job, with the flags that cloche gives it. */
async function install(
  job: unknown,
  flags: readonly string[] = [],
): Promise<{ events: Record<string, unknown>[]; staging: string }> {
  const staging = await Deno.makeTempDir({ prefix: "cloche-staging-" });
  await Deno.mkdir(`${staging}/fetched`);
  await Deno.writeFile(`${staging}/${wheelFile()}`, wheel);
  await Deno.writeTextFile(`${staging}/job.json`, JSON.stringify(job));
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--no-remote", "--no-npm", "--cached-only", "--no-config"],
      ...["--no-lock", "--deny-sys", "--deny-import"],
      "--v8-flags=--disallow-code-generation-from-strings",
      `--allow-read=${RUNNER},${staging}`,
      `--allow-write=${staging}`,
      ...flags,
      `${RUNNER}/installer.ts`,
      staging,
    ],
    clearEnv: true,
  }).output();
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  assert.equal(new TextDecoder().decode(stderr), "");
  return { events: lines.map((line) => JSON.parse(line)), staging };
}

async function fetched(
  path: string,
  job: Record<string, unknown> = {},
): Promise<{ end: Record<string, unknown> | undefined; files: string[] }> {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: (): void => {} }, answer);
  const url = `http://127.0.0.1:${server.addr.port}${path}`;
  const wanted = { url, sha256, file: wheelFile(), bytes: wheel.length, ...job };
  const { events, staging } = await install({ fetch: [wanted] }, ["--allow-net"]);
  const entries = await Array.fromAsync(Deno.readDir(`${staging}/fetched`));
  const files = entries.map(({ name }) => name);
  for (const name of files) {
    assert.deepEqual(await Deno.readFile(`${staging}/fetched/${name}`), wheel);
  }
  await Deno.remove(staging, { recursive: true });
  await server.shutdown();
  const end = events.at(-1);
  if (end?.reason) end.reason = String(end.reason).replace(`${url}: `, "URL: ");
  return { end, files };
}

for (const path of ["/good", "/moved", "/passing"]) {
  Deno.test(`a file is fetched from ${path}`, async () => {
    assert.deepEqual(await fetched(path), { end: { event: "done" }, files: [sha256] });
  });
}

const failed = (code: string, reason: string): unknown => ({
  end: { event: "failed", code, reason: `'${wheelFile()}' from URL: ${reason}` },
  files: [],
});

Deno.test("a file that is not there, or another one, is told and not kept", async () => {
  const gone = failed("installFailed", "the server answers 404");
  assert.deepEqual(await fetched("/gone"), gone);
  const wrong = failed("packageInvalid", "it has another SHA-256");
  assert.deepEqual(await fetched("/good", { sha256: "0".repeat(64) }), wrong);
  const large = failed("packageInvalid", `it is larger than ${wheel.length - 1} bytes`);
  assert.deepEqual(await fetched("/good", { bytes: wheel.length - 1 }), large);
  const endless = failed("packageInvalid", `it is larger than ${wheel.length} bytes`);
  assert.deepEqual(await fetched("/endless"), endless);
});

Deno.test("nothing is fetched by a process without the network", async () => {
  const job = { url: "http://127.0.0.1:8081/x", sha256, file: "x.whl" };
  const { events, staging } = await install({ fetch: [job] });
  await Deno.remove(staging, { recursive: true });
  assert.equal(events.length, 1);
  assert.match(String(events[0]?.reason), /Requires net access/);
});

Deno.test("a wheel is packed beside itself, and one that is unsound is named", async () => {
  const usual = { path: wheelFile(), sha256, file: wheelFile(), kind: "wheel" };
  const { events, staging } = await install({
    pack: [{ ...usual, name: "glass", version: "1.0" }],
  });
  assert.deepEqual(events, [{ event: "packing", sha256 }, { event: "done" }]);
  const index = JSON.parse(await Deno.readTextFile(`${staging}/index.json`));
  assert.equal((await Deno.stat(`${staging}/pack`)).size, index.packBytes);
  await Deno.remove(staging, { recursive: true });

  const other = await install({ pack: [{ ...usual, name: "other", version: "1.0" }] });
  await Deno.remove(other.staging, { recursive: true });
  assert.deepEqual(other.events.at(-1), {
    event: "failed",
    code: "packageInvalid",
    reason: `'${wheelFile()}' is glass 1.0 by its file name, not other 1.0`,
  });
});
