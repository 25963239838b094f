/**
 * SHA-256, in one call.
 *
 * WebCrypto only gives a promise, and loading node:crypto takes as long as hashing 20 MB here.
 */

const ROUNDS = 64;
const BLOCK = 64;

/** The first 32 bits of the fractional parts of the roots of the first primes, as FIPS 180-4 has them. */
const CONSTANTS = Int32Array.from(primes(ROUNDS), (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));

/** The digest of `bytes`, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  const whole = bytes.length - bytes.length % BLOCK;
  const rest = bytes.length - whole;
  const tail = new Uint8Array(rest + 9 > BLOCK ? 2 * BLOCK : BLOCK);
  tail.set(bytes.subarray(whole));
  tail[rest] = 0x80;
  new DataView(tail.buffer).setBigUint64(tail.length - 8, BigInt(bytes.length) * 8n);
  const state = START.slice();
  add(state, bytes, whole);
  add(state, tail, tail.length);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** Takes in the blocks before `end`. Locals and loops rather than functions: it is most of a first import. */
function add(state: Int32Array, bytes: Uint8Array, end: number): void {
  const w = new Int32Array(ROUNDS);
  let [h0, h1, h2, h3, h4, h5, h6, h7] = state as unknown as number[] as Eight;
  for (let at = 0; at < end; at += BLOCK) {
    for (let i = 0, p = at; i < 16; i++, p += 4) {
      w[i] = bytes[p]! << 24 | bytes[p + 1]! << 16 | bytes[p + 2]! << 8 | bytes[p + 3]!;
    }
    for (let i = 16; i < ROUNDS; i++) {
      const x = w[i - 15]!, y = w[i - 2]!;
      const s0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
      const s1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10;
      w[i] = w[i - 16]! + s0 + w[i - 7]! + s1 | 0;
    }
    let a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, h = h7;
    for (let i = 0; i < ROUNDS; i++) {
      const s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
      const t1 = h + s1 + (e & f ^ ~e & g) + CONSTANTS[i]! + w[i]! | 0;
      const s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
      const t2 = s0 + (a & b ^ a & c ^ b & c) | 0;
      h = g, g = f, f = e, e = d + t1 | 0;
      d = c, c = b, b = a, a = t1 + t2 | 0;
    }
    h0 = h0 + a | 0, h1 = h1 + b | 0, h2 = h2 + c | 0, h3 = h3 + d | 0;
    h4 = h4 + e | 0, h5 = h5 + f | 0, h6 = h6 + g | 0, h7 = h7 + h | 0;
  }
  state.set([h0, h1, h2, h3, h4, h5, h6, h7]);
}

type Eight = [number, number, number, number, number, number, number, number];

function fraction(root: number): number {
  return (root - Math.floor(root)) * 2 ** 32 | 0;
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) {
    if (found.every((prime) => n % prime !== 0)) found.push(n);
  }
  return found;
}
