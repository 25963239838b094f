import assert from "node:assert/strict";
import { encodeFrame, FrameDecoder, MAXIMUM_BODY, MAXIMUM_HEADER } from "./framing.ts";

function prefix(header: number, body: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, header, true);
  view.setUint32(4, body, true);
  return bytes;
}

Deno.test("a frame is decoded from any split of its bytes", () => {
  const frame = encodeFrame({ type: "output", text: "é" }, new Uint8Array([1, 2, 3]));
  for (let split = 0; split <= frame.length; split++) {
    const decoder = new FrameDecoder();
    decoder.push(frame.subarray(0, split));
    if (split < frame.length) assert.equal(decoder.next(), undefined);
    decoder.push(frame.subarray(split));
    assert.deepEqual(decoder.next(), {
      message: { type: "output", text: "é" },
      body: new Uint8Array([1, 2, 3]),
    });
    assert.equal(decoder.next(), undefined);
  }
});

Deno.test("half a surrogate pair in a header, which no UTF-8 can hold, is replaced", () => {
  const decoder = new FrameDecoder();
  decoder.push(encodeFrame({ item: "/etc/\udcff", names: ["\ud83d...", "é🐍"] }));
  assert.deepEqual(decoder.next()?.message, {
    item: "/etc/\ufffd",
    names: ["\ufffd...", "é🐍"],
  });
});

Deno.test("frames that came together are decoded in order", () => {
  const decoder = new FrameDecoder();
  for (let i = 0; i < 3; i++) decoder.push(encodeFrame({ i }, new Uint8Array(200_000).fill(i)));
  for (let i = 0; i < 3; i++) {
    const frame = decoder.next();
    assert.deepEqual(frame?.message, { i });
    assert.deepEqual(frame?.body, new Uint8Array(200_000).fill(i));
  }
});

Deno.test("a header or body over its maximum is refused before it has come", () => {
  const headers = new FrameDecoder();
  headers.push(prefix(MAXIMUM_HEADER + 1, 0));
  assert.throws(() => headers.next(), {
    message: "Cannot frame message: header is 1048577 bytes, maximum is 1048576",
  });
  const bodies = new FrameDecoder();
  bodies.push(prefix(2, 0xffffffff));
  assert.throws(() => bodies.next(), {
    message: "Cannot frame message: body is 4294967295 bytes, maximum is 8388608",
  });
  assert.throws(() => encodeFrame({}, new Uint8Array(MAXIMUM_BODY + 1)), RangeError);
});

Deno.test("random and mutated bytes end in an error or in silence", () => {
  const frame = encodeFrame({ type: "chunk", offset: 1 }, new Uint8Array(100));
  for (let round = 0; round < 20_000; round++) {
    const bytes = round % 2 === 0
      ? crypto.getRandomValues(new Uint8Array(round % 64))
      : frame.map((byte) => Math.random() < 0.05 ? Math.random() * 256 : byte);
    const decoder = new FrameDecoder();
    decoder.push(bytes);
    try {
      for (let next = decoder.next(); next; next = decoder.next()) {
        assert.ok(next.body.length <= bytes.length);
      }
    } catch (error) {
      assert.ok(
        error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError,
        String(error),
      );
    }
  }
});
