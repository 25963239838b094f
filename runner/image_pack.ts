/** What files hold, many in one piece: a part of a checkpoint. */

/** Where a content lies. */
export interface Place {
  readonly pack: string;
  readonly offset: number;
  readonly length: number;
}

/** Contents one after the other. */
export class Pack {
  readonly id: string;
  readonly #contents: Uint8Array[] = [];
  length = 0;

  constructor(id: string) {
    this.id = id;
  }

  add(content: Uint8Array): Place {
    const place = { pack: this.id, offset: this.length, length: content.length };
    this.#contents.push(content);
    this.length += content.length;
    return place;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.length);
    let offset = 0;
    for (const content of this.#contents) {
      bytes.set(content, offset);
      offset += content.length;
    }
    return bytes;
  }
}
