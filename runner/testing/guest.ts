/** A stock Pyodide for tests, from the folder in `CLOCHE_PYODIDE`. */
import { fileURLToPath, pathToFileURL } from "node:url";
import type { FileModule } from "../emscripten_fs.ts";

/** A live interpreter. */
export interface Guest {
  readonly module: FileModule & Record<string, unknown>;
  readonly api: Record<string, unknown>;
  /** Runs Python statements; gives what they left in `result`, by way of JSON. */
  run(source: string): Promise<unknown>;
}

interface Pyodide {
  readonly _module: FileModule & Record<string, unknown>;
  readonly _api: Record<string, unknown>;
  runPythonAsync(source: string): Promise<unknown>;
}

/**
 * Statements that tests share: `error(f, *args)` names the exception that a call raises,
 * `write(path, text)` and `read(path)` are what they say.
 */
const PRELUDE = `
import errno, json, os
def error(function, *args, **options):
    try:
        return function(*args, **options)
    except OSError as failure:
        return [type(failure).__name__, errno.errorcode.get(failure.errno, failure.errno)]
def write(path, text, mode="w"):
    with open(path, mode) as file:
        file.write(text)
def read(path, mode="r"):
    with open(path, mode) as file:
        return file.read()
`;

/** Boots an interpreter that has nothing of ours in it. */
export async function bootGuest(): Promise<Guest> {
  const folder = Deno.env.get("CLOCHE_PYODIDE");
  if (!folder) throw new Error("Cannot boot Pyodide: CLOCHE_PYODIDE is not set");
  const url = pathToFileURL(`${folder}/`);
  const { loadPyodide } = await import(new URL("pyodide.mjs", url).href) as {
    loadPyodide(options: object): Promise<Pyodide>;
  };
  const pyodide = await loadPyodide({ indexURL: fileURLToPath(url) });
  await pyodide.runPythonAsync(PRELUDE);
  return {
    module: pyodide._module,
    api: pyodide._api,
    async run(source): Promise<unknown> {
      await pyodide.runPythonAsync(`result = None\n${source}`);
      return JSON.parse(await pyodide.runPythonAsync("json.dumps(result)") as string);
    },
  };
}

/** The file with the Python side of TLS. */
export const TLS_FILE = `${import.meta.dirname}/../python/tls.py`;

/** Puts our TLS into Python, as the runner's package does. */
export async function installTls(guest: Guest): Promise<void> {
  const text = await Deno.readTextFile(TLS_FILE);
  await guest.run(`
import types
tls = types.ModuleType("tls")
exec(compile(${JSON.stringify(text)}, "<tls>", "exec"), tls.__dict__)
tls.install()
`);
}
