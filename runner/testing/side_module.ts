/**
 * WebAssembly side modules made by hand: a shared library, and two that need it.
 *
 * No compiler is at hand in the tests, and no package with a library of its own. The format is that
 * of WebAssembly's tool conventions (DynamicLinking.md): a section `dylink.0` in front, memory and
 * table of the main module, code and data placed by `__memory_base` and `__table_base`.
 */

/** Types of functions that the modules have; every value is an i32. */
interface Signature {
  readonly parameters: number;
  readonly results: number;
}

interface Routine extends Signature {
  /** The name it is exported by. */
  readonly name: string;
  /** Instructions without the final `end`. */
  readonly body: readonly number[];
}

/** What a side module is made of. */
interface Recipe {
  /** Libraries that have to be loaded before it. */
  readonly needed?: readonly string[];
  /** Folders where they are looked for first; `$ORIGIN` is the module's own. */
  readonly paths?: readonly string[];
  /** Functions of `env`; the first has index 0. */
  readonly imports?: readonly (Signature & { readonly name: string })[];
  /** The routines, whose indices follow those of the imports. */
  readonly routines: readonly Routine[];
  /** What lies at `__memory_base`. */
  readonly data?: Uint8Array;
  /** The indices of functions that lie in the table at `__table_base`. */
  readonly table?: readonly number[];
}

const I32 = 0x7f;
const [CUSTOM, TYPE, IMPORT, FUNCTION, EXPORT, ELEMENT, CODE, DATA] = [0, 1, 2, 3, 7, 9, 10, 11];
const [CALL, DROP, I32_CONST, I32_ADD, I32_MUL] = [0x10, 0x1a, 0x41, 0x6a, 0x6c];
const [I32_LOAD, I32_STORE, GLOBAL_GET, END] = [0x28, 0x36, 0x23, 0x0b];
const [MEMORY_BASE, TABLE_BASE] = [0, 1];

/**
 * A shared library that needs nothing.
 *
 * `answer()` is 42; `count()` is 1, 2, 3 ... of memory that belongs to the library.
 */
export function library(): Uint8Array {
  const place = [GLOBAL_GET, MEMORY_BASE];
  const body = [
    ...place,
    ...[...place, I32_LOAD, 2, 0, I32_CONST, 1, I32_ADD],
    ...[I32_STORE, 2, 0],
    ...[...place, I32_LOAD, 2, 0],
  ];
  return sideModule({
    routines: [
      { name: "answer", parameters: 0, results: 1, body: [I32_CONST, 42] },
      { name: "count", parameters: 0, results: 1, body },
    ],
    data: new Uint8Array(4),
  });
}

/** A library for ctypes that needs {@link library} under the name `needed`, in `paths`: `twice()` is 84. */
export function dependent(needed: string, paths: readonly string[] = []): Uint8Array {
  return sideModule({
    needed: [needed],
    paths,
    imports: [{ name: "answer", parameters: 0, results: 1 }],
    routines: [{
      name: "twice",
      parameters: 0,
      results: 1,
      body: [CALL, 0, I32_CONST, 2, I32_MUL],
    }],
  });
}

/**
 * An extension module of Python that needs {@link library} under the name `needed`.
 *
 * Its function `count()` gives the library's count.
 *
 * @param name the module's, without packages
 */
export function extension(name: string, needed: string): Uint8Array {
  // PyModuleDef (13 words), two PyMethodDef (4 words each), then the texts.
  const [definition, methods, texts] = [0, 52, 84];
  const names = text(`${name}\0count\0`);
  const data = new Uint8Array(texts + names.length);
  const words = new DataView(data.buffer);
  words.setInt32(definition, 1, true); // The reference count.
  words.setInt32(definition + 28, -1, true); // m_size: no state of an interpreter's own.
  words.setInt32(methods + 8, 4, true); // METH_NOARGS
  data.set(names, texts);
  return sideModule({
    needed: [needed],
    imports: [
      { name: "count", parameters: 0, results: 1 },
      { name: "PyLong_FromLong", parameters: 1, results: 1 },
      { name: "PyModule_Create2", parameters: 2, results: 1 },
    ],
    routines: [
      { name: "count_of_module", parameters: 2, results: 1, body: [CALL, 0, CALL, 1] },
      {
        name: `PyInit_${name}`,
        parameters: 0,
        results: 1,
        // 1013 is PYTHON_API_VERSION.
        body: [GLOBAL_GET, MEMORY_BASE, I32_CONST, ...signed(1013), CALL, 2],
      },
      {
        name: "__wasm_apply_data_relocs",
        parameters: 0,
        results: 0,
        body: [
          ...relocation(definition + 20, MEMORY_BASE, texts), // m_name
          ...relocation(definition + 32, MEMORY_BASE, methods), // m_methods
          ...relocation(methods, MEMORY_BASE, texts + name.length + 1), // ml_name
          ...relocation(methods + 4, TABLE_BASE, 0), // ml_meth
        ],
      },
    ],
    data,
    table: [3],
  });
}

/** A library that cannot be loaded: its code calls a function that nobody has. */
export function unresolved(needed: string): Uint8Array {
  return sideModule({
    needed: [needed],
    imports: [{ name: "no_such_function", parameters: 0, results: 1 }],
    routines: [{ name: "fails", parameters: 0, results: 0, body: [CALL, 0, DROP] }],
  });
}

/** Stores `base + value` at an offset of the module's memory. */
function relocation(offset: number, base: number, value: number): number[] {
  const place = [GLOBAL_GET, MEMORY_BASE, I32_CONST, ...signed(offset), I32_ADD];
  const target = [GLOBAL_GET, base, I32_CONST, ...signed(value), I32_ADD];
  return [...place, ...target, I32_STORE, 2, 0];
}

function sideModule(recipe: Recipe): Uint8Array<ArrayBuffer> {
  const { needed = [], paths = [], imports = [], routines, data = new Uint8Array(0), table = [] } =
    recipe;
  const memory = [unsigned(data.length), unsigned(2), unsigned(table.length), unsigned(0)].flat();
  const dynamic = [
    ...name("dylink.0"),
    ...[1, ...sized(memory)],
    ...(needed.length > 0 ? [2, ...sized(vector(needed.map(name)))] : []),
    ...(paths.length > 0 ? [5, ...sized(vector(paths.map(name)))] : []),
  ];
  const signatures: readonly Signature[] = [...imports, ...routines];
  const types = signatures.map(({ parameters, results }) => [
    0x60,
    ...vector(Array(parameters).fill([I32])),
    ...vector(Array(results).fill([I32])),
  ]);
  const elements = [0, GLOBAL_GET, TABLE_BASE, END, ...vector(table.map(unsigned))];
  const bytes = [0, GLOBAL_GET, MEMORY_BASE, END, ...sized([...data])];
  const sections = [
    [CUSTOM, ...sized(dynamic)],
    [TYPE, ...sized(vector(types))],
    [IMPORT, ...sized(vector(importEntries(imports)))],
    [FUNCTION, ...sized(vector(routines.map((_, index) => unsigned(imports.length + index))))],
    [EXPORT, ...sized(vector(exportEntries(imports.length, routines)))],
    table.length > 0 ? [ELEMENT, ...sized(vector([elements]))] : [],
    [CODE, ...sized(vector(routines.map(({ body }) => sized([0, ...body, END]))))],
    data.length > 0 ? [DATA, ...sized(vector([bytes]))] : [],
  ];
  return new Uint8Array([0, ...text("asm"), 1, 0, 0, 0, ...sections.flat()]);
}

/** Memory, bases and table of the main module, then the functions with the types from 0 on. */
function importEntries(imports: readonly { readonly name: string }[]): number[][] {
  const entry = (what: string, kind: readonly number[]): number[] => [
    ...name("env"),
    ...name(what),
    ...kind,
  ];
  return [
    entry("memory", [2, 0, 0]),
    entry("__memory_base", [3, I32, 0]),
    entry("__table_base", [3, I32, 0]),
    entry("__indirect_function_table", [1, 0x70, 0, 0]),
    ...imports.map((item, index) => entry(item.name, [0, ...unsigned(index)])),
  ];
}

function exportEntries(first: number, routines: readonly Routine[]): number[][] {
  return routines.map((routine, index) => [...name(routine.name), 0, ...unsigned(first + index)]);
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function sized(bytes: readonly number[]): number[] {
  return [...unsigned(bytes.length), ...bytes];
}

function name(value: string): number[] {
  return sized([...text(value)]);
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** A number of at least 0 as unsigned LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [value & 0x7f | 0x80, ...unsigned(value >>> 7)];
}

/** A number as signed LEB128. */
function signed(value: number): number[] {
  const isLast = value >= -64 && value < 64;
  return isLast ? [value & 0x7f] : [value & 0x7f | 0x80, ...signed(value >> 7)];
}
