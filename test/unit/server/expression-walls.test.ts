/** Expressions stay where they are: nothing of the host, of the network, of others, and no more time and memory than they may have. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { PolicyLab } from "./support/expressions.ts";

const folder = mkdtempSync(join(tmpdir(), "walls-"));
const lab = new PolicyLab(folder, { timeLimit: 1_500 });
after(() => {
  lab.close();
  rmSync(folder, { recursive: true });
});

async function raises(source: string, says: RegExp): Promise<void> {
  await assert.rejects(
    lab.evaluate(source),
    (error: Error) => error.name === "ExpressionError" && says.test(error.message),
  );
}

describe("an expression may not", () => {
  const modules = [
    ...[
      "os",
      "sys",
      "subprocess",
      "socket",
      "ctypes",
      "importlib",
      "builtins",
      "gc",
      "inspect",
      "io",
      "pathlib",
      "shutil",
      "threading",
    ],
    ...[
      "js",
      "pyodide",
      "pyodide_js",
      "_pyodide",
      "pyodide.code",
      "pyodide.ffi",
      "micropip",
      "urllib.request",
      "http.client",
      "sandbox.host",
    ],
  ];
  for (const name of modules) {
    test(`import ${name}`, () => raises(`import ${name}`, new RegExp(`The module '${name}' may not be imported`)));
  }

  const thief = "import functools\nclass Thief:\n    pass\nreturn ";
  const dataclass = "import dataclasses\nclass Own:\n    pass\n";
  const closed: [what: string, source: string][] = [
    ["reach classes by dunder names", "return ().__class__.__base__.__subclasses__()"],
    ["spell such names in pieces", 'return getattr((), "__cla" + "ss__")'],
    ["match them", "match ():\n    case object(__class__=found):\n        return found"],
    ["look at frames", "return (x for x in [1]).gi_frame"],
    ["look at tracebacks", "try:\n    1 / 0\nexcept Exception as error:\n    return error.__traceback__.tb_frame"],
    ["reach the order of bases", "return int.mro()"],
    ["name the builtins", "return __builtins__"],
    ["name the import function", 'return __import__("os")'],
    ["reach globals of functions", "return ak_message.__globals__"],
    [
      "have attributes handed over by update_wrapper",
      `${thief}functools.update_wrapper(Thief(), slugify, assigned=("__globals__",))`,
    ],
    ["have them handed over by wraps", `${thief}functools.wraps(slugify, assigned=("__globals__",))(Thief())`],
    [
      "have them updated by update_wrapper",
      `${thief}functools.update_wrapper(Thief(), slugify, updated=("__globals__",))`,
    ],
    [
      "answer for the interpreter's own attributes",
      "class Own:\n    def __getattribute__(self, name):\n        return name",
    ],
    [
      "name a field so that it is code",
      `${dataclass}Own.__annotations__ = {"a=print(1)": int}\nreturn dataclasses.dataclass(Own)`,
    ],
    ["read attributes in a format", 'return "{0.__globals__}".format(slugify)'],
    ["read them within a format's format", 'return "{0:{1.__globals__}}".format("a", slugify)'],
    ["read them by names", 'return "{f.__globals__}".format(f=slugify)'],
    ["read them behind an index", 'return "{0[0].__globals__}".format([slugify])'],
    ["read them by the method of the class", 'return str.format("{0.__globals__}", slugify)'],
    ["read them with a mapping", 'return "{f.__globals__}".format_map({"f": slugify})'],
    ["read them with getattr", 'return getattr("{0.__globals__}", "format")(slugify)'],
    ["read them in a text of its own", 'class Text(str):\n    pass\nreturn Text("{0.__globals__}").format(slugify)'],
    ["read them by a method that is handed on", 'return list(map("{0.__globals__}".format, [slugify]))'],
    ["match the method", 'match "{0.__globals__}":\n    case str(format=found):\n        return found(slugify)'],
  ];
  for (const [what, source] of closed) {
    test(what, () => raises(source, /may not be used/));
  }

  for (const name of [
    "open",
    "eval",
    "exec",
    "compile",
    "globals",
    "locals",
    "vars",
    "input",
    "breakpoint",
    "help",
    "exit",
  ]) {
    test(`call ${name}`, () => raises(`return ${name}`, /is not defined/));
  }

  const leaks: [module: string, attribute: string][] = [
    ["re", "enum"],
    ["json", "codecs"],
    ["uuid", "os"],
    ["random", "_os"],
    ["operator", "attrgetter"],
    ["string", "Formatter"],
    ["typing", "get_type_hints"],
  ];
  for (const [module, attribute] of leaks) {
    test(`get ${attribute} out of ${module}`, () =>
      raises(`import ${module}\nreturn ${module}.${attribute}`, /no attribute|may not be used/));
  }
});

test("what is closed leaves the rest as Python has it", async () => {
  const sources: [source: string, value: unknown][] = [
    [
      'return "{} {1} {name!r:>5} {0.pk}".replace("{}", "{0.username}").format(request.user, 2, name="x")',
      " 2   'x' None",
    ],
    ['return "{a[b]} {{}}".format_map({"a": {"b": 1}})', "1 {}"],
    ['return ",".join(map("<{}>".format, [1, 2]))', "<1>,<2>"],
    ['return "{:,} {:.1f}".format(1234, 0.25)', "1,234 0.2"],
    ["import datetime\nreturn format(datetime.date(2020, 1, 2), '%Y')", "2020"],
    ["class Own:\n    def format(self):\n        return 'own'\nreturn Own().format()", "own"],
    [
      "import functools\n@functools.wraps(slugify)\ndef own():\n    return 1\nreturn [own.__name__, own()]",
      ["slugify", 1],
    ],
    ["import dataclasses\n@dataclasses.dataclass(frozen=True)\nclass Own:\n    a: int = 1\nreturn Own(2).a", 2],
    [
      "class Own:\n    def __init__(self):\n        self.a = 1\n    def __len__(self):\n        return 3\nreturn len(Own())",
      3,
    ],
  ];
  for (const [source, value] of sources) assert.deepEqual(await lab.result(source), value, source);
});

describe("an expression is stopped", () => {
  test("when it never ends, and those that wait have their turn", async () => {
    const [endless, fine] = await Promise.allSettled([lab.evaluate("while True:\n    pass"), lab.evaluate("return 1")]);
    assert.match(String(endless.status === "rejected" && endless.reason), /took longer than 1\.5 s\.$/);
    assert.equal(fine.status === "fulfilled" && fine.value.value, 1);
  });

  test("when one call never ends, and earlier where its binding allows less", async () => {
    await assert.rejects(lab.evaluate("return 10 ** 10 ** 8 % 7", { timeLimit: 300 }), /took longer than 0\.3 s/);
    assert.equal(await lab.result("return 2"), 2);
  });

  test("when it wants too much memory, at once or little by little", async () => {
    await raises("return len('a' * 100_000_000)", /needs more memory/);
    await raises("rows = []\nwhile True:\n    rows.append('a' * 100_000)", /needs more memory/);
    assert.equal(await lab.result("return 3"), 3);
  });

  test("when it calls itself forever", async () => {
    await raises("def again():\n    return again()\nreturn again()", /recursion/);
    assert.equal(await lab.result("return 4"), 4);
  });

  test("when it leaves too much behind", async () => {
    await raises("return 'a' * 2_000_000", /result is too large/);
  });
});

describe("an expression leaves nothing behind", () => {
  const traces: [what: string, leave: string, look: string, expected: unknown][] = [
    ["in modules", "import json\njson.trace = 1", "import json\nreturn hasattr(json, 'trace')", false],
    ["in classes", "type(request.user).trace = 1", "return hasattr(request.user, 'trace')", false],
    ["in functions", "slugify.trace = 1", "return hasattr(slugify, 'trace')", false],
    [
      "in globals",
      "global trace\ntrace = 1",
      "global trace\ntry:\n    return trace\nexcept NameError:\n    return None",
      undefined,
    ],
    ["in caches", "import re\nre.compile('a').trace", "import random\nreturn 0 <= random.random() < 1", true],
  ];
  for (const [what, leave, look, expected] of traces) {
    test(what, async () => {
      await lab.result(leave);
      assert.equal(await lab.result(look), expected);
    });
  }

  test("and chance is not the same for all", async () => {
    const source = "import random, uuid\nreturn [random.random(), str(uuid.uuid4())]";
    assert.notDeepEqual(await lab.result(source), await lab.result(source));
  });
});
