/**
 * Tries what a sandbox must refuse and prints how each attempt ended, for `cloche doctor` and the
 * tests that look at one wall alone: `deno run FLAGS probe.js FILE LINK NEW PORT VARIABLE`.
 */

const [file = "", link = "", fresh = "", port = "", variable = ""] = Deno.args;

const attempts: Readonly<Record<string, () => unknown>> = {
  file: () => Deno.readTextFileSync(file),
  link: () => Deno.readTextFileSync(link),
  write: () => Deno.writeTextFileSync(fresh, "new"),
  connect: async () => (await Deno.connect({ hostname: "127.0.0.1", port: Number(port) })).close(),
  variable: () => Deno.env.get(variable),
  run: () => new Deno.Command("/bin/sh", { args: ["-c", ":"] }).outputSync(),
  library: () => Deno.dlopen("libm.so.6", {}).close(),
  system: () => Deno.hostname(),
};

/** `done`, or the name of the error. */
async function outcome(attempt: () => unknown): Promise<string> {
  try {
    await attempt();
    return "done";
  } catch (error) {
    return error instanceof Error ? error.name : "Error";
  }
}

const outcomes: Record<string, string> = {};
for (const [name, attempt] of Object.entries(attempts)) outcomes[name] = await outcome(attempt);
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(outcomes)));
