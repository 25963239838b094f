/** A real runner that may use native libraries, under the flags of a session. */
import assert from "node:assert/strict";
import { buildRunner, type CellResult, type Parts, TestRunner } from "./runner.ts";

/** Names the folder of the host's libraries. */
export const TRIPLET = `${Deno.build.arch}-linux-gnu`;
export const LIBC = `/usr/lib/${TRIPLET}/libc.so.6`;
export const LIBM = `/usr/lib/${TRIPLET}/libm.so.6`;
const isHere = [LIBC, LIBM].every((path) => existing(path));
const missing = isHere ? "" : `, skipped: there is no '${LIBM}'`;
const uncompiled = missing || (hasCompiler() ? "" : ", skipped: there is no 'cc'");

const folder = isHere ? await buildRunner() : "";
addEventListener("unload", () => folder && Deno.removeSync(folder, { recursive: true }));

function existing(path: string): boolean {
  try {
    return Deno.realPathSync(path) === path;
  } catch {
    return false;
  }
}

function hasCompiler(): boolean {
  try {
    return new Deno.Command("cc", { args: ["--version"], stdout: "null", stderr: "null" })
      .outputSync().success;
  } catch {
    return false;
  }
}

/** Starts a runner that may use these libraries, "all" of them, or none. */
export async function start(
  granted: readonly string[] | "all",
  parts: Parts = [],
  mounted: readonly string[] = [],
): Promise<TestRunner> {
  const all = granted === "all";
  const flag = all ? ["--allow-ffi"] : granted.length > 0 ? [`--allow-ffi=${granted}`] : [];
  const folders = [folder, Deno.env.get("CLOCHE_PYODIDE"), ...mounted];
  const mounts = mounted.map((path) => ({ path, writable: false }));
  const libraries = all ? [] : granted;
  const { runner, first } = await TestRunner.start(
    folder,
    parts,
    { libraries, mounts },
    [`--allow-read=${folders}`, "--deny-sys", ...flag],
  );
  assert.equal(first.type, "ready", JSON.stringify(first));
  return runner;
}

/** A test where there are libraries. */
export function test(name: string, body: () => Promise<void>): void {
  Deno.test({ name: name + missing, ignore: missing !== "", fn: body });
}

/** A test where there is a C compiler too. */
export function testCompiled(name: string, body: () => Promise<void>): void {
  Deno.test({ name: name + uncompiled, ignore: uncompiled !== "", fn: body });
}

/** The value of a cell that has to end well. */
export async function value(runner: TestRunner, source: string): Promise<string | undefined> {
  const result = await runner.run(source);
  assert.equal(result.status, "ok", result.error?.traceback);
  return result.value;
}

/** The error of a cell. */
export async function failure(runner: TestRunner, source: string): Promise<string> {
  const { error } = await runner.run(source);
  return `${error?.name}: ${error?.message}`;
}

/** The permissions that a cell used, or lacked. */
export function told(result: CellResult, type: "used" | "blocked"): string[] {
  return result.messages.flatMap((message) =>
    message.type === type ? [`${message.kind} ${message.item}`] : []
  );
}
