/**
 * Addresses that stand for names.
 *
 * Python resolves a name before it connects, Deno's permissions are for names: a name gets an
 * address that nobody has, and the connection is made to the name again. The addresses are of
 * 240.0.0.0/4, which is reserved (RFC 1112, section 4), so that none can be meant for itself.
 */

const FIRST_OCTET = 240;
const MOST = 1 << 24;

/** The names that were asked for, each with its address. */
export class Names {
  readonly #addresses = new Map<string, string>();
  readonly #names = new Map<string, string>();

  /** The address of a name, or of an address of IPv6 in brackets; another address is its own. */
  addressOf(name: string): string {
    if (isAddress(name)) return name;
    const known = this.#addresses.get(name);
    if (known !== undefined) return known;
    const number = (this.#addresses.size + 1) % MOST;
    const address = [FIRST_OCTET, number >> 16, number >> 8 & 255, number & 255].join(".");
    this.#add(name, address);
    return address;
  }

  /** The name that an address stands for. */
  nameOf(address: string): string | undefined {
    return this.#names.get(address);
  }

  /** What {@link restore} needs to go on in another process. */
  entries(): [name: string, address: string][] {
    return [...this.#addresses];
  }

  /** Takes up the names of an image, in the place of those that are known. */
  restore(entries: readonly (readonly [name: string, address: string])[]): void {
    this.#addresses.clear();
    this.#names.clear();
    for (const [name, address] of entries) this.#add(name, address);
  }

  #add(name: string, address: string): void {
    this.#addresses.set(name, address);
    this.#names.set(address, name);
  }
}

function isAddress(name: string): boolean {
  return name.includes(":") && !name.startsWith("[") || /^\d{1,3}(\.\d{1,3}){3}$/.test(name);
}
