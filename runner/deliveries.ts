/** Parts for a guest that rests: they come in mail, without a turn of its event loop. */
import { MAIL_ROOM, type SupervisorChannel } from "./channel.ts";
import type { ToGuest } from "./guest_messages.ts";
import type { HostMessage, PartName } from "./protocol.ts";

/** Milliseconds after which a full mailbox is looked at again. */
const AGAIN = 20;

/** A message whose parts follow it; the guest gets them before it. */
type Order = Extract<HostMessage, { type: "rewind" | "packages" }>;

/** What is on its way to the guest. */
export class Deliveries {
  readonly #channel: SupervisorChannel;
  #order: Order | undefined;
  #missing = 0;
  #last: Promise<void> = Promise.resolve();
  #wake = (): void => {};

  constructor(channel: SupervisorChannel) {
    this.#channel = channel;
  }

  /** Whether the next part belongs to a message that the guest waits for. */
  get isOpen(): boolean {
    return this.#order !== undefined;
  }

  /** Takes a message; it goes to the guest when its parts have gone. */
  begin(order: Order): void {
    this.#order = order;
    this.#missing = order.parts;
    this.#endWhenComplete();
  }

  /** Gives the guest a piece of a part. */
  add(part: PartName, offset: number, body: Uint8Array): void {
    for (let at = 0; at === 0 || at < body.length; at += MAIL_ROOM) {
      const bytes = body.slice(at, at + MAIL_ROOM);
      this.#mailInTurn({ type: "piece", part, offset: offset + at }, bytes);
    }
    if (offset + body.length === part.length) this.#missing--;
    this.#endWhenComplete();
  }

  /** The guest has taken a piece. */
  taken(): void {
    this.#wake();
  }

  #endWhenComplete(): void {
    if (!this.#order || this.#missing > 0) return;
    const { type, request } = this.#order;
    this.#order = undefined;
    this.#mailInTurn({ type, request });
  }

  /** Mails when the guest has read the mail before. */
  #mailInTurn(message: ToGuest, bytes?: Uint8Array): void {
    const text = JSON.stringify(message);
    this.#last = this.#last.then(async () => {
      while (!this.#channel.send(text, bytes)) await this.#nextTurn();
    });
  }

  /** Waits until the guest says that it has taken a piece; not for long, since it is not to be relied on. */
  #nextTurn(): Promise<void> {
    return new Promise((resolve) => {
      const late = setTimeout(resolve, AGAIN);
      this.#wake = (): void => {
        clearTimeout(late);
        resolve();
      };
    });
  }
}
