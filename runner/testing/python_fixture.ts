import { pathToFileURL } from "node:url";
import { installPackage, readPackage } from "../python_package.ts";

/** What a cell's result holds. */
export interface CellResult {
  readonly status: "ok" | "error" | "interrupted";
  readonly value?: string;
  readonly error?: { readonly name: string; readonly message: string; readonly traceback: string };
  readonly exitCode?: number;
}

interface PythonFunction<A extends unknown[]> {
  (...args: A): unknown;
  callPromising(...args: A): Promise<unknown>;
}

interface PythonPackage {
  readonly attach: PythonFunction<[unknown]>;
  readonly prepare: PythonFunction<[string]>;
  readonly execute: PythonFunction<[string, number, string, boolean]>;
  readonly cancel: PythonFunction<[]>;
  readonly variables: PythonFunction<[boolean]>;
  readonly complete: PythonFunction<[string, number]>;
  readonly signature: PythonFunction<[string]>;
  readonly inspect: PythonFunction<[string, boolean]>;
  readonly names: PythonFunction<[]>;
  readonly "before_checkpoint": PythonFunction<[]>;
  readonly "after_checkpoint": PythonFunction<[]>;
  readonly "after_restore": PythonFunction<[number]>;
}

interface Interpreter {
  readonly FS: { mkdirTree(path: string): void };
  runPython(code: string): unknown;
  pyimport(name: string): unknown;
  setInterruptBuffer(buffer: Uint8Array): void;
  setStdout(options: { write(bytes: Uint8Array): number }): void;
  setStderr(options: { write(bytes: Uint8Array): number }): void;
}

const folder = Deno.env.get("CLOCHE_PYODIDE");

/** Whether there is a Pyodide to test against: `CLOCHE_PYODIDE` names its folder. */
export const hasPyodide = folder !== undefined;

/** What `prepare` takes. */
export const defaultOptions = {
  environment: {} as Record<string, string>,
  arguments: [] as string[],
  workingDirectory: "/home/pyodide",
  mounts: [] as { path: string; writable: boolean }[],
  terminal: false,
  fresh: true,
};

/** An interpreter with the package in it, and a host that answers from a script and keeps what it is told. */
export class PythonFixture {
  readonly python: PythonPackage;
  readonly interrupts: Uint8Array;
  /** What `readInput` answers, in turn; when it is empty, the end of the file. */
  answers: string[] = [];
  refusedTarget: string | null = null;
  onSleep: (seconds: number) => void = () => {};
  requests: { prompt: string; hidden: boolean }[] = [];
  bundles: Record<string, string>[] = [];
  blocked: string[] = [];
  used: string[] = [];
  stdout = "";
  stderr = "";
  readonly #interpreter: Interpreter;
  #number = 0;

  private constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
    this.interrupts = new Uint8Array(new SharedArrayBuffer(1));
    interpreter.setInterruptBuffer(this.interrupts);
    interpreter.setStdout({ write: (bytes) => this.#take("stdout", bytes) });
    interpreter.setStderr({ write: (bytes) => this.#take("stderr", bytes) });
    installPackage(
      (code) => interpreter.runPython(code),
      readPackage(new URL("../python/", import.meta.url)),
    );
    this.python = interpreter.pyimport("_cloche") as PythonPackage;
    this.python.attach(this.#host());
    this.prepare({});
  }

  static async start(): Promise<PythonFixture> {
    const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
    const options = { indexURL: `${folder}/`, enableRunUntilComplete: true };
    return new PythonFixture(await loadPyodide(options) as Interpreter);
  }

  /** Creates a folder below the permissions, as a mount does. */
  makeFolder(path: string): void {
    this.#interpreter.FS.mkdirTree(path);
  }

  /** Boots again, as a new process does: the default options with these in their place. */
  prepare(options: Partial<typeof defaultOptions>): void {
    this.python.prepare(JSON.stringify({ ...defaultOptions, ...options }));
  }

  /** Runs the next cell, named `<cell N>`. */
  async run(
    source: string,
    options: { display?: boolean; name?: string } = {},
  ): Promise<CellResult> {
    this.stdout = this.stderr = "";
    [this.requests, this.bundles, this.blocked, this.used] = [[], [], [], []];
    const number = ++this.#number;
    const name = options.name ?? "<cell>";
    const result = await this.python.execute.callPromising(
      source,
      number,
      name,
      options.display ?? true,
    );
    return JSON.parse(result as string);
  }

  /** Runs a cell and gives the text of its value. */
  async value(source: string): Promise<string | undefined> {
    const result = await this.run(source);
    if (result.status !== "ok") throw new Error(result.error?.traceback);
    return result.value;
  }

  /** Runs a cell that fails and gives its traceback. */
  async traceback(source: string): Promise<string | undefined> {
    return (await this.run(source)).error?.traceback;
  }

  get cellNumber(): number {
    return this.#number;
  }

  #host(): unknown {
    return {
      readInput: (prompt: string, hidden: boolean): string | null => {
        this.requests.push({ prompt, hidden });
        return this.answers.shift() ?? null;
      },
      sleep: (seconds: number): void => this.onSleep(seconds),
      display: (json: string): void => void this.bundles.push(JSON.parse(json)),
      blocked: (kind: string, item: string): void => void this.blocked.push(`${kind} ${item}`),
      used: (kind: string, item: string): void => void this.used.push(`${kind} ${item}`),
      refused: (): string | null => {
        const target = this.refusedTarget;
        this.refusedTarget = null;
        return target;
      },
      fileRefusal: (): null => null,
      openLibrary: (): string => "",
      bindFunction: (): number => -1,
      callFunction: (): null => null,
      programs: (): object => ({
        find: (): string => "refused",
        blocks: (): boolean => false,
        state: (): string => "unknown",
      }),
    };
  }

  #take(stream: "stdout" | "stderr", bytes: Uint8Array): number {
    this[stream] += new TextDecoder().decode(bytes);
    return bytes.length;
  }
}
