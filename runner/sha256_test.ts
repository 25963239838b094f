import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { sha256 } from "./sha256.ts";

Deno.test("the digest is that of FIPS 180-4 for every length of the last block", () => {
  for (const length of [...Array(200).keys(), 1000, 100_003]) {
    const bytes = Uint8Array.from({ length: length + 1 }, (_, i) => i * 7 + (i >> 8)).subarray(1);
    assert.equal(sha256(bytes), createHash("sha256").update(bytes).digest("hex"), `${length}`);
  }
});
