/** Programs of the host that Python starts: by way of Deno, under the kernel's rules. */
import type { Commands } from "./commands.ts";
import type { FSStream } from "./emscripten_fs.ts";
import { pipeEndOf, type PipeModule, waits } from "./pipes.ts";
import type { Births } from "./image_births.ts";
import { drain, feed } from "./program_streams.ts";
import { Signal, Waiting } from "./waiting.ts";

const { Command, permissions } = Deno;
const { NotCapable, NotFound, PermissionDenied } = Deno.errors;

/** How long a program that has ended is waited for to hand over what it wrote, in milliseconds. */
const LAST_WORDS = 250;

/** What Python asks for, as JSON. */
interface Request {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  /** Descriptors that become stdin, stdout and stderr; -1 for none. */
  readonly descriptors: readonly [number, number, number];
}

/** A program that was started. */
interface Program {
  readonly child: Deno.ChildProcess;
  readonly name: string;
  readonly changed: Signal;
  /** `running`, `exit N` or `signal NAME`. */
  state: string;
  /** Whether the user was told that it goes on. */
  isTold: boolean;
  /** Ends it: the cell that started it is undone. */
  undo(): void;
}

/** Told of a permission, as `blocked` and `used` are. */
type Told = (kind: "run", item: string) => void;

/** The programs of one interpreter. */
export class Programs {
  readonly #module: PipeModule;
  readonly #commands: Commands;
  readonly #used: Told;
  readonly #births: Births;
  readonly #waiting = new Waiting();
  readonly #programs = new Map<number, Program>();

  constructor(module: PipeModule, commands: Commands, used: Told, births: Births) {
    this.#module = module;
    this.#commands = commands;
    this.#used = used;
    this.#births = births;
  }

  /** Where a program is that may be started: its path, `missing`, or `refused`. */
  find(name: string): string {
    return this.#commands.find(name) ??
      (this.#commands.tellsWhatIsMissing ? "missing" : "refused");
  }

  /**
   * Starts a program.
   *
   * @param json a {@link Request}, its program as `find` gave it
   * @returns its number, or the POSIX name of what is wrong, or `refused`
   */
  start(json: string): string {
    const request = JSON.parse(json) as Request;
    const [stdin, stdout, stderr] = request.descriptors.map((fd) => this.#hold(fd));
    try {
      const merges = stdout !== undefined && stdout.node === stderr?.node;
      const child = this.#spawn(request, stdin !== undefined, merges);
      this.#used("run", request.program);
      this.#follow(child, request.program, [stdin, stdout, stderr]);
      return String(child.pid);
    } catch (error) {
      for (const stream of [stdin, stdout, stderr]) this.#release(stream);
      return whatIsWrong(error);
    }
  }

  /** `running`, `exit N`, `signal NAME`, or `unknown`. */
  state(number: number): string {
    return this.#programs.get(number)?.state ?? "unknown";
  }

  /** Forgets a program whose end was noticed. */
  forget(number: number): void {
    this.#programs.delete(number);
  }

  /** Waits for the end of a program; gives whether it came in time. Never rejects. */
  async ended(number: number, milliseconds?: number): Promise<boolean> {
    const program = this.#programs.get(number);
    if (program?.state === "running") await this.#waiting.wait([program.changed], milliseconds);
    // In the turn of the event loop that this took, an end may have been heard of.
    return this.state(number) !== "running";
  }

  /** Sends a signal; gives the POSIX name of what is wrong, or nothing. */
  signal(number: number, name: string): string {
    const program = this.#programs.get(number);
    if (program?.state !== "running") return "ESRCH";
    try {
      program.child.kill(name as Deno.Signal);
      program.isTold ||= name === "SIGKILL";
      return "";
    } catch (error) {
      return error instanceof TypeError ? "ESRCH" : whatIsWrong(error);
    }
  }

  /** Whether a descriptor is the end of a pipe that is written to. */
  isWritten(fd: number): boolean {
    return pipeEndOf(this.#module.FS.getStream(fd))?.writes ?? false;
  }

  /** Whether reading or writing a descriptor would have to wait. */
  blocks(fd: number): boolean {
    const stream = this.#module.FS.getStream(fd);
    const end = pipeEndOf(stream);
    return end !== undefined && waits(stream as FSStream) && !(end.readable || end.writable);
  }

  /**
   * Waits until a pipe is ready to be written to, or to be read from. Never rejects.
   *
   * The end that is written to is ready to be read from when nobody reads from the other.
   */
  async ready(fd: number, write: boolean): Promise<void> {
    const first = pipeEndOf(this.#module.FS.getStream(fd));
    for (;;) {
      const end = pipeEndOf(this.#module.FS.getStream(fd));
      if (!end || end !== first) return;
      if (write ? end.writable : end.readable || end.pendingError !== undefined) return;
      await this.#waiting.wait([end.changed]);
    }
  }

  /** Programs that were started since it was last called and go on, as `NAME (NUMBER)`. */
  takeRunning(): string[] {
    const running = [...this.#programs].filter(([, { state, isTold }]) =>
      state === "running" && !isTold
    );
    for (const [, program] of running) program.isTold = true;
    return running.map(nameOf);
  }

  /** The programs that run. */
  get running(): string[] {
    return [...this.#programs].filter(([, { state }]) => state === "running").map(nameOf);
  }

  #spawn(request: Request, feeds: boolean, merges: boolean): Deno.ChildProcess {
    const shell = merges ? this.#commands.find("/bin/sh") : undefined;
    const isGranted = (): boolean =>
      permissions.querySync({ name: "run", command: request.program }).state === "granted";
    // Deno gives a program two pipes, in which the order of stdout and stderr is lost. A shell, where
    // it may be run, makes one of them.
    const [program, begin] = shell !== undefined && isGranted()
      ? [shell, ["-c", 'exec "$0" "$@" 2>&1', request.program]]
      : [request.program, []];
    return new Command(program, {
      args: [...begin, ...request.arguments],
      clearEnv: true,
      env: { ...harmless(request.environment), PATH: this.#commands.path },
      cwd: request.folder,
      stdin: feeds ? "piped" : "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  }

  #follow(
    child: Deno.ChildProcess,
    path: string,
    [stdin, stdout, stderr]: readonly (FSStream | undefined)[],
  ): void {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const program: Program = {
      child,
      name,
      changed: new Signal(),
      state: "running",
      isTold: false,
      undo: (): void => {
        this.signal(child.pid, "SIGKILL");
        this.#programs.delete(child.pid);
      },
    };
    this.#programs.set(child.pid, program);
    this.#births.add(program);
    const ended = new Signal();
    if (stdin) {
      void feed(this.#module, stdin, child.stdin, ended).finally(() => this.#release(stdin));
    }
    const outputs = [[stdout, child.stdout], [stderr, child.stderr]] as const;
    const drained = outputs.map(async ([stream, output]) => {
      await drain(this.#module, stream, output);
      this.#release(stream);
    });
    void child.status.then(async ({ code, signal }) => {
      ended.fire();
      // What went into a file or to the terminal is there when the end is noticed. A program that
      // the program left behind may hold on to it.
      const kept = drained.filter((_, index) => pipeEndOf(outputs[index]?.[0]) === undefined);
      const late = new Promise((resolve) => setTimeout(resolve, LAST_WORDS));
      if (kept.length > 0) await Promise.race([Promise.all(kept), late]);
      program.state = signal === null ? `exit ${code}` : `signal ${signal}`;
      program.changed.fire();
    });
  }

  /** A descriptor's stream, held as a child holds it: whatever becomes of the descriptor. */
  #hold(fd: number): FSStream | undefined {
    const { FS } = this.#module;
    const stream = fd < 0 ? undefined : FS.getStream(fd);
    if (!stream) return undefined;
    const held = FS.createStream(stream);
    held.stream_ops.dup?.(held);
    FS.closeStream(held.fd);
    return held;
  }

  #release(stream: FSStream | undefined): void {
    try {
      stream?.stream_ops.close?.(stream);
    } catch {
      // What could not be written at the end has no one to tell.
    }
  }
}

function nameOf([number, { name }]: readonly [number: number, program: Program]): string {
  return `${name} (${number})`;
}

function whatIsWrong(error: unknown): string {
  if (error instanceof NotCapable) return "refused";
  if (error instanceof NotFound) return "ENOENT";
  if (error instanceof PermissionDenied) return "EACCES";
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : "EIO";
}

/** Variables without those that decide what a program loads: Python leaves them out too, a hostile cell does not. */
function harmless(environment: Readonly<Record<string, string>>): Record<string, string> {
  const given = Object.entries(environment);
  return Object.fromEntries(given.filter(([name]) => !/^(LD|DYLD)_/.test(name)));
}
