/** Runs a test program in a process of its own, under the flags of a session. */
import assert from "node:assert/strict";

const SESSION_FLAGS = [
  "--quiet",
  "--no-prompt",
  "--no-remote",
  "--no-npm",
  "--cached-only",
  "--no-config",
  "--no-lock",
  "--deny-sys",
  "--deny-import",
  "--allow-env=CLOCHE_PYODIDE",
];

/** What a test program is given besides its argument. */
export interface SessionOptions {
  /** Paths that may be read besides Pyodide's. */
  readonly read?: readonly string[];
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a program of this folder with `input` as JSON; gives the JSON that it prints. */
export async function runInSession(
  program: string,
  input: unknown,
  { read = [], flags = [], environment = {} }: SessionOptions,
): Promise<unknown> {
  const folders = [Deno.env.get("CLOCHE_PYODIDE") ?? "", ...read];
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      ...SESSION_FLAGS,
      `--allow-read=${folders.join(",")}`,
      ...flags,
      new URL(program, import.meta.url).href,
      JSON.stringify(input),
    ],
    env: environment,
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(120_000),
  }).output();
  const text = new TextDecoder().decode(stdout);
  assert.notEqual(text, "", new TextDecoder().decode(stderr));
  return JSON.parse(text);
}
