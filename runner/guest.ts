/**
 * The guest: the main thread, which holds Python.
 *
 * Hostile Python is as good as hostile JavaScript in this realm, so nothing here is a wall. What
 * belongs to the runner (Deno, the channel to the host) is taken out of the realm before Python
 * boots, so that honest code does not lean on it.
 */
import { GuestChannel, makeSharedMemory, RecordKind } from "./channel.ts";
import { Commands } from "./commands.ts";
import type { ModuleFactory } from "./emscripten.ts";
import type { FromGuest, Question, ToGuest } from "./guest_messages.ts";
import { mountHostPaths, type RefusalFinder } from "./filesystem.ts";
import { Births, UNDONE } from "./image_births.ts";
import { type Codec, loadCodec, loadedCodec } from "./image_heap.ts";
import { PartCollector } from "./image_parts.ts";
import { type Host, Interpreter } from "./interpreter.ts";
import { Timers } from "./js_timers.ts";
import { makeGlobals } from "./jsglobals.ts";
import { type LoadedModule, loadModule, type RuntimeFolders } from "./loader.ts";
import { NativeLibraries } from "./native.ts";
import { guardedFetch, installNetwork, type Network } from "./network.ts";
import { Traffic } from "./traffic.ts";
import { installPipes, type PipeModule } from "./pipes.ts";
import { type PickleAction, pickleAction } from "./pickles.ts";
import { Programs } from "./programs.ts";
import type { Cell } from "./protocol.ts";
import { answerQuestion } from "./questions.ts";
import { catchUncaught, clearRealm, silentConsole } from "./realm.ts";
import { Running } from "./running.ts";

const exit = Deno.exit;
// Begun at once: it is evaluated while WebAssembly is compiled.
const pyodide = import(new URL("pyodide.asm.js", import.meta.url).href) as Promise<
  { default: ModuleFactory }
>;

type Post = (message: FromGuest, transfer?: Transferable[]) => void;

class Guest {
  readonly #post: Post;
  readonly #channel: GuestChannel;
  readonly #births = new Births();
  readonly #timers = new Timers(this.#births);
  readonly #parts = new PartCollector();
  readonly #host = this.#makeHost();
  readonly #folders: RuntimeFolders;
  readonly #loaded: Promise<LoadedModule>;
  readonly #traffic = new Traffic();
  #network: Network | undefined;
  #native: NativeLibraries | undefined;
  #programs: Programs | undefined;
  #findRefusal: RefusalFinder = () => undefined;
  #interpreter: Interpreter | undefined;
  #request = 0;
  /** Messages that were posted and taken. */
  #taken = 0;
  /** Messages whose handling takes turns of the event loop. */
  #underWay = 0;
  #isAsked = false;
  #running: Running;

  /** Begins to load; what to boot is said later. */
  constructor(post: Post, folders: RuntimeFolders, program: Promise<WebAssembly.Module>) {
    const memory = makeSharedMemory();
    this.#post = post;
    this.#post({ type: "memory", memory });
    this.#channel = new GuestChannel(memory, () => post({ type: "poke" }));
    this.#running = Running.none(this.#channel);
    this.#folders = folders;
    this.#loaded = this.#load(program);
  }

  async #load(program: Promise<WebAssembly.Module>): Promise<LoadedModule> {
    const { default: factory } = await pyodide;
    const { used, blocked } = this.#host;
    const jsglobals = makeGlobals({
      ...this.#timers.globals,
      fetch: guardedFetch({ used, blocked }, this.#traffic),
      console: silentConsole,
    });
    return await loadModule(this.#folders, program, factory, jsglobals);
  }

  async #boot({ boot, image }: Extract<ToGuest, { type: "boot" }>): Promise<void> {
    const { blocked, used } = this.#host;
    // Loaded while WebAssembly is still compiled; it is awaited when the image is unpacked, and
    // before the first cell.
    loadCodec().catch(() => {});
    const interpreter = await Interpreter.boot({
      loaded: this.#loaded,
      folders: this.#folders,
      host: this.#host,
      devices: {
        signals: this.#channel.signals,
        isTerminal: boot.terminal,
        write: (stream, bytes): void => this.#write(RecordKind[stream], bytes),
        readLine: (): string | null => this.#readInput("", false),
        terminalSize: () => this.#running,
      },
      preparation: boot,
      memory: boot.memory,
      mount: (module): void => {
        const watch = { used, cell: (): number => this.#running.cell };
        this.#findRefusal = mountHostPaths(module, boot.mounts, blocked, watch);
      },
      connect: (module, names): void => {
        this.#network = installNetwork(module, module.API, {
          names,
          traffic: this.#traffic,
          used,
          blocked,
        });
        const { libraries } = boot;
        const cell = (): number => this.#running.cell;
        const write = (bytes: Uint8Array): void => this.#write(RecordKind.stdout, bytes);
        this.#native = new NativeLibraries({ module, libraries, cell, used, write });
        const pipes = module as unknown as PipeModule;
        installPipes(pipes);
        this.#programs = new Programs(pipes, new Commands(boot.commands), used, this.#births);
      },
      image,
      births: this.#births,
      setTimer: this.#timers.setForLoop,
    });
    this.#interpreter = interpreter;
    const { heapBytes, lost, pythonVersion: python } = interpreter;
    this.#post({ type: "ready", python, heapBytes, lost });
  }

  /** Takes a message that the supervisor posted. */
  async take(message: ToGuest): Promise<void> {
    if (message.type === "interrupt") return this.#interrupt(message.cell);
    this.#taken++;
    await this.#handle(message);
  }

  /** Handles a message, and rests when it was the last. */
  async #handle(message: ToGuest): Promise<void> {
    this.#underWay++;
    try {
      await this.#work(message);
    } finally {
      this.#underWay--;
    }
    this.#rest();
  }

  /**
   * Sleeps until there is something to do, and with it all that cells left behind.
   *
   * What can be answered at once is answered here: the event loop, which would let tasks, timers
   * and promises run, turns again when a cell waits.
   */
  #rest(): void {
    while (this.#underWay === 0) {
      const mail = this.#channel.rest(this.#taken);
      if (mail === undefined) return;
      const message = JSON.parse(mail.text) as ToGuest;
      if (message.type === "piece") {
        this.#parts.add(message.part, message.offset, mail.bytes);
        this.#post({ type: "delivered" });
      } else if (!this.#answerAtOnce(message)) void this.#handle(message);
    }
  }

  /** Handles what takes no turn of the event loop; false for anything else. */
  #answerAtOnce(message: ToGuest): boolean {
    const interpreter = this.#interpreter;
    if (!interpreter) return false;
    switch (message.type) {
      case "variables": {
        const { request, digests } = message;
        this.#answer(request, () => {
          this.#post({ type: "variables", request, json: interpreter.variables(digests) });
        });
        return true;
      }
      case "question":
        this.#answer(message.message.request, () => this.#reply(interpreter, message));
        return true;
      case "checkpoint": {
        const codec = loadedCodec();
        if (codec) this.#answer(message.request, () => this.#save(interpreter, message, codec));
        return codec !== undefined;
      }
      case "rewind":
        this.#answer(message.request, () => this.#rewind(interpreter, message.request));
        return true;
      default:
        return false;
    }
  }

  async #work(message: ToGuest): Promise<void> {
    if (this.#answerAtOnce(message)) return;
    switch (message.type) {
      case "shutdown":
        return exit(0);
      case "boot":
        try {
          return await this.#boot(message);
        } catch (error) {
          return this.#fail(0, error);
        }
      case "execute":
        if (this.#interpreter) await this.#execute(this.#interpreter, message);
        return;
      case "pickle":
        if (this.#interpreter) {
          const { run, given } = pickleAction(this.#interpreter, message);
          await this.#run(this.#interpreter, message.pickle, run, given);
        }
        return;
      case "checkpoint":
        try {
          await loadCodec();
          this.#answerAtOnce(message);
        } catch (error) {
          this.#fail(message.request, error);
        }
        return;
      default:
        // Questions before the boot have no answer; interrupts were taken before.
        return;
    }
  }

  #save(
    interpreter: Interpreter,
    { request, full }: Extract<ToGuest, { type: "checkpoint" }>,
    codec: Codec,
  ): void {
    const taken = interpreter.checkpoint(full, codec);
    const checkpoint = { ...taken, lost: [...taken.lost, ...this.#findLeft()] };
    const variables = interpreter.names();
    const { heapBytes } = interpreter;
    this.#post(
      { type: "checkpoint", request, checkpoint, heapBytes, variables },
      [checkpoint.heap.buffer, checkpoint.references.buffer],
    );
  }

  /** What goes on outside of Python, and ends with this guest. */
  #findLeft(): string[] {
    const { count } = this.#timers;
    const timers = count > 0 ? [`${count} timer${count > 1 ? "s" : ""} of JavaScript`] : [];
    return [...timers, ...(this.#programs?.running ?? []).map((name) => `program ${name}`)];
  }

  /** Goes to another checkpoint; what goes wrong on the way ends the guest, and the host boots another. */
  #rewind(interpreter: Interpreter, request: number): void {
    const image = this.#parts.take();
    const codec = loadedCodec();
    if (!codec) throw new Error("Cannot rewind: the sandbox has taken no checkpoint");
    const rewind = interpreter.rewind(image, codec);
    try {
      const lost = rewind();
      this.#post({ type: "rewound", request, heapBytes: interpreter.heapBytes, lost });
    } catch {
      exit(1);
    }
  }

  /** Answers a question; that it met what is not granted is no news to anybody. */
  #reply(interpreter: Interpreter, question: Question): void {
    this.#isAsked = true;
    try {
      this.#post(answerQuestion(interpreter, question));
    } finally {
      this.#isAsked = false;
    }
  }

  /** Shows an error that JavaScript alone has seen, as a part of the output. */
  reportUncaught(error: unknown): void {
    // What was undone may still be called by JavaScript, which was not.
    if (error instanceof Error && error.message.startsWith(UNDONE)) return;
    const text = error instanceof Error ? error.message.trimEnd() : "a promise was rejected";
    const line = `Uncaught in JavaScript: ${text}\n`;
    this.#write(RecordKind.stderr, new TextEncoder().encode(line));
  }

  async #execute(
    interpreter: Interpreter,
    { execute, source }: Extract<ToGuest, { type: "execute" }>,
  ): Promise<void> {
    const { cell, name, display } = execute;
    await this.#run(interpreter, execute, () => interpreter.execute(source, cell, name, display));
  }

  /** Runs a cell and reports how it ended. */
  async #run(
    interpreter: Interpreter,
    about: Cell,
    action: () => Promise<string>,
    pickle: PickleAction["given"] = () => undefined,
  ): Promise<void> {
    const { cell } = about;
    const running = this.#running = Running.begin(this.#channel, about);
    this.#traffic.allow(about.maxNetBytes);
    this.#channel.clearSignal();
    // A checkpoint that had to wait for it after the cell would let what the cell left behind run.
    if (!loadedCodec()) await loadCodec().catch(() => {});
    const start = performance.now();
    let outcome: string | undefined;
    let death: string | undefined;
    try {
      outcome = await action();
    } catch (error) {
      death = String(error);
    }
    this.#tellRunning();
    running.done = true;
    this.#post({
      type: "result",
      cell,
      outcome,
      death,
      pickle: pickle(),
      duration: (performance.now() - start) / 1000,
      heapBytes: interpreter.heapBytes,
      ...running.counts,
      timers: this.#timers.count,
      ...this.#traffic.take(),
    });
  }

  /** Says which programs a cell leaves running, so that nobody loses track of them. */
  #tellRunning(): void {
    const running = this.#programs?.takeRunning() ?? [];
    if (running.length === 0) return;
    const line = `Still running: ${running.join(", ")}\n`;
    this.#write(RecordKind.stderr, new TextEncoder().encode(line));
  }

  /** Comes only while the cell is suspended: else the signal in shared memory stops it. */
  #interrupt(cell: number): void {
    if (this.#running.done || this.#running.cell !== cell) return;
    // A blocked socket gives up, and Python finds the signal.
    if (this.#network?.isWaiting) return this.#network.interrupt();
    this.#channel.clearSignal();
    this.#post({ type: "cancelled" });
    this.#interpreter?.cancel();
  }

  #answer(request: number, action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#fail(request, error);
    }
  }

  #fail(request: number, error: unknown): void {
    const message = error instanceof Error && error.message || `unexpected ${error}`;
    this.#post({ type: "failure", request, message });
  }

  #makeHost(): Host {
    return {
      readInput: (prompt, hidden): string | null => this.#readInput(prompt, hidden),
      sleep: (seconds): void => {
        this.#channel.sleep(seconds);
        this.#interpreter?.checkSignals();
      },
      display: (bundle): void => this.#write(RecordKind.display, new TextEncoder().encode(bundle)),
      blocked: (kind, item): void => this.#tell(RecordKind.blocked, kind, item),
      used: (kind, item): void => this.#tell(RecordKind.used, kind, item),
      refused: (address, port): string | undefined => this.#network?.refused(address, port),
      fileRefusal: (path, write, follow): string | undefined => {
        const refusal = this.#findRefusal(path, { write, follow });
        return refusal && `${refusal.kind} ${refusal.path}`;
      },
      openLibrary: (name): string => this.#native?.openLibrary(name) ?? "",
      bindFunction: (...about): number => this.#native?.bindFunction(...about) ?? -1,
      callFunction: (...about): string | undefined => this.#native?.callFunction(...about),
      programs: (): Programs | undefined => this.#programs,
    };
  }

  /** Tells the host of a permission that a cell lacked or used; a question about the session is no news. */
  #tell(record: RecordKind, kind: string, item: string): void {
    if (!this.#isAsked) this.#running.tell(record, kind, item);
  }

  #write(kind: RecordKind, bytes: Uint8Array): void {
    this.#running.write(kind, bytes);
  }

  #readInput(prompt: string, hidden: boolean): string | null {
    if (this.#running.done) return null;
    const request = ++this.#request;
    const json = JSON.stringify({ request, prompt, hidden });
    this.#channel.write(RecordKind.inputRequest, new TextEncoder().encode(json));
    const text = this.#channel.waitForInput();
    if (text !== undefined) return text;
    this.#interpreter?.checkSignals();
    return null;
  }
}

/** Starts the guest, on the thread that calls it. */
export function startGuest(
  supervisor: Worker,
  folders: RuntimeFolders,
  program: Promise<WebAssembly.Module>,
): void {
  const post: Post = (message, transfer = []) => supervisor.postMessage(message, transfer);
  clearRealm();
  const guest = new Guest(post, folders, program);
  catchUncaught((error) => guest.reportUncaught(error));
  supervisor.onmessage = ({ data }: MessageEvent<ToGuest>): void => void guest.take(data);
}
