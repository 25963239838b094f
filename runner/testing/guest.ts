/** A stock Pyodide for tests, from the folder in `CLOCHE_PYODIDE`. */
import { fileURLToPath, pathToFileURL } from "node:url";
import type { FileModule } from "../emscripten_fs.ts";
import type { Network } from "../network.ts";

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

/** The files with the Python side of the network. */
export const NETWORK_FILES: readonly string[] = ["bridge", "network", "streams", "tls", "secured"]
  .map((name) => `${import.meta.dirname}/../python/${name}.py`);

/** What `network.py` needs of the runner's other parts. */
const SURROUNDINGS = `
import sys, types
package = types.ModuleType("net")
package.__path__ = []
refusals = types.ModuleType("net.refusals")
def denial(kind, item):
    error = PermissionError(f"{kind} access to {item!r} is not granted; to grant it: :allow {kind} {item}")
    error.errno = errno.EACCES
    return error
refusals.denial = refusals.refuse = denial
package.refusals = refusals
sys.modules.update({"net": package, "net.refusals": refusals})
def add(name, text):
    module = types.ModuleType("net." + name)
    module.__package__ = "net"
    sys.modules["net." + name] = module
    exec(compile(text, f"<{name}>", "exec"), module.__dict__)
    setattr(package, name, module)
    if hasattr(module, "install"):
        module.install()
`;

/** Puts our sockets' side of Python into it, as the runner's package does. */
export async function installSockets(guest: Guest, network: Network): Promise<void> {
  await guest.run(SURROUNDINGS);
  for (const file of NETWORK_FILES) {
    const name = file.replace(/^.*\/|\.py$/g, "");
    await guest.run(
      `add(${JSON.stringify(name)}, ${JSON.stringify(await Deno.readTextFile(file))})`,
    );
  }
  Object.assign(guest.api, { testRefused: network.refused });
  await guest.run(`
import pyodide_js
class Host:
    refused = staticmethod(pyodide_js._api.testRefused)
sys.modules["net.bridge"].host = Host()
`);
}
