import assert from "node:assert/strict";
import { acceptsPython, isSameVersion } from "./versions.ts";

Deno.test("versions are the same in all of their spellings", () => {
  const same = [
    ["1.0", "1.0.0"],
    ["2025.08.03", "2025.8.3"],
    ["1.0RC1", "1.0-rc.1"],
    ["1.0alpha", "1.0a0"],
    ["1.0-1", "1.0.post1"],
    ["v1.0", "1"],
    ["1!1.0", "1!1"],
    ["1.0+Local-1", "1.0+local.1"],
    ["1.0.dev", "1.0.dev0"],
    ["no version", "no version"],
  ];
  for (const [left = "", right = ""] of same) assert.ok(isSameVersion(left, right), left);
  const different = [["1.0", "1.1"], ["1.0", "1.0rc1"], ["1.0", "1!1.0"], ["1.0", "1.0+x"], [
    "1.0",
    "none",
  ]];
  for (const [left = "", right = ""] of different) assert.ok(!isSameVersion(left, right), right);
});

Deno.test("a Python is accepted as PEP 440 says", () => {
  const table: Readonly<Record<string, boolean>> = {
    "": true,
    ">=3.8": true,
    ">=3.8, <4": true,
    ">=3.8,<3.14": false,
    ">=3.15": false,
    ">3.14": true,
    ">3.14.2": false,
    "<=3.14": false,
    "<=3.14.2": true,
    "~=3.10": true,
    "~=3.13.0": false,
    "~=3.14.0": true,
    "==3.14.*": true,
    "==3.13.*": false,
    "==3.14": false,
    "===3.14.2": true,
    "!=3.14.*": false,
    "!=3.14.1": true,
    "!=3.0.*,!=3.1.*,>=2.7": true,
    "<3.14.2": false,
    "what is this": true,
  };
  for (const [specifiers, expected] of Object.entries(table)) {
    assert.equal(acceptsPython(specifiers), expected, specifiers);
  }
});
