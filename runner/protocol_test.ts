import assert from "node:assert/strict";
import { decodeBase64, encodeBase64 } from "./testing/base64.ts";
import { encodeFrame, FrameDecoder } from "./framing.ts";
import { parseHostMessage } from "./protocol.ts";

interface Fixture {
  readonly header: Record<string, unknown>;
  readonly body: string;
}

const FOLDER = new URL("testdata/messages/", import.meta.url);

function fixtures(side: "host" | "runner"): [string, Fixture][] {
  return [...Deno.readDirSync(FOLDER)].map(({ name }) => name).filter((name) =>
    name.startsWith(`${side}-`)
  ).sort().map((name) => [name, JSON.parse(Deno.readTextFileSync(new URL(name, FOLDER)))]);
}

Deno.test("every message of the host is decoded and encoded again", () => {
  const messages = fixtures("host");
  assert.ok(messages.length >= 8);
  for (const [name, { header, body }] of messages) {
    const decoder = new FrameDecoder();
    decoder.push(encodeFrame(header, decodeBase64(body)));
    const frame = decoder.next();
    assert.ok(frame, name);
    assert.deepEqual(parseHostMessage(frame.message), header, name);
    assert.equal(encodeBase64(frame.body), body, name);
  }
});

Deno.test("every message of the runner is framed as its fixture says", () => {
  const messages = fixtures("runner");
  assert.ok(messages.length >= 10);
  for (const [name, { header, body }] of messages) {
    const decoder = new FrameDecoder();
    decoder.push(encodeFrame(header, decodeBase64(body)));
    const frame = decoder.next();
    assert.deepEqual(frame?.message, header, name);
    assert.equal(encodeBase64(frame?.body ?? new Uint8Array()), body, name);
  }
});

Deno.test("an unknown type and a bad field are named", () => {
  for (
    const [header, message] of [
      [null, "Cannot decode message: it is not an object"],
      [{ type: "fly" }, "Cannot decode message: unknown type: 'fly'"],
      [{ type: "toString" }, "Cannot decode message: unknown type: 'toString'"],
      [{ type: "interrupt" }, "Cannot decode message 'interrupt': bad field: 'cell'"],
      [{ type: "interrupt", cell: -1 }, "Cannot decode message 'interrupt': bad field: 'cell'"],
      [{ type: "input", request: 1 }, "Cannot decode message 'input': bad field: 'text'"],
    ] as const
  ) {
    assert.throws(() => parseHostMessage(header), { message });
  }
});
