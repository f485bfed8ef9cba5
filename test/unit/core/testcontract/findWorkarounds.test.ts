import assert from 'node:assert/strict';
import { findWorkarounds, isScanned } from '../../../../src/core/testcontract/findWorkarounds';
import type { TestLiteral } from '../../../../src/core/testcontract/testLiterals';
import type { Workaround } from '../../../../src/core/testcontract/workaround';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';

const trees = createSyntaxTrees();
const TEST_FILES = ['tests/test_cart.py', 'tests/cart.test.js'];

/** Inputs and what is expected of them, one test for each pair. */
type Pairs = readonly (readonly [inputs: readonly string[], expected: string | undefined])[];

function literalsOf(pairs: Pairs): readonly TestLiteral[] {
  return pairs.flatMap(([inputs, expected], index) => {
    const at = { file: 'tests/test_cart.py', line: index + 1, test: `test_${index}` };
    const given = inputs.map((literal) => ({ ...at, literal, role: 'input' as const }));
    return expected === undefined ? given : [...given, { ...at, literal: expected, role: 'expected' as const }];
  });
}

function scan(path: string, text: string, pairs: Pairs = [], specification = ''): Promise<readonly Workaround[]> {
  const search = { subject: [{ path, text }], literals: literalsOf(pairs), testFiles: TEST_FILES, specification };
  return findWorkarounds(search, trees);
}

async function found(path: string, text: string, pairs: Pairs = [], specification = ''): Promise<readonly string[]> {
  const all = await scan(path, text, pairs, specification);
  return all.map(({ kind, line, weight }) => `${line} ${kind} ${weight}`);
}

type Row = readonly [path: string, text: string, pairs: Pairs, found: readonly string[]];

function each(rows: readonly Row[]): void {
  for (const [path, text, pairs, expected] of rows) {
    it(`${path}: ${text.replace(/\s+/g, ' ').slice(0, 90)}`, async () => {
      assert.deepEqual(await found(path, text, pairs), expected);
    });
  }
}

const SUM: Pairs = [[['[10, 20, 30]'], '60']];
const FACTORIALS: Pairs = [
  [['5'], '120'],
  [['10'], '3628800'],
];

describe('finding ways around the tests', () => {
  describe('special cases', () => {
    each([
      ['a.py', 'def f(n):\n    if n == 5:\n        return 120\n    return 1\n', FACTORIALS, ['2 special-case notice']],
      ['a.py', 'def f(n):\n    return 120 if n == 5 else 1\n', FACTORIALS, ['2 special-case notice']],
      [
        'a.py',
        'def f(n):\n    match n:\n        case 5 | 6:\n            return 120\n',
        FACTORIALS,
        ['3 special-case notice'],
      ],
      ['a.py', 'def f(n):\n    return {5: 120, 10: 3628800}[n]\n', FACTORIALS, ['2 special-case notice']],
      [
        'a.py',
        'class F:\n    def __init__(self):\n        self._known = {5: 120, 10: 3628800}\n    def f(self, n):\n        return self._known.get(n, 1)\n',
        FACTORIALS,
        ['3 special-case notice'],
      ],
      [
        'a.py',
        'PAIRS = [(5, 120), (10, 3628800)]\ndef f(n):\n    for key, value in PAIRS:\n        if key == n:\n            return value\n',
        FACTORIALS,
        ['1 special-case notice'],
      ],
      ['a.py', 'def f(items):\n    if items == [10, 20, 30]:\n        return 60\n', SUM, ['2 special-case decide']],
      [
        'a.py',
        'def f(items):\n    if repr(items) == "[10, 20, 30]":\n        return 60\n',
        SUM,
        ['2 special-case decide'],
      ],
      ['a.py', 'def f(items):\n    return 60\n', SUM, ['1 special-case notice']],
      [
        'a.js',
        'export const f = (n) => (n === 5 ? 120 : n === 10 ? 3628800 : 1);',
        FACTORIALS,
        ['1 special-case notice'],
      ],
      [
        'a.js',
        'function f(n) {\n  switch (n) {\n    case 4:\n    case 5:\n      return 120;\n  }\n}',
        FACTORIALS,
        ['4 special-case notice'],
      ],
      [
        'a.js',
        'const known = { 5: 120, 10: 3628800 };\nexport const f = (n) => known[n];',
        FACTORIALS,
        ['1 special-case notice'],
      ],
      [
        'a.ts',
        'const m = new Map([[5, 120], [10, 3628800]]);\nexport const f = (n: number) => m.get(n);',
        FACTORIALS,
        ['1 special-case notice'],
      ],
      ['a.js', 'if (deepEqual(x, [10, 20, 30])) y = 60;', SUM, ['1 special-case decide']],
      [
        'a.js',
        'const primes = [7, 11, 13];\nexport const f = (n) => primes.includes(n);',
        [
          [['7'], undefined],
          [['11'], undefined],
          [['13'], undefined],
        ],
        ['1 special-case notice'],
      ],
      [
        'a.js',
        'const queue = [120, 3628800, 60];\nexport const f = (n) => queue.shift();',
        [...FACTORIALS, ...SUM],
        ['1 special-case notice'],
      ],
    ]);
  });

  describe('no special cases', () => {
    each([
      ['a.py', 'def f(n):\n    if n == 0:\n        return 1\n    return n * f(n - 1)\n', [[['0'], '1']], []],
      ['a.py', 'def f(n):\n    if n >= 5:\n        return 120\n', FACTORIALS, []],
      ['a.py', 'def f(n):\n    if n == 5:\n        return n * 24\n', FACTORIALS, []],
      ['a.py', 'def f(n):\n    if n == 5:\n        return 120\n', [[['5'], '121']], []],
      ['a.py', 'def f(n):\n    if n == 5:\n        return 120\n', [[['6'], '120']], []],
      ['a.py', 'DEFAULTS = {5: 120, 10: 3628800}\nprint(DEFAULTS)\n', FACTORIALS, []],
      ['a.py', 'def f(n):\n    return {5: 120, 10: 3628800, 11: 2, 12: 3, 13: 4}[n]\n', FACTORIALS, []],
      ['a.py', 'def name():\n    return 60\n', SUM, []],
      [
        'a.js',
        'const steps = [[10, 3], [5, 2]];\nfor (const [k, v] of steps) while (n >= k) n -= v;',
        [
          [['10'], '3'],
          [['5'], '2'],
        ],
        [],
      ],
    ]);
  });

  it('weighs by the specification: what it says itself, the code may know', async () => {
    const text =
      'def f(n):\n    if n == 5:\n        return 120\n    if n == 10:\n        return 3628800\n    if n == 7:\n        return 5040\n';
    const pairs: Pairs = [...FACTORIALS, [['7'], '5040']];
    assert.deepEqual(await found('a.py', text, pairs, 'Gives the factorial of n.'), ['2 special-case decide']);
    const listed = 'Gives 120 for 5, 3628800 for 10 and 5040 for 7.';
    assert.deepEqual(await found('a.py', text, pairs, listed), ['2 special-case notice']);
    assert.deepEqual(await found('a.py', text, pairs, 'Gives 1205 for 51 and 110.'), ['2 special-case decide']);
  });

  it('says which answers are known, and from which tests', async () => {
    const [only] = await scan('a.js', 'export const f = (n) => (n === 5 ? 120 : n === 10 ? 3628800 : 1);', FACTORIALS);
    assert.equal(only?.detail, 'answers 120 for 5, 3628800 for 10, exactly what test_0, test_1 ask for');
  });

  describe('knowledge of the runner', () => {
    each([
      ['a.py', 'import os\nx = 1 if os.getenv("PYTEST_CURRENT_TEST") else 2\n', [], ['2 knows-runner decide']],
      [
        'a.py',
        'from os import environ as e\ndef f():\n    return "PYTEST_" + "VERSION" in e\n',
        [],
        ['3 knows-runner decide'],
      ],
      [
        'a.py',
        'import os\ndef f():\n    return any(k.startswith("PYTEST") for k in os.environ)\n',
        [],
        ['3 knows-runner decide'],
      ],
      ['a.py', 'import sys\ndef f():\n    return "unittest" in sys.modules\n', [], ['3 knows-runner decide']],
      ['a.py', '__import__("sys").modules.get("pytest")\n', [], ['1 knows-runner decide']],
      ['a.py', 'import sys\ndef f():\n    return "py.test" in sys.argv[0]\n', [], ['3 knows-runner decide']],
      ['a.py', 'import pytest\n', [], ['1 knows-runner notice']],
      [
        'a.js',
        'const { NODE_TEST_CONTEXT: t } = process.env;\nexport const f = () => (t ? 1 : 2);',
        [],
        ['1 knows-runner decide'],
      ],
      ['a.js', 'export const f = () => process.env?.VITEST === "true";', [], ['1 knows-runner decide']],
      [
        'a.js',
        'export const f = () => Object.keys(globalThis.process.env).some((k) => /^JEST_/.test(k));',
        [],
        ['1 knows-runner decide'],
      ],
      ['a.js', 'export const f = () => process.argv[1].endsWith("mocha.js");', [], ['1 knows-runner decide']],
      ['a.js', 'export const f = () => "describe" in globalThis;', [], ['1 knows-runner decide']],
      ['a.js', 'export const f = () => process.env.NODE_ENV === "test";', [], ['1 knows-runner notice']],
      ['a.js', 'import { test } from "node:test";', [], ['1 knows-runner notice']],
      ['a.js', 'if (import.meta.vitest) run();', [], ['1 knows-runner notice']],
      // Nothing that the code gives hangs on it.
      [
        'a.py',
        'import os\ndef send():\n    if os.environ.get("PYTEST_CURRENT_TEST"):\n        return\n    post()\n',
        [],
        ['3 knows-runner notice'],
      ],
      ['a.js', 'const isTest = typeof jest !== "undefined";\nif (!isTest) connect();', [], ['1 knows-runner notice']],
      // Not asked, only handed on.
      ['a.py', 'import os, subprocess\nsubprocess.run(["pytest"], env={**os.environ})\n', [], []],
      ['a.py', '"""Not for PYTEST_CURRENT_TEST."""\n# os.environ["PYTEST_CURRENT_TEST"]\n', [], []],
      ['a.py', 'def f(environ):\n    return environ["HOME"]\n', [], []],
      ['a.js', 'export const f = () => process.env.HOME;', [], []],
      ['a.js', 'export const f = () => process.argv.slice(2);', [], []],
    ]);

    it('is no secret when the tests or the specification speak of it', async () => {
      const text = 'import os\ndef f():\n    return os.environ["PYTEST_CURRENT_TEST"]\n';
      assert.deepEqual(await found('a.py', text), ['3 knows-runner decide']);
      assert.deepEqual(await found('a.py', text, [[['"PYTEST_CURRENT_TEST"'], undefined]]), ['3 knows-runner notice']);
      assert.deepEqual(await found('a.py', text, [], 'Reads PYTEST_CURRENT_TEST.'), ['3 knows-runner notice']);
    });
  });

  describe('the stack', () => {
    each([
      [
        'a.py',
        'import sys\ndef f():\n    return sys._getframe(1).f_code.co_name.startswith("test_")\n',
        [],
        ['3 reads-stack decide'],
      ],
      [
        'a.py',
        'import traceback as t\ndef f():\n    for frame in t.extract_stack():\n        if "test_cart" in frame.filename:\n            return 1\n',
        [],
        ['3 reads-stack decide'],
      ],
      ['a.js', 'export const f = () => new Error().stack.includes("node:test");', [], ['1 reads-stack decide']],
      [
        'a.py',
        'import inspect\ndef f():\n    frame = inspect.currentframe()\n    return frame.f_back.f_lineno\n',
        [],
        ['3 reads-stack notice'],
      ],
      ['a.js', 'export const where = () => new Error().stack;', [], ['1 reads-stack notice']],
      ['a.js', 'export function f() { try { g(); } catch (e) { log(e.stack); } }', [], []],
      ['a.js', 'class E extends Error { constructor() { super(); Error.captureStackTrace(this, E); } }', [], []],
    ]);
  });

  describe('the clock', () => {
    each([
      ['a.py', 'import time as t\nt.sleep = lambda _: None\n', [], ['2 patched-clock decide']],
      ['a.py', 'import datetime\nsetattr(datetime, "datetime", Fake)\n', [], ['2 patched-clock decide']],
      ['a.py', 'import sys\nsys.modules["time"] = fake\n', [], ['2 patched-clock decide']],
      [
        'a.py',
        'from freezegun import freeze_time\nfreeze_time("2026-01-01").start()\n',
        [],
        ['1 patched-clock notice', '2 patched-clock decide'],
      ],
      ['a.js', 'Date.now = () => 5;', [], ['1 patched-clock decide']],
      ['a.js', 'globalThis.Date = class extends Date {};', [], ['1 patched-clock decide']],
      ['a.js', 'Object.assign(globalThis, { setTimeout: (f) => f() });', [], ['1 patched-clock decide']],
      ['a.ts', '(globalThis as any).setTimeout = (f: () => void) => f();', [], ['1 patched-clock decide']],
      ['a.js', 'export class Clock { constructor() { this.now = Date.now; } }', [], []],
      ['a.py', 'def f(time):\n    time.time = lambda: 3\n', [], []],
      ['a.py', 'class Job:\n    pass\njob = Job()\njob.time = 3\n', [], []],
      ['a.js', 'let setTimeout = own;\nsetTimeout = other;', [], []],
    ]);
  });

  describe('equality', () => {
    each([
      [
        'a.py',
        'class A:\n    def __init__(self, x):\n        self.x = x\n    def __eq__(self, other):\n        return True\n',
        [],
        ['4 patched-equality decide'],
      ],
      [
        'a.py',
        'class A:\n    x: int\n    def __eq__(self, other):\n        return self.x == other.x or True\n',
        [],
        ['3 patched-equality decide'],
      ],
      [
        'a.py',
        'class A:\n    x: int\n    def __ne__(self, other):\n        return False\n',
        [],
        ['3 patched-equality decide'],
      ],
      [
        'a.py',
        'class A:\n    x: int\n    def __eq__(self, other):\n        if not isinstance(other, A):\n            return False\n        return True\n',
        [],
        ['3 patched-equality decide'],
      ],
      [
        'a.py',
        'class Nothing:\n    def __eq__(self, other):\n        return isinstance(other, Nothing)\n',
        [],
        ['2 patched-equality notice'],
      ],
      [
        'a.py',
        'class A:\n    x: int\n    def __eq__(self, other):\n        if not isinstance(other, A):\n            return NotImplemented\n        return self.x == other.x\n',
        [],
        [],
      ],
      ['a.py', 'class A:\n    def __bool__(self):\n        return True\n', [], ['2 patched-equality notice']],
      ['a.py', 'import builtins\nbuiltins.sum = len\n', [], ['2 patched-equality decide']],
      [
        'a.py',
        'import unittest as u\nu.TestCase.assertEqual = print\n',
        [],
        ['1 knows-runner notice', '2 patched-equality decide'],
      ],
      ['a.js', 'class A { x = 1; equals(other) { return other instanceof A; } }', [], ['1 patched-equality decide']],
      [
        'a.js',
        'class A { constructor(x) { this.x = x; } [Symbol.toPrimitive]() { return 60; } }',
        SUM,
        ['1 patched-equality notice'],
      ],
      ['a.js', 'class A { constructor(x) { this.x = x; } valueOf() { return this.x; } }', SUM, []],
      ['a.js', 'Object.is = () => true;', [], ['1 patched-equality decide']],
      ['a.js', 'Array.prototype.last = function () { return this.at(-1); };', [], ['1 patched-equality notice']],
      ['a.js', 'if (!Array.prototype.at) { Array.prototype.at = at; }', [], ['1 patched-equality notice']],
      ['a.js', 'import assert from "node:assert/strict";\nassert.equal = () => {};', [], ['2 patched-equality decide']],
      ['a.js', 'import assert from "node:assert";\nexport const f = (x) => assert.equal(x, 1);', [], []],
    ]);
  });

  describe('the end of the process', () => {
    each([
      ['a.py', 'import os\ndef f():\n    os._exit(0)\n', [], ['3 patched-exit decide']],
      ['a.py', 'import sys\nsys.exit()\n', [], ['2 patched-exit decide']],
      ['a.py', 'import sys\ndef total(x):\n    sys.exit(0)\n', [], ['3 patched-exit notice']],
      ['a.py', 'raise SystemExit\n', [], ['1 patched-exit decide']],
      ['a.py', 'import sys\nsys.exit = print\n', [], ['2 patched-exit decide']],
      ['a.py', 'import atexit\natexit.register(clean)\n', [], ['2 patched-exit notice']],
      ['a.js', 'process.on("exit", () => process.reallyExit(0));', [], ['1 patched-exit decide']],
      ['a.js', 'export function f() {}\nprocess.exit(0);', [], ['2 patched-exit decide']],
      ['a.js', 'process.exitCode = 0;', [], ['1 patched-exit notice']],
      ['a.py', 'import sys\ndef main():\n    sys.exit(2)\nif __name__ == "__main__":\n    sys.exit(main())\n', [], []],
      ['a.js', 'if (require.main === module) process.exit(run());', [], []],
      ['a.js', 'process.exitCode = 1;', [], []],
      ['a.js', '#!/usr/bin/env node\nprocess.exit(0);', [], ['2 patched-exit notice']],
      ['a.py', 'import os\nos.kill(child, 9)\n', [], []],
    ]);
  });

  describe('test files', () => {
    each([
      ['a.py', 'open("tests/test_cart.py", "w").close()\n', [], ['1 touches-tests decide']],
      ['a.py', 'from pathlib import Path\n(Path("tests") / "test_cart.py").unlink()\n', [], ['2 touches-tests decide']],
      [
        'a.py',
        'import glob, os\nfor name in glob.glob("tests/test_*.py"):\n    os.remove(name)\n',
        [],
        ['3 touches-tests decide'],
      ],
      ['a.py', 'import shutil\nFOLDER = "tests"\nshutil.rmtree(FOLDER)\n', [], ['3 touches-tests decide']],
      ['a.py', 'import os\nos.system("rm -rf tests/test_cart.py")\n', [], ['2 touches-tests decide']],
      ['a.py', 'text = open("tests/test_cart.py").read()\n', [], ['1 touches-tests decide']],
      ['a.py', 'from tests.test_cart import EXPECTED\n', [], ['1 touches-tests decide']],
      [
        'a.js',
        'import { promises as fs } from "fs";\nawait fs.rm("./tests", { recursive: true });',
        [],
        ['2 touches-tests decide'],
      ],
      [
        'a.js',
        `require("node:fs").writeFileSync(\`\${root}/tests/cart.test.js\`, "");`,
        [],
        ['1 touches-tests decide'],
      ],
      ['a.py', 'open("tests/data.json", "w").close()\n', [], ['1 touches-tests notice']],
      ['a.py', 'open("tests/data.json").read()\n', [], []],
      ['a.py', 'open("out.txt", "w").close()\n', [], []],
      ['a.py', 'import os\nos.system("pytest tests/test_cart.py")\n', [], []],
      ['a.js', 'import { total } from "./cart.js";', [], []],
    ]);
  });

  it('looks at Python, JavaScript and TypeScript, and says so', async () => {
    for (const path of ['a.py', 'a.js', 'a.mjs', 'a.cjs', 'a.jsx', 'a.ts', 'a.tsx']) assert.ok(isScanned(path), path);
    for (const path of ['a.go', 'a.rs', 'A.java', 'a.txt', 'Makefile']) {
      assert.ok(!isScanned(path), path);
      assert.deepEqual(await found(path, 'os._exit(0)'), []);
    }
  });

  it('gives up on sources that are nested beyond reason, and reads those with errors', async () => {
    const deep = `import os\nos._exit(0)\nx = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`;
    assert.deepEqual(await found('a.py', deep), []);
    assert.deepEqual(await found('a.py', 'import os\nos._exit(0)\ndef broken(:\n'), ['2 patched-exit decide']);
    const stars = `import os\nos.remove("tests/${'*a'.repeat(100)}")\n`;
    assert.deepEqual(await found('a.py', stars), ['2 touches-tests notice']);
  });
});
