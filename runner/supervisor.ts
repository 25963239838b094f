/**
 * The supervisor: a worker between the host's frames, on stdin and stdout, and the guest.
 *
 * It stays free while Python computes, so that it can interrupt the guest and send on its output.
 */
import * as bounds from "./bounds.ts";
import { RecordKind, type SharedMemory, SupervisorChannel } from "./channel.ts";
import { Deliveries } from "./deliveries.ts";
import { encodeFrame, type Frame, FrameDecoder, MAXIMUM_BODY } from "./framing.ts";
import type { FromGuest, ToGuest } from "./guest_messages.ts";
import { PartCollector } from "./image_parts.ts";
import { PYODIDE_VERSION } from "./loader.ts";
import {
  type HostMessage,
  parseHostMessage,
  type PartName,
  type RunnerMessage,
} from "./protocol.ts";

/** Milliseconds between interrupts of a cell that does not stop. */
const INTERRUPT_AGAIN = 50;
/** The same after a suspended cell was cancelled: a second one would disturb its unwinding. */
const INTERRUPT_CANCELLED = 500;
/** Milliseconds for which output is gathered before it is sent. */
const GATHER = 16;
/** Bytes of output after which a frame is sent though more is there. */
const LARGEST_OUTPUT = 256 * 1024;

/** Names of modules in one question. */
const MOST_MODULES = 1000;

/** The id of the part that is a pickle. */
const PICKLE = "pickle";

type Boot = Extract<HostMessage, { type: "boot" }>;
type Pickle = Extract<HostMessage, { type: "pickle" }>;

/** The thread that started this one. */
const guest = globalThis as unknown as {
  onmessage: (event: MessageEvent<FromGuest>) => void;
  postMessage(message: ToGuest, transfer: Transferable[]): void;
};

class Supervisor {
  readonly #channel: SupervisorChannel;
  #boot: Boot | undefined;
  readonly #parts = new PartCollector();
  /** The message whose parts are on their way. */
  #incomplete: Boot | Pickle | undefined;
  readonly #deliveries: Deliveries;
  /** The names that were asked for, by the number of the request. */
  readonly #asked = new Map<number, readonly string[]>();
  #cell = 0;
  #running = false;
  #interrupting: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> = Promise.resolve();
  #gathered: RecordKind | undefined;
  #gatheredBytes = 0;
  #pieces: Uint8Array[] = [];
  #draining: Promise<boolean> = Promise.resolve(false);

  constructor(memory: SharedMemory) {
    this.#channel = new SupervisorChannel(memory);
    this.#deliveries = new Deliveries(this.#channel);
    guest.onmessage = ({ data }): void => this.#fromGuest(data);
  }

  /** Handles one frame from the host. */
  receive({ message: header, body }: Frame): void {
    const message = parseHostMessage(header);
    switch (message.type) {
      case "boot":
        this.#boot = this.#incomplete = message;
        return this.#goOnWhenComplete();
      case "chunk":
        return this.#collect(message.part, message.offset, body);
      case "execute":
        this.#cell = message.cell;
        this.#running = true;
        return this.#mail({
          type: "execute",
          execute: message,
          source: new TextDecoder().decode(body),
        });
      case "pickle":
        this.#cell = message.cell;
        this.#running = true;
        this.#incomplete = message;
        return this.#goOnWhenComplete();
      case "interrupt":
        return this.#interrupt(message.cell);
      case "input":
        return this.#channel.answer(message.text);
      case "variables":
      case "checkpoint":
        return this.#mail(message);
      case "rewind":
      case "packages":
        return this.#deliveries.begin(message);
      case "modules":
        return this.#askForModules(message.request, new TextDecoder().decode(body));
      case "shutdown":
        return this.#post(message);
      case "complete":
      case "signature":
      case "inspect":
        return this.#mail({ type: "question", message, text: new TextDecoder().decode(body) });
      default:
        message satisfies never;
    }
  }

  /** The host is gone. */
  end(): void {
    this.#post({ type: "shutdown" });
  }

  /** Sends what reaches the guest without a turn of its event loop, in which leftovers would run. */
  #mail(message: ToGuest): void {
    if (!this.#channel.send(JSON.stringify(message))) this.#post(message);
  }

  #post(message: ToGuest): void {
    guest.postMessage(message, []);
    this.#channel.posted();
  }

  #collect(name: PartName, offset: number, body: Uint8Array): void {
    if (this.#deliveries.isOpen) return this.#deliveries.add(name, offset, body);
    this.#parts.add(name, offset, body);
    this.#goOnWhenComplete();
  }

  #askForModules(request: number, text: string): void {
    const names = text.split("\n", MOST_MODULES);
    this.#asked.set(request, names);
    this.#mail({ type: "modules", request, names });
  }

  #goOnWhenComplete(): void {
    const message = this.#incomplete;
    if (!message || this.#parts.complete < message.parts) return;
    this.#incomplete = undefined;
    const { packages, ...parts } = this.#parts.take();
    if (message.type === "pickle") return this.#startPickle(message, parts.files);
    const image = message.loadedFrom === "image" ? parts : undefined;
    // The key stays here: whoever has it can speak as the runner.
    this.#post({ type: "boot", boot: { ...message, key: "" }, image, packages });
  }

  #startPickle(message: Pickle, files: ReadonlyMap<string, Uint8Array>): void {
    const [[name, bytes] = ["", new Uint8Array()]] = files;
    const pickle = message.load ? files.get(PICKLE) : undefined;
    this.#post({ type: "pickle", pickle: message, library: { name, bytes }, bytes: pickle });
  }

  #interrupt(cell: number): void {
    if (!this.#running || cell !== this.#cell || this.#interrupting !== undefined) return;
    this.#interruptNow();
  }

  #interruptNow(): void {
    this.#channel.interrupt();
    // Only for a cell that is suspended, whose event loop turns: it wakes nobody who rests.
    guest.postMessage({ type: "interrupt", cell: this.#cell }, []);
    this.#interruptAfter(INTERRUPT_AGAIN);
  }

  #interruptAfter(milliseconds: number): void {
    clearTimeout(this.#interrupting);
    this.#interrupting = setTimeout(() => this.#interruptNow(), milliseconds);
  }

  #fromGuest(message: FromGuest): void {
    switch (message.type) {
      case "poke":
        void this.#gather();
        return;
      case "memory":
        return;
      case "delivered":
        return this.#deliveries.taken();
      case "cancelled":
        if (this.#interrupting !== undefined) this.#interruptAfter(INTERRUPT_CANCELLED);
        return;
      case "ready": {
        const { python, heapBytes, lost } = message;
        const versions = { deno: Deno.version.deno, pyodide: PYODIDE_VERSION, python };
        void this.#send({ type: "ready", ...versions, heapBytes, lost: bounds.boundNames(lost) });
        return;
      }
      case "result":
        void this.#finish(message);
        return;
      case "variables": {
        const { type, request, json } = message;
        void this.#send({ type, request }, bounds.boundVariables(json));
        return;
      }
      case "completions":
      case "signature":
      case "inspection": {
        const { type, request, json } = message;
        void this.#send({ type, request }, bounds.boundAnswer(type, json));
        return;
      }
      case "checkpoint":
        void this.#sendCheckpoint(message);
        return;
      case "rewound": {
        const { type, request, heapBytes, lost } = message;
        void this.#send({ type, request, heapBytes, lost: bounds.boundNames(lost) });
        return;
      }
      case "packages":
        void this.#send({ type: "packages", request: message.request });
        return;
      case "modules": {
        const { request, json } = message;
        const missing = bounds.boundModules(json, this.#asked.get(request) ?? []);
        this.#asked.delete(request);
        void this.#send({ type: "modules", request }, missing);
        return;
      }
      case "failure":
        void this.#send({ ...message, message: bounds.boundMessage(message.message) });
        return;
      default:
        message satisfies never;
    }
  }

  async #finish(message: Extract<FromGuest, { type: "result" }>): Promise<void> {
    clearTimeout(this.#interrupting);
    this.#interrupting = undefined;
    this.#running = false;
    await this.#drain();
    const { cell, duration, heapBytes: memory, outputBytes, withheldBytes } = message;
    const traffic = { sentBytes: message.sentBytes, receivedBytes: message.receivedBytes };
    const { status, exitCode, pending, body } = message.outcome === undefined
      ? bounds.failure(message.death ?? "")
      : bounds.readOutcome(message.outcome);
    const counts = { cell, duration, memory, outputBytes, withheldBytes, ...traffic };
    const left = { pending: pending + message.timers };
    const code = exitCode === undefined ? {} : { exitCode };
    const { pickle } = message;
    if (pickle && status === "ok") {
      const { request, bytes } = pickle;
      await this.#sendPart(request, { kind: "file", id: PICKLE, length: bytes.length }, bytes);
    }
    await this.#send({ type: "result", status, ...counts, ...left, ...code }, body);
  }

  async #sendCheckpoint(message: Extract<FromGuest, { type: "checkpoint" }>): Promise<void> {
    const { request, checkpoint, heapBytes, variables } = message;
    const { full, lost, references, heap, files } = checkpoint;
    const parts = [
      { kind: "references" as const, id: "", length: references.length, bytes: references },
      { kind: "heap" as const, id: "", length: heap.length, bytes: heap },
      ...files.map((pack) => ({ kind: "file" as const, ...pack })),
    ];
    for (const { kind, id, length, bytes } of parts) {
      if (bytes) await this.#sendPart(request, { kind, id, length }, bytes);
    }
    const names = parts.map(({ kind, id, length }) => ({ kind, id, length, rawLength: length }));
    const listed = { variables: bounds.boundNames(variables), lost: bounds.boundNames(lost) };
    await this.#send({ type: "checkpoint", request, full, heapBytes, parts: names, ...listed });
  }

  async #sendPart(request: number, part: PartName, bytes: Uint8Array): Promise<void> {
    for (let offset = 0; offset === 0 || offset < part.length; offset += MAXIMUM_BODY) {
      const chunk = bytes.subarray(offset, offset + MAXIMUM_BODY);
      await this.#send({ type: "chunk", request, part, offset }, chunk);
    }
  }

  /** Sends what the ring has, then goes on for as long as more comes within {@link GATHER}. */
  async #gather(): Promise<void> {
    while (await this.#drain()) await new Promise((done) => setTimeout(done, GATHER));
    this.#channel.listen();
    await this.#drain();
  }

  /**
   * Sends what the ring has; returns whether there was anything.
   *
   * One call at a time: another that read on while this one waits for the host would overtake it.
   */
  #drain(): Promise<boolean> {
    return this.#draining = this.#draining.then(() => this.#drainNow());
  }

  async #drainNow(): Promise<boolean> {
    let any = false;
    for (let record = this.#channel.read(); record; record = this.#channel.read()) {
      any = true;
      if (record.kind !== this.#gathered) await this.#flush();
      this.#gathered = record.kind;
      this.#pieces.push(record.bytes);
      this.#gatheredBytes += record.bytes.length;
      const whole = record.last && record.kind > RecordKind.stderr;
      if (whole || record.last && this.#gatheredBytes > LARGEST_OUTPUT) await this.#flush();
    }
    if (this.#gathered === RecordKind.stdout || this.#gathered === RecordKind.stderr) {
      await this.#flush();
    }
    return any;
  }

  /** Sends the record whose pieces were gathered, or the run of writes to one stream. */
  async #flush(): Promise<void> {
    if (this.#gathered === undefined) return;
    const kind = this.#gathered;
    const body = concatenate(this.#pieces);
    this.#gathered = undefined;
    this.#gatheredBytes = 0;
    this.#pieces = [];
    await this.#sendRecord(kind, body);
  }

  async #sendRecord(kind: RecordKind, body: Uint8Array): Promise<void> {
    const cell = this.#cell;
    switch (kind) {
      case RecordKind.stdout:
        return await this.#send({ type: "output", cell, stream: "stdout" }, body);
      case RecordKind.stderr:
        return await this.#send({ type: "output", cell, stream: "stderr" }, body);
      case RecordKind.display: {
        const bundle = bounds.readBundle(body);
        if (bundle) await this.#send({ type: "display", cell }, bundle);
        return;
      }
      case RecordKind.inputRequest: {
        const request = bounds.readInputRequest(body);
        if (request) await this.#send({ type: "inputRequest", cell, ...request });
        return;
      }
      case RecordKind.blocked:
      case RecordKind.used: {
        const type = kind === RecordKind.used ? "used" : "blocked";
        const access = bounds.readAccess(body);
        if (access) await this.#send({ type, cell, ...access });
        return;
      }
      default:
        kind satisfies never;
    }
  }

  /** Sends a frame after those before it; waits until the host has taken it. */
  #send(message: RunnerMessage, body?: Uint8Array): Promise<void> {
    const frame = encodeFrame({ ...message, key: this.#boot?.key ?? "" }, body);
    return this.#sending = this.#sending.then(async () => {
      for (let at = 0; at < frame.length;) at += await Deno.stdout.write(frame.subarray(at));
    });
  }
}

function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const out = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** The memory that the guest shares; it is the first that it sends. */
function receiveMemory(): Promise<SharedMemory> {
  return new Promise((resolve) => {
    guest.onmessage = ({ data }): void => {
      if (data.type === "memory") resolve(data.memory);
    };
  });
}

const supervisor = new Supervisor(await receiveMemory());
const decoder = new FrameDecoder();
const buffer = new Uint8Array(256 * 1024);
for (let count; (count = await Deno.stdin.read(buffer)) !== null;) {
  decoder.push(buffer.subarray(0, count));
  for (let frame = decoder.next(); frame; frame = decoder.next()) supervisor.receive(frame);
}
supervisor.end();
