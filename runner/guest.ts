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
import { Cells, type Surroundings } from "./guest_cells.ts";
import type { FromGuest, Question, ToGuest } from "./guest_messages.ts";
import { mountHostPaths, type RefusalFinder } from "./filesystem.ts";
import { closedFolders } from "./grants.ts";
import { Births, UNDONE } from "./image_births.ts";
import { type Codec, loadCodec, loadedCodec } from "./image_heap.ts";
import { PartCollector } from "./image_parts.ts";
import { type Host, Interpreter } from "./interpreter.ts";
import { Timers } from "./js_timers.ts";
import { makeGlobals } from "./jsglobals.ts";
import { type LoadedModule, loadModule, type RuntimeFolders } from "./loader.ts";
import { NativeLibraries } from "./native.ts";
import { guardedFetch, installNetwork } from "./network.ts";
import { Traffic } from "./traffic.ts";
import { installPipes, type PipeModule } from "./pipes.ts";
import { Programs } from "./programs.ts";
import { answerQuestion } from "./questions.ts";
import { catchUncaught, clearRealm, silentConsole } from "./realm.ts";

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
  readonly #around: Surroundings;
  readonly #cells: Cells;
  #native: NativeLibraries | undefined;
  #findRefusal: RefusalFinder = () => undefined;
  /** Messages that were posted and taken. */
  #taken = 0;
  /** Messages whose handling takes turns of the event loop. */
  #underWay = 0;

  /** Begins to load; what to boot is said later. */
  constructor(post: Post, folders: RuntimeFolders, program: Promise<WebAssembly.Module>) {
    const memory = makeSharedMemory();
    this.#post = post;
    this.#post({ type: "memory", memory });
    this.#channel = new GuestChannel(memory, () => post({ type: "poke" }));
    this.#around = { channel: this.#channel, timers: this.#timers, traffic: new Traffic(), post };
    this.#cells = new Cells(this.#around);
    this.#folders = folders;
    this.#loaded = this.#load(program);
  }

  async #load(program: Promise<WebAssembly.Module>): Promise<LoadedModule> {
    const { default: factory } = await pyodide;
    const { used, blocked } = this.#host;
    const jsglobals = makeGlobals({
      ...this.#timers.globals,
      fetch: guardedFetch({ used, blocked }, this.#around.traffic),
      console: silentConsole,
    });
    return await loadModule(this.#folders, program, factory, jsglobals);
  }

  async #boot({ boot, image, packages }: Extract<ToGuest, { type: "boot" }>): Promise<void> {
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
        write: (stream, bytes): void => this.#cells.write(RecordKind[stream], bytes),
        readLine: (): string | null => this.#cells.readInput("", false),
        terminalSize: () => this.#cells.running,
      },
      preparation: boot,
      memory: boot.memory,
      mount: (module): void => {
        const watch = { used, cell: (): number => this.#cells.running.cell };
        this.#findRefusal = mountHostPaths(
          module,
          boot.mounts,
          blocked,
          watch,
          closedFolders(boot.site),
        );
      },
      connect: (module, names): void => {
        this.#around.network = installNetwork(module, module.API, {
          names,
          traffic: this.#around.traffic,
          used,
          blocked,
        });
        const { libraries } = boot;
        const cell = (): number => this.#cells.running.cell;
        const write = (bytes: Uint8Array): void => this.#cells.write(RecordKind.stdout, bytes);
        this.#native = new NativeLibraries({ module, libraries, cell, used, write });
        const pipes = module as unknown as PipeModule;
        installPipes(pipes);
        this.#around.programs = new Programs(
          pipes,
          new Commands(boot.commands),
          used,
          this.#births,
        );
      },
      site: boot.site,
      packages,
      complain: (line): void =>
        this.#cells.write(RecordKind.stderr, new TextEncoder().encode(`${line}\n`)),
      image,
      births: this.#births,
      setTimer: this.#timers.setForLoop,
    });
    this.#around.interpreter = interpreter;
    const { heapBytes, lost, pythonVersion: python } = interpreter;
    this.#post({ type: "ready", python, heapBytes, lost });
  }

  /** Takes a message that the supervisor posted. */
  async take(message: ToGuest): Promise<void> {
    if (message.type === "interrupt") return this.#cells.interrupt(message.cell);
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
    const { interpreter } = this.#around;
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
      case "packages":
        this.#answer(message.request, () => this.#setPackages(interpreter, message.request));
        return true;
      case "modules": {
        const { request, names } = message;
        this.#answer(request, () => {
          const json = this.#cells.ask(() => interpreter.missingModules(names));
          this.#post({ type: "modules", request, json });
        });
        return true;
      }
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
      case "pickle":
        return await this.#cells.execute(message);
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
    const checkpoint = { ...taken, lost: [...taken.lost, ...this.#cells.findLeft()] };
    const variables = interpreter.names();
    const { heapBytes } = interpreter;
    this.#post(
      { type: "checkpoint", request, checkpoint, heapBytes, variables },
      [checkpoint.heap.buffer, checkpoint.references.buffer],
    );
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

  /** Takes another set of packages in the place of those that were there. */
  #setPackages(interpreter: Interpreter, request: number): void {
    interpreter.setPackages(this.#parts.take().packages);
    this.#post({ type: "packages", request });
  }

  /** Answers a question about the session. */
  #reply(interpreter: Interpreter, question: Question): void {
    this.#post(this.#cells.ask(() => answerQuestion(interpreter, question)));
  }

  /** Shows an error that JavaScript alone has seen, as a part of the output. */
  reportUncaught(error: unknown): void {
    // What was undone may still be called by JavaScript, which was not.
    if (error instanceof Error && error.message.startsWith(UNDONE)) return;
    const text = error instanceof Error ? error.message.trimEnd() : "a promise was rejected";
    const line = `Uncaught in JavaScript: ${text}\n`;
    this.#cells.write(RecordKind.stderr, new TextEncoder().encode(line));
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
      readInput: (prompt, hidden): string | null => this.#cells.readInput(prompt, hidden),
      sleep: (seconds): void => {
        this.#channel.sleep(seconds);
        this.#around.interpreter?.checkSignals();
      },
      display: (bundle): void =>
        this.#cells.write(RecordKind.display, new TextEncoder().encode(bundle)),
      blocked: (kind, item): void => this.#cells.tell(RecordKind.blocked, kind, item),
      used: (kind, item): void => this.#cells.tell(RecordKind.used, kind, item),
      refused: (address, port): string | undefined => this.#around.network?.refused(address, port),
      fileRefusal: (path, write, follow): string | undefined => {
        const refusal = this.#findRefusal(path, { write, follow });
        return refusal && `${refusal.kind} ${refusal.path}`;
      },
      openLibrary: (name): string => this.#native?.openLibrary(name) ?? "",
      bindFunction: (...about): number => this.#native?.bindFunction(...about) ?? -1,
      callFunction: (...about): string | undefined => this.#native?.callFunction(...about),
      programs: (): Programs | undefined => this.#around.programs,
    };
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
