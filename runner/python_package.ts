/**
 * Puts the Python package `_cloche` into an interpreter.
 *
 * @module
 */

import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** The texts of the package's files by file name (`cells.py`). */
export type PackageSources = Readonly<Record<string, string>>;

/** Reads the package from its folder (`runner/python`). */
export function readPackage(folder: string | URL): PackageSources {
  const base = folder instanceof URL ? folder : pathToFileURL(`${folder}/`);
  const files = readdirSync(base).filter((name) => name.endsWith(".py")).sort();
  return Object.fromEntries(files.map((name) => [name, readFileSync(new URL(name, base), "utf8")]));
}

/**
 * Creates the modules of `_cloche` from their texts.
 *
 * `run` executes Python code (`pyodide.runPython`). No file of the package is on `sys.path`, its code objects are
 * named `<cloche ...>`, and nothing is left in `__main__`.
 */
export function installPackage(run: (code: string) => unknown, sources: PackageSources): void {
  const { "bootstrap.py": bootstrap, ...modules } = sources;
  if (bootstrap === undefined) {
    throw new Error("Cannot install the Python package: 'bootstrap.py' is missing");
  }
  run(
    `exec(compile(${literal(bootstrap)}, "<cloche bootstrap>", "exec"), {"sources": ${
      dictionary(modules)
    }})`,
  );
}

function dictionary(sources: PackageSources): string {
  const items = Object.entries(sources).map(([name, text]) => `${literal(name)}: ${literal(text)}`);
  return `{${items.join(", ")}}`;
}

/** A JSON string is a Python string literal too. */
function literal(text: string): string {
  return JSON.stringify(text);
}
