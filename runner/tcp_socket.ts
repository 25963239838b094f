/** A TCP connection with the habits of a BSD socket, on Deno's connections. */
import { connectionErrorName } from "./host_errors.ts";
import { Traffic } from "./traffic.ts";
import type { Pollable } from "./pollable.ts";
import { Signal, type Waiting } from "./waiting.ts";

const { connect, startTls } = Deno;
const { UnexpectedEof } = Deno.errors;

/** An operation that failed, with its POSIX name. */
export class SocketError extends Error {
  override readonly name = "SocketError";
  readonly code: string;

  constructor(code: string, message: string = code) {
    super(message);
    this.code = code;
  }
}

/** How a connection is secured. */
export interface TlsOptions {
  readonly hostname: string;
  /** Certificates in PEM that are trusted besides the usual ones. */
  readonly caCerts?: string[];
  readonly alpnProtocols?: string[];
  /** Whether the certificate may be for another name. */
  readonly unsafelyDisableHostnameVerification?: boolean;
}

/** Where a connection goes, and what it is told on the way. */
export interface Connecting {
  readonly hostname: string;
  readonly port: number;
  /** Called when there is one. */
  readonly made: () => void;
  /** Called with what Deno threw when there is no connection. */
  readonly failed: (error: unknown) => void;
}

type State = "new" | "connecting" | "connected" | "closed";

const READ_SIZE = 65536;
/** Bytes that wait to be written before a socket that does not block takes no more. */
const WRITE_LIMIT = 262144;

/**
 * One socket.
 *
 * An operation that may block is given a {@link Waiting}, whose interrupt ends it with `EINTR`; one
 * that is given none does not block.
 */
export class TcpSocket implements Pollable {
  /** Fires whenever something changed that a program may wait for. */
  readonly changed: Signal = new Signal();
  /** What connecting failed of, until asked for. */
  pendingError: string | undefined;
  local: Deno.NetAddr | undefined;
  readonly #traffic: Traffic;
  #state: State = "new";
  #connection: Deno.TcpConn | Deno.TlsConn | undefined;
  #received: Uint8Array[] = [];
  #reading = false;
  #ended = false;
  #writes: Promise<void> = Promise.resolve();
  #unwritten = 0;
  #writeEnded = false;
  #failure: string | undefined;

  constructor(traffic: Traffic = new Traffic()) {
    this.#traffic = traffic;
  }

  /** Bytes that a read would give at once. */
  get available(): number {
    return this.#received.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  /** Whether a read would not block. */
  get readable(): boolean {
    return this.#received.length > 0 || this.#ended || this.#failure !== undefined ||
      this.#connection !== undefined && this.#traffic.isUsedUp;
  }

  /** Whether a write would not block. */
  get writable(): boolean {
    return this.#state === "connected" && !this.#writeEnded && this.#unwritten === 0;
  }

  /** Whether there is nothing more to come from either side, or connecting failed. */
  get hungUp(): boolean {
    return this.#ended && this.#writeEnded || this.pendingError !== undefined;
  }

  /** @throws {SocketError} `EINPROGRESS` when it does not block */
  async connect(target: Connecting, waiting?: Waiting): Promise<void> {
    if (this.#state === "connecting") throw new SocketError("EALREADY");
    if (this.#state !== "new") throw new SocketError("EISCONN");
    if (this.#traffic.isUsedUp) throw new SocketError("EDQUOT");
    this.#state = "connecting";
    this.pendingError = undefined;
    void this.#open(target);
    if (!waiting) throw new SocketError("EINPROGRESS");
    while (this.#is("connecting")) await this.#wait(waiting);
    if (this.pendingError === undefined) return;
    const code = this.pendingError;
    this.pendingError = undefined;
    throw new SocketError(code);
  }

  /** Up to `length` bytes; none at the end. */
  async receive(length: number, waiting?: Waiting): Promise<Uint8Array> {
    for (;;) {
      const bytes = this.take(length);
      if (bytes) return bytes;
      this.startReading(length);
      if (!waiting) throw new SocketError("EAGAIN");
      await this.#wait(waiting);
    }
  }

  /** What was received already; undefined when it is not known yet whether there is more. */
  take(length: number): Uint8Array | undefined {
    if (length === 0) return new Uint8Array();
    if (this.#received.length > 0) return this.#drain(length);
    if (this.#failure !== undefined) {
      const code = this.#failure;
      this.#failure = undefined;
      this.#ended = true;
      throw new SocketError(code);
    }
    if (this.#ended) return new Uint8Array();
    if (!this.#connection) throw new SocketError("ENOTCONN");
    if (this.#traffic.isUsedUp) throw new SocketError("EDQUOT");
    return undefined;
  }

  /** Puts back what was received. */
  unread(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#received.unshift(bytes);
  }

  /** Sends `bytes`, which belong to the socket then. Returns how many were taken. */
  async send(bytes: Uint8Array, waiting?: Waiting): Promise<number> {
    const taken = this.queue(bytes, waiting ? Infinity : WRITE_LIMIT);
    // Interrupted, the rest is still sent: the caller has no way to know how much was.
    while (waiting && this.#unwritten > 0 && this.#failure === undefined) {
      if (await waiting.wait([this.changed]) === "interrupted") return taken;
    }
    if (this.#failure !== undefined) throw new SocketError(this.#failure);
    return taken;
  }

  /** Takes bytes to be sent, as long as no more than `limit` wait already. */
  queue(bytes: Uint8Array, limit: number): number {
    const connection = this.#connection;
    if (!connection) throw new SocketError("ENOTCONN");
    if (this.#writeEnded) throw new SocketError("EPIPE");
    if (this.#failure !== undefined) throw new SocketError(this.#failure);
    if (this.#unwritten >= limit) throw new SocketError("EAGAIN");
    const room = this.#traffic.room(bytes.length);
    if (room === 0 && bytes.length > 0) throw new SocketError("EDQUOT");
    const taken = bytes.subarray(0, room);
    this.#traffic.send(room);
    this.#unwritten += room;
    this.#writes = this.#writes.then(() => this.#write(connection, taken));
    return room;
  }

  /** Asks for data in the background, for one who waits until the socket is readable. */
  startReading(length: number = READ_SIZE): void {
    const connection = this.#connection;
    if (!connection || this.#reading || this.readable) return;
    this.#reading = true;
    const size = Math.max(4096, Math.min(length, 4 * READ_SIZE));
    void this.#read(connection, this.#traffic.room(size));
  }

  /** Ends one or both directions. */
  shutdown(reading: boolean, writing: boolean): void {
    const connection = this.#connection;
    if (!connection) throw new SocketError("ENOTCONN");
    if (reading) {
      this.#ended = true;
      this.#received = [];
    }
    if (writing && !this.#writeEnded) {
      this.#writeEnded = true;
      this.#writes = this.#writes.then(() => connection.closeWrite()).catch(() => {});
    }
    this.changed.fire();
  }

  /**
   * Secures the connection; the peer's certificate is always checked. Returns the protocol of the
   * program's that the peer chose.
   *
   * @param seconds how long the handshake may take; undefined for no limit
   * @throws {SocketError} with Deno's words; the connection is of no use then
   */
  async secure(
    options: TlsOptions,
    waiting: Waiting,
    seconds?: number,
  ): Promise<string | null> {
    const connection = this.#connection;
    if (!connection) throw new SocketError("ENOTCONN");
    if (this.#reading) throw new SocketError("EBUSY", "a read is under way");
    await this.#writes;
    const secured = await startTls(connection as Deno.TcpConn, options).catch(fail);
    this.#connection = secured;
    const done = new Signal();
    let failure: unknown;
    let protocol: string | null = null;
    secured.handshake().then(({ alpnProtocol }) => protocol = alpnProtocol)
      .catch((error: unknown) => failure = error).finally(() => done.fire());
    const outcome = await waiting.wait([done], seconds && seconds * 1000);
    if (outcome === "fired" && failure === undefined) return protocol;
    this.close();
    if (outcome === "fired") fail(failure);
    throw new SocketError(outcome === "late" ? "ETIMEDOUT" : "EINTR");
  }

  /** Closes the connection when everything was written. */
  close(): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    const connection = this.#connection;
    this.#connection = undefined;
    this.#received = [];
    this.#ended = true;
    this.#writeEnded = true;
    const end = (): void => quietly(() => connection?.close());
    // At once where it can be: after a rewind no promise is kept until the next cell.
    if (this.#unwritten === 0) end();
    else void this.#writes.finally(end);
    this.changed.fire();
  }

  async #open({ hostname, port, made, failed }: Connecting): Promise<void> {
    try {
      const connection = await connect({ hostname, port });
      if (this.#is("closed")) return connection.close();
      quietly(() => connection.setNoDelay(true));
      this.#connection = connection;
      this.local = connection.localAddr as Deno.NetAddr;
      this.#state = "connected";
      made();
    } catch (error) {
      if (this.#is("closed")) return;
      failed(error);
      this.pendingError = connectionErrorName(error);
      this.#state = "new";
    }
    this.changed.fire();
  }

  async #read(connection: Deno.Conn, length: number): Promise<void> {
    try {
      const buffer = new Uint8Array(length);
      const count = await connection.read(buffer);
      if (count === null) this.#ended = true;
      else {
        this.#traffic.receive(count);
        if (!this.#ended) this.#received.push(buffer.subarray(0, count));
      }
    } catch (error) {
      // A peer that leaves TLS without a word counts as the end, as in Python's ssl.
      if (error instanceof UnexpectedEof) this.#ended = true;
      else if (!this.#is("closed")) this.#failure ??= connectionErrorName(error);
    }
    this.#reading = false;
    this.changed.fire();
  }

  async #write(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
    try {
      for (let done = 0; done < bytes.length && this.#failure === undefined;) {
        done += await connection.write(bytes.subarray(done));
      }
    } catch (error) {
      this.#failure ??= connectionErrorName(error);
    }
    this.#unwritten -= bytes.length;
    this.changed.fire();
  }

  #drain(length: number): Uint8Array {
    const pieces: Uint8Array[] = [];
    for (let left = length; left > 0;) {
      const [first] = this.#received;
      if (!first) break;
      pieces.push(first.subarray(0, left));
      if (first.length <= left) this.#received.shift();
      else this.#received[0] = first.subarray(left);
      left -= first.length;
    }
    return pieces.length === 1 ? pieces[0]! : concatenate(pieces);
  }

  async #wait(waiting: Waiting): Promise<void> {
    const outcome = await waiting.wait([this.changed]);
    if (outcome === "interrupted") throw new SocketError("EINTR");
    if (this.#is("closed")) throw new SocketError("EBADF");
  }

  #is(state: State): boolean {
    return this.#state === state;
  }
}

function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function fail(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  throw new SocketError(connectionErrorName(error), message);
}

function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // Closed by the peer meanwhile.
  }
}
