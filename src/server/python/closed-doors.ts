/**
 * The walls around Python. Whatever WebAssembly does to the outside goes through the functions it imports; once Python has been loaded,
 * only those are left that compute, tell the time, and exchange bytes with the worker. That holds whatever an expression does inside.
 */

/** Names of imports that Python needs to go on; all others are closed. */
const needed =
  /^(invoke_\w+|js2python(_immutable|_convert)?(_js)?|_python2js_(ascii|ucs[124])|JsvArray_Get|JsvError_Check|JsvNoValue_Check|Jsv_GetError_import|throw_no_gil|_PyEM_TrampolineCall_JS|_Py_CheckEmscriptenSignals_Helper|fd_(read|write|fdstat_get)|clock_(res|time)_get|random_get|emscripten_date_now|emscripten_resize_heap|_(tzset|timegm|mktime|localtime|gmtime)_js)$/;

/** "Permission denied" among the error numbers of WASI. */
const permissionDenied = -2;

type Imports = Record<string, Record<string, unknown>>;
type Callable = (...args: unknown[]) => unknown;

/** Opens only while Python is loaded. */
export class ClosedDoors {
  #closed = false;
  #wasTried = false;

  /**
   * Has WebAssembly's imports pass through here, and bounds its memory.
   *
   * @param maxMemory bytes
   */
  constructor(maxMemory: number) {
    const instantiate = WebAssembly.instantiate as (source: unknown, imports?: Imports) => Promise<unknown>;
    Object.assign(WebAssembly, {
      instantiate: (source: unknown, imports?: Imports) => {
        if (imports?.["env"]) this.#guard(imports, maxMemory);
        return instantiate(source, imports);
      },
    });
  }

  /** Whether Python did something that nothing in it may do; it has been torn from its work then, and cannot go on. */
  get wasTried(): boolean {
    return this.#wasTried;
  }

  /** From now on Python has nothing but its memory, and its globals are all that the worker's JavaScript has left. */
  close(): void {
    this.#closed = true;
    for (const name of Object.getOwnPropertyNames(globalThis)) {
      if (!kept.has(name)) Reflect.deleteProperty(globalThis, name);
    }
  }

  #guard(imports: Imports, maxMemory: number): void {
    for (const module of Object.values(imports)) {
      for (const [name, value] of Object.entries(module)) {
        if (typeof value === "function" && !needed.test(name)) module[name] = this.#door(name, value as Callable);
      }
    }
    const env = imports["env"] ?? {};
    const grow = env["emscripten_resize_heap"] as (bytes: number) => unknown;
    const growWithin = (bytes: number): unknown => (bytes >>> 0 > maxMemory ? 0 : grow(bytes));
    env["emscripten_resize_heap"] = Object.assign(growWithin, grow);
  }

  #door(name: string, way: Callable): Callable {
    const door: Callable = (...args) => {
      if (!this.#closed) return way(...args);
      if (name.startsWith("__syscall_")) return permissionDenied;
      this.#wasTried = true;
      throw new Error(`The door ${name} is closed.`);
    };
    // Emscripten keeps what it knows of a function on the function.
    return Object.assign(door, way);
  }
}

/** What JavaScript itself has, but nothing that makes code of text, and what Python's glue uses. */
const kept = new Set([
  ..."Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date Error Float32Array Float64Array Infinity".split(
    " ",
  ),
  ..."Int16Array Int32Array Int8Array Intl JSON Map Math NaN Number Object Promise Proxy RangeError Reflect RegExp Set".split(
    " ",
  ),
  ..."SharedArrayBuffer String Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray".split(
    " ",
  ),
  ..."WeakMap WeakRef WeakSet FinalizationRegistry WebAssembly TextDecoder TextEncoder crypto globalThis parseFloat parseInt".split(
    " ",
  ),
  ..."undefined isNaN isFinite performance".split(" "),
]);
