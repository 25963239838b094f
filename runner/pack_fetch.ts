/** Downloads files whose SHA-256 is known, several at a time. */
import { createHash } from "node:crypto";

/** A file to download into the folder `fetched` of the staging folder. */
export interface FetchJob {
  readonly url: string;
  readonly sha256: string;
  readonly file: string;
  readonly bytes?: number;
}

/** Told how many bytes of a file there are. */
export type Progress = (sha256: string, received: number) => void;

/** Why a file could not be had; `isWrong` where there was one, and not the right one. */
export class Unfetched extends Error {
  readonly isWrong: boolean;

  constructor(reason: string, isWrong = false) {
    super(reason);
    this.isWrong = isWrong;
  }
}

const ATTEMPTS = 3;
const AT_ONCE = 4;
/** How long a server may be silent, in milliseconds. */
const PATIENCE = 30_000;
const MAXIMUM_BYTES = 2 ** 31;

/**
 * Downloads all files; the first that cannot be had ends it.
 *
 * @throws {Unfetched}
 */
export async function fetchAll(
  jobs: readonly FetchJob[],
  folder: string,
  progress: Progress,
): Promise<void> {
  const waiting = [...jobs];
  const work = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      await fetchOne(job, folder, progress);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function fetchOne(job: FetchJob, folder: string, progress: Progress): Promise<void> {
  const target = `${folder}/${job.sha256}`;
  const from = `'${job.file}' from ${job.url}`;
  for (let attempt = 1;; attempt++) {
    try {
      return await download(job, target, progress);
    } catch (error) {
      await Deno.remove(target).catch(() => {});
      const isFinal = attempt === ATTEMPTS || error instanceof Unfetched;
      const isWrong = error instanceof Unfetched && error.isWrong;
      if (isFinal) throw new Unfetched(`${from}: ${reasonOf(error)}`, isWrong);
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
    }
  }
}

async function download(job: FetchJob, target: string, progress: Progress): Promise<void> {
  const silence = new Silence();
  try {
    const response = await fetch(job.url, { signal: silence.signal });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      const isPassing = response.status >= 500 || response.status === 429;
      const reason = `the server answers ${response.status}`;
      throw isPassing ? new Error(reason) : new Unfetched(reason);
    }
    const hash = createHash("sha256");
    using file = await Deno.open(target, { write: true, createNew: true, mode: 0o600 });
    let received = 0;
    for await (const chunk of response.body) {
      silence.break();
      received += chunk.length;
      if (received > (job.bytes ?? MAXIMUM_BYTES)) {
        throw new Unfetched(`it is larger than ${job.bytes ?? MAXIMUM_BYTES} bytes`, true);
      }
      hash.update(chunk);
      for (let written = 0; written < chunk.length;) {
        written += await file.write(chunk.subarray(written));
      }
      progress(job.sha256, received);
    }
    if (hash.digest("hex") !== job.sha256) throw new Unfetched("it has another SHA-256", true);
  } finally {
    silence.end();
  }
}

/** Aborts a download when nothing has come for a while. */
class Silence {
  readonly #controller = new AbortController();
  #timer = this.#start();

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  break(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#controller.abort(new Error("the server is silent")), PATIENCE);
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
