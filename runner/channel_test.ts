import assert from "node:assert/strict";
import { GuestChannel, makeSharedMemory, RecordKind, SupervisorChannel } from "./channel.ts";

function pair(): { guest: GuestChannel; supervisor: SupervisorChannel; pokes: () => number } {
  const memory = makeSharedMemory();
  let pokes = 0;
  return {
    guest: new GuestChannel(memory, () => pokes++),
    supervisor: new SupervisorChannel(memory),
    pokes: () => pokes,
  };
}

Deno.test("records come out in the order in which they went in, around the end of the ring", () => {
  const { guest, supervisor } = pair();
  for (let round = 0; round < 40; round++) {
    const bytes = new Uint8Array(100_000 + round).fill(round);
    guest.write(RecordKind.stdout, bytes);
    guest.write(RecordKind.stderr, new Uint8Array());
    assert.deepEqual(supervisor.read(), { kind: RecordKind.stdout, last: true, bytes });
    assert.deepEqual(supervisor.read(), {
      kind: RecordKind.stderr,
      last: true,
      bytes: new Uint8Array(),
    });
    assert.equal(supervisor.read(), undefined);
  }
});

Deno.test("a long record is split and its last piece marked", () => {
  const { guest, supervisor } = pair();
  guest.write(RecordKind.display, new Uint8Array(600_000).fill(7));
  const pieces = [supervisor.read(), supervisor.read(), supervisor.read()];
  assert.deepEqual(pieces.map((piece) => piece?.last), [false, false, true]);
  assert.equal(pieces.reduce((sum, piece) => sum + (piece?.bytes.length ?? 0), 0), 600_000);
});

Deno.test("the supervisor is poked once until it listens again", () => {
  const { guest, supervisor, pokes } = pair();
  guest.write(RecordKind.stdout, new Uint8Array(1));
  guest.write(RecordKind.stdout, new Uint8Array(1));
  assert.equal(pokes(), 1);
  supervisor.listen();
  guest.write(RecordKind.stdout, new Uint8Array(1));
  assert.equal(pokes(), 2);
});

Deno.test("an answer, an end of file and an interrupt end the wait for input", () => {
  const { guest, supervisor } = pair();
  supervisor.answer("héllo");
  assert.equal(guest.waitForInput(), "héllo");
  supervisor.answer("");
  assert.equal(guest.waitForInput(), "");
  supervisor.answer(null);
  assert.equal(guest.waitForInput(), null);
  supervisor.interrupt();
  assert.equal(guest.waitForInput(), undefined);
  assert.ok(guest.isInterrupted);
  guest.clearSignal();
  assert.ok(!guest.isInterrupted);
});

Deno.test("an interrupt ends a sleep at once", () => {
  const { guest, supervisor } = pair();
  supervisor.interrupt();
  guest.sleep(3600);
  assert.ok(guest.isInterrupted);
});
