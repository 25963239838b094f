/** The types that cross into native code, one letter each: those of Python's `struct` in its native sizes. */

// Taken before the guest's realm loses `Deno`.
const { dlopen } = Deno;

/** How a value of one type lies in a slot of eight bytes; integers are extended to fill it. */
interface NativeType {
  readonly type: Deno.NativeType;
  read(view: DataView, at: number): unknown;
  write(view: DataView, at: number, value: unknown): void;
}

/** The functions of an opened library. */
export type Dynamic = Readonly<Record<string, ((...args: unknown[]) => unknown) | null>>;

const signed = (type: Deno.NativeType, read: NativeType["read"]): NativeType => ({
  type,
  read,
  write: (view, at, value): void => view.setBigInt64(at, BigInt(value as number), true),
});
const unsigned = (type: Deno.NativeType, read: NativeType["read"]): NativeType => ({
  type,
  read,
  write: (view, at, value): void => view.setBigUint64(at, BigInt(value as number), true),
});
const floating = (type: Deno.NativeType): NativeType => ({
  type,
  read: (view, at): number => view.getFloat64(at, true),
  write: (view, at, value): void => view.setFloat64(at, value as number, true),
});

/** The types by their letter; `p`, an address, is in the library's care. */
export const NATIVE_TYPES: Readonly<Record<string, NativeType>> = {
  b: signed("i8", (view, at) => view.getInt8(at)),
  B: unsigned("u8", (view, at) => view.getUint8(at)),
  h: signed("i16", (view, at) => view.getInt16(at, true)),
  H: unsigned("u16", (view, at) => view.getUint16(at, true)),
  i: signed("i32", (view, at) => view.getInt32(at, true)),
  I: unsigned("u32", (view, at) => view.getUint32(at, true)),
  q: signed("i64", (view, at) => view.getBigInt64(at, true)),
  Q: unsigned("u64", (view, at) => view.getBigUint64(at, true)),
  f: floating("f32"),
  d: floating("f64"),
  p: unsigned("u64", (view, at) => view.getBigUint64(at, true)),
};

/** Opens a library. @throws what Deno throws: a refusal, a missing file, a missing symbol */
export function openDynamic(
  path: string,
  functions: Readonly<Record<string, Deno.ForeignFunction | Deno.ForeignStatic>>,
): Dynamic {
  return dlopen(path, functions).symbols as unknown as Dynamic;
}

/** Whether Deno opened the library and did not find a symbol in it. */
export function isMissingSymbol(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("Failed to register symbol");
}
