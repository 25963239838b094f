/** Writes WebAssembly's side modules into a folder: `libanswer.so`, and `twice.so`, which needs it. */
import { dependent, library } from "../../../runner/testing/side_module.ts";

const [folder] = Deno.args;
Deno.writeFileSync(`${folder}/libanswer.so`, library());
Deno.writeFileSync(`${folder}/twice.so`, dependent("libanswer.so"));
