/** A real runner for tests: built once for each test file, driven over its frames. */
import { encodeFrame, FrameDecoder, MAXIMUM_BODY } from "../framing.ts";
import type { PackageIndex } from "../image_parts.ts";
import type { HostMessage, PartName, RunnerMessage } from "../protocol.ts";

const KEY = "0123456789abcdef0123456789abcdef";

/** An image as its parts, in order. */
export type Parts = readonly { readonly name: PartName; readonly bytes: Uint8Array }[];

/** What a cell came to. */
export interface CellResult {
  readonly status: string;
  readonly value: string | undefined;
  readonly error: { name: string; message: string; traceback: string } | undefined;
  readonly header: Extract<RunnerMessage, { type: "result" }>;
  readonly stdout: string;
  readonly stderr: string;
  readonly messages: readonly RunnerMessage[];
}

/** Builds a runner into a folder of its own; the caller removes it. */
export async function buildRunner(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "cloche-runner-" });
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-config", "-A", import.meta.resolve("../build.ts")]
      .concat(pyodideFolder(), folder),
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return folder;
}

function pyodideFolder(): string {
  const folder = Deno.env.get("CLOCHE_PYODIDE");
  if (!folder) throw new Error("Cannot test the runner: CLOCHE_PYODIDE is not set");
  return folder;
}

/** A runner process. */
export class TestRunner implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #decoder = new FrameDecoder();
  #cell = 0;
  #request = 0;
  #answers: (string | null)[] = [];
  #chunks: Uint8Array[] = [];

  private constructor(folder: string, permissions: readonly string[]) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-config",
        "--no-prompt",
        ...permissions,
        "--v8-flags=--disallow-code-generation-from-strings," +
        "--stack-size=120000,--wasm-stack-switching-stack-size=124000",
        `${folder}/main.js`,
        pyodideFolder(),
      ],
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#reader = this.#child.stdout.getReader();
    this.#writer = this.#child.stdin.getWriter();
  }

  /**
   * Starts a runner; resolves to it with the first message it sends.
   *
   * @param permissions Deno's flags; everything is allowed without
   */
  static async start(
    folder: string,
    parts: Parts = [],
    boot: Partial<Extract<HostMessage, { type: "boot" }>> = {},
    permissions: readonly string[] = ["-A"],
  ): Promise<{ runner: TestRunner; first: RunnerMessage }> {
    const runner = new TestRunner(folder, permissions);
    await runner.send({
      type: "boot",
      key: KEY,
      environment: {},
      workingDirectory: "/home/pyodide",
      arguments: [""],
      mounts: [],
      libraries: [],
      site: "",
      commands: {},
      terminal: false,
      memory: 256 << 20,
      loadedFrom: parts.some(({ name }) => name.kind === "heap") ? "image" : "baseline",
      parts: parts.length,
      ...boot,
    });
    for (const { name, bytes } of parts) {
      await runner.send({ type: "chunk", part: name, offset: 0 }, bytes);
    }
    return { runner, first: (await runner.receive()).message };
  }

  /** Sends a message. */
  async send(message: HostMessage, body?: Uint8Array): Promise<void> {
    await this.#writer.write(encodeFrame(message, body));
  }

  /** The next message. */
  async receive(): Promise<{ message: RunnerMessage & { key: string }; body: Uint8Array }> {
    for (;;) {
      const frame = this.#decoder.next();
      if (frame) return frame as { message: RunnerMessage & { key: string }; body: Uint8Array };
      const { value, done } = await this.#reader.read();
      if (done) throw new Error("The runner ended");
      this.#decoder.push(value);
    }
  }

  /** Lines that the next cells get from `input`. */
  answer(...lines: (string | null)[]): void {
    this.#answers = lines;
  }

  /** The number of the last cell; a session that goes on in another runner goes on counting. */
  get cell(): number {
    return this.#cell;
  }

  set cell(cell: number) {
    this.#cell = cell;
  }

  /** Runs a cell; `interruptAt` is the output after which it is interrupted. */
  async run(
    source: string,
    options: { interruptAt?: string; maxOutput?: number; maxNetBytes?: number } = {},
  ): Promise<
    CellResult
  > {
    const cell = ++this.#cell;
    const { maxOutput = 1 << 20, maxNetBytes = 1 << 30 } = options;
    const name = `<cell ${cell}>`;
    await this.send(
      { type: "execute", cell, name, display: true, maxOutput, maxNetBytes, columns: 80, rows: 24 },
      new TextEncoder().encode(source),
    );
    return await this.#finish(cell, options.interruptAt);
  }

  /** Takes up the session in `pickle`, or saves it as one where there is none. */
  async pickle(
    library: { name: string; bytes: Uint8Array },
    pickle?: Uint8Array,
    packages: readonly string[] = [],
    interruptAt?: string,
  ): Promise<CellResult & { saved: Uint8Array | undefined }> {
    const cell = ++this.#cell;
    const parts = [{ id: library.name, bytes: library.bytes }];
    if (pickle) parts.push({ id: "pickle", bytes: pickle });
    const limits = { maxOutput: 1 << 20, maxNetBytes: 1 << 30, columns: 80, rows: 24 };
    const about = { cell, name: "<pickle>", display: false, ...limits };
    const load = pickle !== undefined;
    const request = ++this.#request;
    await this.send({ type: "pickle", request, load, packages, parts: parts.length, ...about });
    for (const { id, bytes } of parts) {
      const part = { kind: "file" as const, id, length: bytes.length };
      await this.send({ type: "chunk", part, offset: 0 }, bytes);
    }
    this.#chunks = [];
    const result = await this.#finish(cell, interruptAt);
    return { ...result, saved: this.#chunks.at(0) };
  }

  async #finish(cell: number, interruptAt: string | undefined): Promise<CellResult> {
    const messages: RunnerMessage[] = [];
    let stdout = "";
    let stderr = "";
    for (;;) {
      const { message, body } = await this.receive();
      messages.push(message);
      if (message.type === "chunk") this.#chunks.push(body);
      if (message.type === "output" && message.stream === "stdout") {
        stdout += new TextDecoder().decode(body);
        if (stdout === interruptAt) await this.send({ type: "interrupt", cell });
      } else if (message.type === "output") {
        stderr += new TextDecoder().decode(body);
      } else if (message.type === "inputRequest") {
        const text = this.#answers.shift() ?? null;
        await this.send({ type: "input", request: message.request, text });
      } else if (message.type === "result") {
        const { value, error } = JSON.parse(new TextDecoder().decode(body));
        return { status: message.status, value, error, header: message, stdout, stderr, messages };
      }
    }
  }

  /** Asks about the session; the next message has to be the answer. */
  async ask(question: HostMessage, text: string): Promise<
    { message: RunnerMessage; answer: Record<string, unknown> }
  > {
    await this.send(question, new TextEncoder().encode(text));
    const { message, body } = await this.receive();
    return { message, answer: JSON.parse(new TextDecoder().decode(body)) };
  }

  /** Takes a checkpoint; `before` is the one that it adds to. */
  async checkpoint(full = false, before: Parts = []): Promise<
    { parts: Parts; header: Extract<RunnerMessage, { type: "checkpoint" }> }
  > {
    const request = ++this.#request;
    await this.send({ type: "checkpoint", request, full });
    const received: { name: PartName; bytes: Uint8Array }[] = [];
    for (;;) {
      const { message, body } = await this.receive();
      if (message.type === "chunk") received.push({ name: message.part, bytes: body });
      else if (message.type === "failure") throw new Error(message.message);
      else if (message.type === "checkpoint") {
        const kept = message.full ? [] : before.filter(({ name }) => name.kind !== "references");
        const [references, ...rest] = received;
        return { parts: [references!, ...order([...kept, ...rest])], header: message };
      }
    }
  }

  /** Goes to a checkpoint; `parts` are its references, heap deltas and packs of files. */
  async rewind(parts: Parts): Promise<Extract<RunnerMessage, { type: "rewound" }>> {
    const request = ++this.#request;
    await this.send({ type: "rewind", request, parts: parts.length });
    for (const { name, bytes } of parts) {
      for (let at = 0; at === 0 || at < bytes.length; at += MAXIMUM_BODY) {
        await this.send(
          { type: "chunk", part: name, offset: at },
          bytes.slice(at, at + MAXIMUM_BODY),
        );
      }
    }
    const { message } = await this.receive();
    if (message.type === "rewound") return message;
    throw new Error(message.type === "failure" ? message.message : `got ${message.type}`);
  }

  /** Says which packages there are from now on. @throws {Error} with what the runner refuses it for */
  async setPackages(packages: readonly PackageIndex[]): Promise<void> {
    const request = ++this.#request;
    await this.send({ type: "packages", request, parts: packages.length });
    for (const { name, bytes } of packageParts(packages)) {
      await this.send({ type: "chunk", part: name, offset: 0 }, bytes);
    }
    const { message } = await this.receive();
    if (message.type === "failure") throw new Error(message.message);
    if (message.type !== "packages") throw new Error(`got ${message.type}`);
  }

  /** Ends the process and waits for it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writer.close().catch(() => {});
    await this.#reader.cancel();
    await this.#child.status;
  }
}

/** Packages as parts that follow a message. */
export function packageParts(packages: readonly PackageIndex[]): Parts {
  return packages.map(({ id, json }) => ({
    name: { kind: "package" as const, id, length: json.length },
    bytes: json,
  }));
}

/** Heap deltas first, then files, as a runner wants them. */
function order(parts: { name: PartName; bytes: Uint8Array }[]): Parts {
  const of = (kind: PartName["kind"]): Parts => parts.filter(({ name }) => name.kind === kind);
  return [...of("heap"), ...of("file")];
}
