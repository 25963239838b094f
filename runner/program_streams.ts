/** What goes into a program and comes out of it. */
import type { FSStream } from "./emscripten_fs.ts";
import { pipeEndOf, type PipeModule } from "./pipes.ts";
import type { Signal } from "./waiting.ts";

const CHUNK = 65536;

/** Writes what a program puts out to a descriptor's stream, or nowhere, until either ends. */
export async function drain(
  module: PipeModule,
  stream: FSStream | undefined,
  output: ReadableStream<Uint8Array>,
): Promise<void> {
  const reader = output.getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      if (stream) await write(module, stream, value);
    }
  } catch {
    // Nobody takes it any more: the program finds its pipe broken.
    await reader.cancel().catch(() => {});
  }
}

async function write(module: PipeModule, stream: FSStream, bytes: Uint8Array): Promise<void> {
  const end = pipeEndOf(stream);
  if (!end) {
    for (let done = 0; done < bytes.length;) {
      done += module.FS.write(stream, bytes, done, bytes.length - done);
    }
    return;
  }
  for (let rest = bytes; rest.length > 0;) {
    if (end.pendingError !== undefined) throw new Error(end.pendingError);
    const taken = end.pipe.put(rest, false);
    if (taken === undefined) await next(end.changed);
    else rest = rest.subarray(taken);
  }
}

/** Gives a program what a descriptor's stream holds, until either ends. */
export async function feed(
  module: PipeModule,
  stream: FSStream,
  input: WritableStream<Uint8Array>,
  ended: Signal,
): Promise<void> {
  const writer = input.getWriter();
  let over = false;
  const stop = (): void => void (over = true);
  ended.add(stop);
  writer.closed.then(stop, stop);
  try {
    while (!over) {
      const bytes = read(module, stream);
      if (bytes === undefined) await next(pipeEndOf(stream)!.changed, ended);
      else if (bytes.length === 0) break;
      else await writer.write(bytes);
    }
    await writer.close();
  } catch {
    // The program has closed its stdin, or has ended.
  } finally {
    ended.delete(stop);
  }
}

/** What is there at once; nothing at the end; undefined when there is more to wait for. */
function read(module: PipeModule, stream: FSStream): Uint8Array | undefined {
  const end = pipeEndOf(stream);
  if (end) return end.pipe.take(CHUNK);
  const buffer = new Uint8Array(CHUNK);
  return buffer.subarray(0, module.FS.read(stream, buffer, 0, CHUNK));
}

function next(...signals: Signal[]): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      for (const signal of signals) signal.delete(end);
      resolve();
    };
    for (const signal of signals) signal.add(end);
  });
}
