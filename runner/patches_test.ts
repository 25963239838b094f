import assert from "node:assert/strict";
import { patchPyodide } from "./patches.ts";

Deno.test("every patch matches the pinned pyodide.asm.mjs exactly once", () => {
  const folder = Deno.env.get("CLOCHE_PYODIDE");
  assert.ok(folder, "CLOCHE_PYODIDE is not set");
  const source = Deno.readTextFileSync(`${folder}/pyodide.asm.mjs`);
  assert.ok(patchPyodide(source).length > source.length);
});

Deno.test("a file that is not the pinned one is refused", () => {
  assert.throws(() => patchPyodide("var x;"), {
    message: "Cannot patch pyodide.asm.mjs " +
      "(load a library again at the address that an image names): found 0 places, not 1",
  });
});
