/** What supervisor and guest post to each other; the bulk of output goes through `channel.ts`. */
import type { SharedMemory } from "./channel.ts";
import type { Checkpoint, Image } from "./image.ts";
import type { PackageIndex } from "./image_parts.ts";
import type { HostMessage, PartName } from "./protocol.ts";

type Of<Type extends HostMessage["type"]> = Extract<HostMessage, { type: Type }>;

/** A question about the session, with the text that it is about. */
export interface Question {
  readonly type: "question";
  readonly message: Of<"complete"> | Of<"signature"> | Of<"inspect">;
  readonly text: string;
}

/** A file that is in no file system. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Supervisor to guest. */
export type ToGuest =
  | {
    readonly type: "boot";
    readonly boot: Of<"boot">;
    readonly image: Image | undefined;
    readonly packages: readonly PackageIndex[];
  }
  | { readonly type: "execute"; readonly execute: Of<"execute">; readonly source: string }
  | {
    readonly type: "pickle";
    readonly pickle: Of<"pickle">;
    readonly library: NamedBytes;
    /** What to load; undefined for a save. */
    readonly bytes: Uint8Array | undefined;
  }
  | { readonly type: "interrupt"; readonly cell: number }
  | Of<"variables">
  | Question
  | Of<"checkpoint">
  /** A piece of a part for the rewind or the packages that follow; the bytes come with the mail. */
  | { readonly type: "piece"; readonly part: PartName; readonly offset: number }
  | { readonly type: "rewind"; readonly request: number }
  | { readonly type: "packages"; readonly request: number }
  /** Top-level names, to tell which of them no import would find. */
  | { readonly type: "modules"; readonly request: number; readonly names: readonly string[] }
  | Of<"shutdown">;

/** Guest to supervisor. */
export type FromGuest =
  /** Comes first. */
  | { readonly type: "memory"; readonly memory: SharedMemory }
  | {
    readonly type: "ready";
    readonly python: string;
    readonly heapBytes: number;
    readonly lost: readonly string[];
  }
  | { readonly type: "poke" }
  /** A piece was taken: there is room for the next. */
  | { readonly type: "delivered" }
  /** A suspended cell was told to end. */
  | { readonly type: "cancelled" }
  | {
    readonly type: "result";
    readonly cell: number;
    /** JSON of `execute` in `runner/python`, or why the interpreter died. */
    readonly outcome: string | undefined;
    readonly death: string | undefined;
    /** What a session was saved as, for the request of that number. */
    readonly pickle?: { readonly request: number; readonly bytes: Uint8Array } | undefined;
    readonly duration: number;
    readonly heapBytes: number;
    readonly outputBytes: number;
    readonly withheldBytes: number;
    /** Timers of JavaScript that have not come yet. */
    readonly timers: number;
    readonly sentBytes: number;
    readonly receivedBytes: number;
  }
  | { readonly type: "variables"; readonly request: number; readonly json: string }
  | {
    readonly type: "completions" | "signature" | "inspection";
    readonly request: number;
    readonly json: string;
  }
  | {
    readonly type: "checkpoint";
    readonly request: number;
    readonly checkpoint: Checkpoint;
    readonly heapBytes: number;
    readonly variables: readonly string[];
  }
  | {
    readonly type: "rewound";
    readonly request: number;
    readonly heapBytes: number;
    readonly lost: readonly string[];
  }
  | { readonly type: "packages"; readonly request: number }
  | { readonly type: "modules"; readonly request: number; readonly json: string }
  | { readonly type: "failure"; readonly request: number; readonly message: string };
