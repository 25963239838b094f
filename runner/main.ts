/**
 * The runner's entry: `deno run FLAGS main.js PYODIDE_FOLDER`, started by cloche.
 *
 * The main thread becomes the guest, which starts soonest; the supervisor gets a thread of its own
 * and the host's frames on stdin and stdout. Pyodide is compiled while both are loaded.
 */

const [pyodide = ""] = Deno.args;
const runner = import.meta.dirname ?? "";
const program = Deno.readFile(`${pyodide}/pyodide.asm.wasm`).then((bytes) =>
  WebAssembly.compile(bytes)
);
const supervisor = new Worker(import.meta.resolve("./supervisor.js"), { type: "module" });
const { startGuest } = await import("./guest.ts");
startGuest(supervisor, { pyodide, runner }, program);
