/**
 * Builds an installed runner: `deno run build.ts PYODIDE_FOLDER OUTPUT_FOLDER`.
 *
 * Strips the types off the runner's files, patches `pyodide.asm.mjs`, boots an interpreter once
 * and writes the baseline image: the memory of a fresh interpreter with our Python in it.
 */
import fs from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { pathToFileURL } from "node:url";
import { BASELINE_MODULE } from "./baseline.ts";
import { patchPyodide } from "./patches.ts";

const SOURCES = `${import.meta.dirname}/`;

/** Files of the runner that only building and testing need. */
function isInstalled(name: string): boolean {
  return name.endsWith(".ts") && !name.endsWith("_test.ts") && name !== "build.ts";
}

function installSources(output: string): void {
  for (const name of fs.readdirSync(SOURCES).filter(isInstalled)) {
    const source = fs.readFileSync(`${SOURCES}${name}`, "utf8");
    const stripped = stripTypeScriptTypes(source, { mode: "strip" });
    const script = stripped.replaceAll(/(from\s+|import\()"\.\/(\w+)\.ts"/g, '$1"./$2.js"');
    fs.writeFileSync(`${output}/${name.replace(/\.ts$/, ".js")}`, script);
  }
}

async function main(): Promise<void> {
  const [pyodide, output] = Deno.args;
  if (!pyodide || !output) throw new Error("usage: build.ts PYODIDE_FOLDER OUTPUT_FOLDER");
  fs.mkdirSync(output, { recursive: true });
  installSources(output);
  const source = fs.readFileSync(`${pyodide}/pyodide.asm.mjs`, "utf8");
  fs.writeFileSync(`${output}/pyodide.asm.js`, patchPyodide(source));
  const folders = { pyodide: fs.realpathSync(pyodide), runner: fs.realpathSync(output) };
  const { buildBaseline } = await import(
    pathToFileURL(`${folders.runner}/${BASELINE_MODULE}`).href
  );
  await buildBaseline(folders, `${SOURCES}python`);
}

await main();
