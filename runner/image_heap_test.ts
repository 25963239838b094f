import assert from "node:assert/strict";
import type { EmscriptenModule } from "./emscripten.ts";
import { applyDelta, HeapShadow, loadCodec } from "./image_heap.ts";
import { PAGE } from "./loader.ts";

const codec = await loadCodec();

/** A module that is nothing but its memory. */
function memory(bytes: number): EmscriptenModule {
  const module = {
    HEAPU8: new Uint8Array(bytes),
    growMemory(size: number): 1 {
      const grown = new Uint8Array(size);
      grown.set(module.HEAPU8);
      module.HEAPU8 = grown;
      return 1;
    },
  };
  return module as unknown as EmscriptenModule;
}

Deno.test("deltas applied in order give the heap again, grown as it was", () => {
  const shadow = new HeapShadow(new Uint8Array(65536));
  const restored = memory(65536);
  let heap = new Uint8Array(65536);
  for (let step = 0; step < 4; step++) {
    heap[step * 5000] = step + 1;
    if (step === 2) {
      const grown = new Uint8Array(65536 * 40);
      grown.set(heap);
      heap = grown.fill(9, 70_000, 2_000_000);
    }
    applyDelta(restored, shadow.delta(heap, codec), codec);
    assert.deepEqual(restored.HEAPU8, heap);
  }
});

Deno.test("a shadow goes on from the deltas of another guest", () => {
  const heap = new Uint8Array(65536 * 2).fill(3, 10_000, 90_000);
  const first = new HeapShadow(new Uint8Array(65536)).delta(heap, codec);
  const shadow = new HeapShadow(new Uint8Array(65536));
  shadow.advance(first, codec);
  assert.equal(shadow.delta(heap, codec).length, 12);
});

Deno.test("a heap that did not change has an empty delta", () => {
  const shadow = new HeapShadow(new Uint8Array(65536));
  assert.equal(shadow.delta(new Uint8Array(65536), codec).length, 12);
});

Deno.test("a malformed delta is refused before memory is touched out of bounds", () => {
  const heap = new Uint8Array(65536 * 2);
  crypto.getRandomValues(heap.subarray(0, 60_000));
  const delta = new HeapShadow(new Uint8Array(65536)).delta(heap, codec);
  const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer);
  const changes: [string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array][] = [
    ["it is too short", (bytes) => bytes.slice(0, 10)],
    ["it is too short", (bytes) => bytes.slice(0, -1)],
    ["its heap is not a whole number of wasm pages", (bytes) => {
      view(bytes).setUint32(0, 5, true);
      return bytes;
    }],
    ["a page is outside of its heap", (bytes) => {
      view(bytes).setUint32(12, 65536 * 2 / PAGE, true);
      return bytes;
    }],
    ["blocks are missing", (bytes) => {
      view(bytes).setUint32(8, 0, true);
      return bytes;
    }],
  ];
  for (const [why, change] of changes) {
    assert.throws(() => applyDelta(memory(65536), change(delta.slice()), codec), {
      message: `Cannot restore image: the heap is malformed: ${why}`,
    });
  }
});

Deno.test("mutated deltas end in an error, never in a crash", () => {
  const heap = new Uint8Array(65536);
  crypto.getRandomValues(heap);
  const delta = new HeapShadow(new Uint8Array(65536)).delta(heap, codec);
  let refused = 0;
  for (let round = 0; round < 300; round++) {
    const mutated = delta.slice(0, round % 3 === 0 ? Math.random() * delta.length : undefined);
    const at = Math.floor(Math.random() * Math.min(mutated.length, 200));
    if (mutated.length > 0) mutated[at]! ^= 1 << Math.floor(Math.random() * 8);
    if (mutated.length >= 4 && new DataView(mutated.buffer).getUint32(0, true) > 1 << 24) continue;
    try {
      applyDelta(memory(65536), mutated, codec);
    } catch {
      refused++;
    }
  }
  assert.ok(refused > 100, `only ${refused} were refused`);
});
