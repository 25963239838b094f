// deno-lint-ignore-file camelcase -- the names are Pyodide's
/**
 * What JavaScript holds of Python's memory, and since which checkpoint.
 *
 * A proxy of a Python object is an address. When the memory it points into is undone, the proxy has
 * to die: a call through it, or the finalizer that gives its reference back, would touch whatever
 * is there then. So everything that holds an address is noted when it is born, with the checkpoint
 * that the interpreter stood on; the checkpoints are a tree, of which a rewind takes another branch.
 */
import type { EmscriptenModule } from "./emscripten.ts";

/** Something that can be undone. */
interface Undoable {
  undo(): void;
  /** Where the method lies that a promise is going to call; 0 when it no longer will. */
  awaits?(): number;
}

/** What Pyodide's proxies share, and what its finalizers are given. */
interface Holder {
  ptr: number;
  cache?: unknown;
  destroyed_msg?: string;
}

type Born = Undoable | Holder;

/** What a call through an undone proxy says. */
export const UNDONE = "this Python object belongs to a cell that was undone";

/** Births between two checkpoints before those that are dead already are left out. */
const CROWD = 1000;

/** The checkpoints that one guest has taken, and what was born on each. */
export class Births {
  /** Names the guest: no other has its checkpoints. */
  readonly guest: string = crypto.randomUUID();
  readonly #parents = new Map<number, number>();
  #current = 0;
  #last = 0;
  #born = new Map<number, WeakRef<Born>[]>();
  #crowd = CROWD;

  /** The checkpoint that the interpreter stands on; 0 is the guest's start. */
  get current(): number {
    return this.#current;
  }

  /** Notes everything that Pyodide makes to hold an address. */
  watch(module: EmscriptenModule): void {
    module.bear = (born): void => this.add(born);
    const registry = module.finalizationRegistry;
    module.finalizationRegistry = {
      register: (target, held, token): void => {
        this.add(held as Holder);
        registry.register(target, held, token);
      },
      unregister: (token): boolean => registry.unregister(token),
    };
  }

  /** Where the methods of Python lie that promises are going to call. */
  awaited(): number[] {
    const born = [...this.#born.values()].flat().map((born) => born.deref());
    return born.flatMap((born) => born && "awaits" in born ? born.awaits?.() || [] : []);
  }

  /** Takes in that something was born. It is not kept alive. */
  add(born: Born): void {
    const list = this.#born.get(this.#current) ?? [];
    if (list.length === 0) this.#born.set(this.#current, list);
    list.push(new WeakRef(born));
    if (list.length >= this.#crowd) this.#prune();
  }

  /** A checkpoint is taken: what is born from now on is younger. Returns its number. */
  take(): number {
    const number = ++this.#last;
    this.#parents.set(number, this.#current);
    this.#current = number;
    this.#crowd = CROWD;
    return number;
  }

  /** Whether this guest took the checkpoint. */
  has(number: number): boolean {
    return this.#parents.has(number);
  }

  /** Goes to a checkpoint: undoes everything that was not there when it was taken. */
  goTo(number: number): void {
    const before = new Set<number>();
    for (let at = this.#parents.get(number); at !== undefined; at = this.#parents.get(at)) {
      before.add(at);
    }
    for (const [mark, list] of this.#born) {
      if (before.has(mark)) continue;
      for (const born of list) undo(born.deref());
      this.#born.delete(mark);
    }
    this.#current = number;
    this.#crowd = CROWD;
  }

  #prune(): void {
    const list = this.#born.get(this.#current) ?? [];
    const alive = list.filter((born) => isAlive(born.deref()));
    this.#born.set(this.#current, alive);
    this.#crowd = Math.max(CROWD, 2 * alive.length);
  }
}

function isAlive(born: Born | undefined): boolean {
  return born !== undefined && ("undo" in born || born.ptr !== 0);
}

function undo(born: Born | undefined): void {
  if (!born) return;
  if ("undo" in born) return born.undo();
  born.ptr = 0;
  born.cache = undefined;
  born.destroyed_msg = UNDONE;
}
