/**
 * Text patches of `pyodide.asm.mjs` (Pyodide 314.0.7), applied when the runtime is installed.
 *
 * Each must match exactly once: one that does not is an error, never a silent skip.
 */

interface Patch {
  /** What the patch is for. */
  readonly purpose: string;
  readonly find: string;
  readonly replace: string;
}

const MEMORY_BASE = "var memoryBase=metadata.memorySize?" +
  "alignMemory(getMemory(metadata.memorySize+memAlign),memAlign):0;" +
  "var tableBase=metadata.tableSize?wasmTable.length:0;";

const PATCHES: readonly Patch[] = [
  {
    purpose: "load a library again at the address that an image names",
    find: MEMORY_BASE,
    replace: "Module.fillTable?.();" +
      "var replayed=Module.replayLibrary?.(libName,metadata);" +
      "var memoryBase=replayed?replayed.memoryBase:metadata.memorySize?" +
      "alignMemory(getMemory(metadata.memorySize+memAlign),memAlign):0;" +
      "var tableBase=replayed?replayed.tableBase:metadata.tableSize?wasmTable.length:0;" +
      "if(!replayed)Module.recordLibrary?.({name:libName,memoryBase,tableBase," +
      "memorySize:metadata.memorySize,tableSize:metadata.tableSize});",
  },
  {
    purpose: "leave relocated data alone: the image has it",
    find: "if(applyRelocs){if(runtimeInitialized){applyRelocs()",
    replace: "if(applyRelocs&&!replayed){if(runtimeInitialized){applyRelocs()",
  },
  {
    purpose: "run no constructor twice: the image has what they made",
    find: 'var init=moduleExports["__wasm_call_ctors"];if(init){',
    replace: 'var init=moduleExports["__wasm_call_ctors"];if(init&&!replayed){',
  },
  {
    purpose: "find the libraries of packages wherever the variables of the program lead",
    find: "return resLibNameC?UTF8ToString(resLibNameC):undefined",
    replace: "return resLibNameC?UTF8ToString(resLibNameC):Module.findLibrary?.(libName)",
  },
  {
    purpose: "name the library that is missing, rather than what a browser would ask for it",
    find: "var libFile=locateFile(libName);",
    replace: "throw new Error(`library '${libName}' is not installed`);",
  },
  {
    purpose: "let a library that failed to load be loaded again",
    find: "moduleLoaded(getExports());return true}",
    replace: "try{moduleLoaded(getExports())}catch(error){" +
      "delete LDSO.loadedLibsByName[libName];if(handle)delete LDSO.loadedLibsByHandle[handle];" +
      "Module.forgetLibrary?.(libName);throw error}return true}",
  },
  {
    purpose: "fill the function table before anything is looked up in it",
    find: "var getFunctionAddress=func=>{",
    replace: "var getFunctionAddress=func=>{Module.fillTable?.();",
  },
  {
    purpose: "fill the global offset table when a library needs it, not at start",
    find: "assignWasmExports(wasmExports);updateGOT(origExports)",
    replace: "assignWasmExports(wasmExports);Module.lazyTable?Module.lazyTable(origExports," +
      "{GOT,wasmTable,freeTableIndexes,updateAll:()=>updateGOT(origExports)})" +
      ":updateGOT(origExports)",
  },
  {
    purpose: "hand out the closures that images need",
    find: "var wasmExports;wasmExports=await (createWasm());run();",
    replace: "var wasmExports;wasmExports=await (createWasm());" +
      "Module.internals={wasmImports,get wasmExports(){return wasmExports}," +
      "get table(){return wasmTable},get tableMap(){getFunctionAddress(()=>0);" +
      "return functionsInTableMap},setTableEntry:setWasmTableEntry," +
      "prepareClosure:ffi_prep_closure_loc_js," +
      "get keepalive(){return runtimeKeepaliveCounter}," +
      "set keepalive(n){runtimeKeepaliveCounter=n}};run();",
  },
  {
    purpose: "let memory grow to the session's limit, which no flag of the engine has to name",
    find: "var getHeapMax=()=>4294901760;",
    replace: "var getHeapMax=()=>Math.min(Module.heapLimit??4294901760,4294901760);",
  },
  {
    purpose: "hold an image to the session's limit",
    find: "var growMemory=size=>{",
    replace: "var growMemory=size=>{if(size>getHeapMax())return;",
  },
  {
    purpose: "let the monotonic clock go on from where it was in an image",
    find: "var _emscripten_get_now=()=>performance.now();",
    replace: "var _emscripten_get_now=()=>performance.now()+(Module.clock??0);",
  },
  {
    purpose: "remember with which arguments a ctypes callback was made",
    find: "function ffi_prep_closure_loc_js(closure,cif,fun,user_data,codeloc){",
    replace: "function ffi_prep_closure_loc_js(closure,cif,fun,user_data,codeloc){" +
      "(Module.closures??=new Map).set(codeloc,[closure,cif,fun,user_data,codeloc]);",
  },
  {
    purpose: "know every proxy of a Python object",
    find: 'P[Zt]=N,B}a(ae,"pyproxy_new")',
    replace: 'P[Zt]=N,g||Module.bear?.(o),B}a(ae,"pyproxy_new")',
  },
  {
    purpose: "know every function that calls Python once, and be able to undo it",
    find: "function create_once_callable(obj,may_syncify){try{_Py_IncRef(obj);" +
      "let alreadyCalled=!!0;function wrapper(...args){",
    replace: "function create_once_callable(obj,may_syncify){try{_Py_IncRef(obj);" +
      "let alreadyCalled=!!0;let undone=!!0;" +
      "wrapper.undo=()=>{undone=!0;Module.finalizationRegistry.unregister(wrapper)};" +
      "Module.bear?.(wrapper);function wrapper(...args){if(undone)return;",
  },
  {
    purpose: "destroy no such function that is undone",
    find: "wrapper.destroy=function(){if(alreadyCalled)",
    replace: "wrapper.destroy=function(){if(undone)return;if(alreadyCalled)",
  },
  {
    purpose: "know what waits for a promise, and be able to undo it",
    find: "let used=!!0;function checkUsed(){",
    replace: "let used=!!0;let undone=!!0;destroy.undo=()=>{undone=!0};" +
      "destroy.awaits=()=>used||undone?0:handle_result;Module.bear?.(destroy);" +
      "function checkUsed(){",
  },
  {
    purpose: "let no promise reach Python for one who is undone",
    find: "function onFulfilled(res){checkUsed();",
    replace: "function onFulfilled(res){if(undone)return;checkUsed();",
  },
  {
    purpose: "let no failed promise reach Python for one who is undone",
    find: "function onRejected(err){checkUsed();",
    replace: "function onRejected(err){if(undone)return;checkUsed();",
  },
  {
    purpose: "know the timers of Python's event loop: those that come at once",
    find: 'else setTimeout(t,0)}a(bo,"scheduleCallbackImmediate")',
    replace: 'else(API.setTimeout??setTimeout)(t,0)}a(bo,"scheduleCallbackImmediate")',
  },
  {
    purpose: "know the timers of Python's event loop",
    find: ':setTimeout(t,e)}a(me,"scheduleCallback")',
    replace: ':(API.setTimeout??setTimeout)(t,e)}a(me,"scheduleCallback")',
  },
  {
    purpose: "know by which number Python has an object already",
    find: "function __hiwire_deduplicate_new(){return new Map}",
    replace: "function __hiwire_deduplicate_new(){return Module.known=new Map}",
  },
  {
    purpose: "count the calls that are suspended",
    find: "constructor(){this.start=stackSave();this.stop=Module.stackStop;",
    replace: "constructor(){Module.suspended=(Module.suspended??0)+1;" +
      "this.start=stackSave();this.stop=Module.stackStop;",
  },
  {
    purpose: "count the calls that go on",
    find: "restore(){let total=evictStackUpTo(",
    replace: "restore(){Module.suspended--;let total=evictStackUpTo(",
  },
  {
    purpose: "tell by which path Python reached a JavaScript global",
    find: 'Symbol("getAccessorList")',
    replace: '(API.accessorSymbol=Symbol("getAccessorList"))',
  },
];

/**
 * Applies every patch.
 *
 * @throws {Error} when one does not match exactly once: this is not the pinned Pyodide.
 */
export function patchPyodide(source: string): string {
  let patched = source;
  for (const { purpose, find, replace } of PATCHES) {
    const matches = patched.split(find).length - 1;
    if (matches !== 1) {
      throw new Error(`Cannot patch pyodide.asm.mjs (${purpose}): found ${matches} places, not 1`);
    }
    patched = patched.replace(find, () => replace);
  }
  return patched;
}
