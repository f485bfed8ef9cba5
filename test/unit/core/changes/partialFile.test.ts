import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { FilledIn } from '../../../../src/core/changes/partialFile';
import { fillIn } from '../../../../src/core/changes/partialFile';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';
import { block, collect } from './collect';

const trees = createSyntaxTrees();

function fill(path: string, base: string | undefined, text: string, isAdded = false): Promise<FilledIn> {
  return fillIn({ path, text, base, isAdded }, trees);
}

async function filled(path: string, base: string, text: string): Promise<string> {
  const outcome = await fill(path, base, text);
  assert.ok(outcome.kind === 'filled', JSON.stringify(outcome));
  return outcome.text;
}

async function refusal(path: string, base: string | undefined, text: string, isAdded = false): Promise<string> {
  const outcome = await fill(path, base, text, isAdded);
  assert.ok(outcome.kind === 'refused', JSON.stringify(outcome));
  return outcome.detail;
}

const PYTHON = `"""A cart."""
import math
from decimal import Decimal


class Cart:
    """Holds lines."""

    def __init__(self):
        self.lines = []

    def add(self, name, price):
        price = Decimal(price)
        self.lines.append((name, price))

    # In cents.
    @property
    def total(self):
        return sum(price for _, price in self.lines)


def rounded(value):
    return math.floor(value)


def receipt(cart):
    return [name for name, _ in cart.lines]
`;

const SCRIPT = `import { test } from 'node:test';
import assert from 'node:assert/strict';

const PRICES = { a: 1 };

export class Cart {
  constructor() {
    this.lines = [];
  }

  add(name, price) {
    this.lines.push({ name, price });
  }

  total() {
    return this.lines.reduce((sum, { price }) => sum + price, 0);
  }
}

describe('cart', () => {
  it('is empty', () => {
    assert.equal(new Cart().total(), 0);
  });

  it('adds up', () => {
    const cart = new Cart();
    cart.add('a', PRICES.a);
    assert.equal(cart.total(), 1);
  });
});
`;

describe('a block that gives only part of a file', () => {
  describe('is filled in by the lines around its markers', () => {
    it('with a change in the middle', async () => {
      const changed = PYTHON.replace('= Decimal(price)', '= Decimal(price) / 100');
      const given = changed
        .replace(/from decimal[\s\S]*?def add/, '# ... existing code ...\n\n    def add')
        .replace(/ {4}# In cents[\s\S]*?\n\n\ndef receipt/, '    # ... rest of the class unchanged ...\n\ndef receipt');
      assert.match(
        given,
        /import math\n# \.\.\.[^\n]*\n\n {4}def add[\s\S]*Decimal\(price\) \/ 100[\s\S]*# \.\.\. rest[\s\S]*def receipt/,
      );
      assert.equal(await filled('src/cart.py', PYTHON, given), changed);
    });

    it('at the top and at the end', async () => {
      const given = `# ... existing code ...

def rounded(value):
    return math.ceil(value)


def receipt(cart):
# ... rest unchanged ...
`;
      assert.equal(await filled('src/cart.py', PYTHON, given), PYTHON.replace('math.floor', 'math.ceil'));
    });

    it('in a file of no known language', async () => {
      const base = 'name = first\nkind = second\nsize = third\nplace = fourth\n';
      const given = 'name = first\nkind = changed\nsize = third\n# ... rest unchanged ...\n';
      assert.equal(await filled('a.conf', base, given), base.replace('second', 'changed'));
    });

    it('with a bare ellipsis where the language has none', async () => {
      const given = SCRIPT.replace(/const PRICES[\s\S]*?\n {2}add/, '...\n\n  add').replace(
        '{ name, price }',
        '{ name, price: price }',
      );
      assert.equal(await filled('cart.js', SCRIPT, given), SCRIPT.replace('{ name, price }', '{ name, price: price }'));
    });
  });

  describe('is filled in by the names of its definitions', () => {
    it('of a method, its class and the rest left out', async () => {
      const given = `# ... existing imports ...

class Cart:
    # ... existing methods ...

    @property
    def total(self):
        cents = [price for _, price in self.lines]
        return sum(cents)

# ... rest of the file unchanged ...
`;
      const text = await filled('src/cart.py', PYTHON, given);
      assert.equal(
        text,
        PYTHON.replace(
          '        return sum(price for _, price in self.lines)\n',
          '        cents = [price for _, price in self.lines]\n        return sum(cents)\n',
        ),
      );
    });

    it('of a function, with a new one beside it', async () => {
      const given = `# ... existing code ...

def rounded(value):
    return math.ceil(value)


def cents(value):
    return round(value * 100)

# ... existing code ...
`;
      assert.equal(
        await filled('src/cart.py', PYTHON, given),
        PYTHON.replace(
          'math.floor(value)\n',
          'math.ceil(value)\n\n\ndef cents(value):\n    return round(value * 100)\n',
        ),
      );
    });

    it('of new ones after all that is there', async () => {
      const given =
        '# ... existing code ...\n\n\ndef empty():\n    return Cart()\n\n\ndef full(lines):\n    return len(lines)\n';
      assert.equal(
        await filled('src/cart.py', PYTHON, given),
        `${PYTHON}\n\ndef empty():\n    return Cart()\n\n\ndef full(lines):\n    return len(lines)\n`,
      );
    });

    it('of a test inside its group', async () => {
      const given = `// ... existing code ...

describe('cart', () => {
  // ... existing tests ...

  it('adds two', () => {
    assert.equal(new Cart().total(), 2);
  });
});
`;
      assert.equal(
        await filled('cart.test.js', SCRIPT, given),
        SCRIPT.replace(
          /\}\);\n$/,
          `\n  it('adds two', () => {\n    assert.equal(new Cart().total(), 2);\n  });\n});\n`,
        ),
      );
    });

    it('of Go methods by their receivers', async () => {
      const base =
        'package a\n\nfunc (c *Cart) Len() int {\n\treturn 1\n}\n\nfunc (r Receipt) Len() int {\n\treturn 2\n}\n\nfunc Last() int {\n\treturn 3\n}\n';
      const given =
        'package a\n\n// ... existing code ...\n\nfunc (r Receipt) Len() int {\n\treturn 22\n}\n\n// ... existing code ...\n';
      assert.equal(await filled('a.go', base, given), base.replace('return 2\n', 'return 22\n'));
    });
  });

  describe('is refused, with the line that says so', () => {
    const rows: readonly (readonly [
      what: string,
      path: string,
      base: string | undefined,
      given: string,
      line: number,
    ])[] = [
      ['for a new file', 'src/new.py', undefined, 'import os\n\n# ... rest of the implementation ...\n', 3],
      ['for a new file with a bare ellipsis', 'src/new.js', undefined, 'function f() {\n  ...\n}\n', 2],
      [
        'beside code',
        'cart.js',
        SCRIPT,
        "import { test } from 'node:test';\nfunction f() { /* ... existing code ... */ }\n",
        2,
      ],
      ['when its lines stand nowhere', 'a.conf', 'a = first\nb = second\n', 'z = other\n# ... existing lines ...\n', 2],
      [
        'when they stand twice',
        'a.conf',
        'a = first\nb = second\na = first\nc = third\n',
        'a = first\n# ... unchanged ...\nc = third\n',
        2,
      ],
      [
        'when they stand in another order',
        'a.conf',
        'a = first\nb = second\nc = third\n',
        'c = third\n# ... unchanged ...\na = first\n',
        2,
      ],
      [
        'when what it gives was moved from what it leaves out',
        'a.conf',
        'a = first\nb = second\nc = third\nd = fourth\n',
        'a = first\nc = third\nb = second\n# ... unchanged ...\n',
        4,
      ],
      [
        'when the top is gone without a word',
        'a.conf',
        'a = first\nb = second\nc = third\n',
        'b = second\n# ... rest unchanged ...\n',
        2,
      ],
      ['when the end is', 'a.conf', 'a = first\nb = second\nc = third\n', '# ... unchanged ...\nb = second\n', 1],
      [
        'when a new statement has no place',
        'src/cart.py',
        PYTHON,
        '# ... existing code ...\n\nprint(rounded(1.5))\n\n# ... existing code ...\n',
        1,
      ],
      [
        'when a new function has no place',
        'src/cart.py',
        PYTHON,
        '# ... existing code ...\n\ndef other():\n    return 1\n\n# ... existing code ...\n',
        1,
      ],
      [
        'when a definition between two others is missing without a word',
        'src/cart.py',
        PYTHON,
        '# ... existing code ...\n\nclass Cart:\n    lines = ()\n\n\ndef receipt(cart):\n    return 1\n',
        1,
      ],
      [
        'when the name is defined twice',
        'a.js',
        'function f() {\n  return 1;\n}\nfunction f() {\n  return 2;\n}\nfunction g() {\n  return 3;\n}\n',
        '// ... existing code ...\nfunction f() {\n  return 9;\n}\n// ... existing code ...\n',
        1,
      ],
    ];
    for (const [what, path, base, given, line] of rows) {
      it(what, async () => {
        assert.match(
          await refusal(path, base, given),
          new RegExp(`^line ${line} of its block \\(".*"\\) leaves something out, .*: the whole file is needed$`),
        );
      });
    }

    it('when it is added to the end of a file, but for a marker in front', async () => {
      const outcome = await fill('src/cart.py', PYTHON, '# ... existing code ...\n\nx = 1\n', true);
      assert.ok(outcome.kind === 'filled' && outcome.text === '\nx = 1\n', JSON.stringify(outcome));
      assert.match(await refusal('src/cart.py', PYTHON, 'x = 1\n# ... existing code ...\n', true), /^line 2 /);
    });
  });

  describe('is none', () => {
    const whole: readonly (readonly [what: string, path: string, text: string])[] = [
      ['a stub of Python', 'a.pyi', 'class A:\n    def f(self) -> int: ...\n    def g(self) -> int:\n        ...\n'],
      ['a body of Python', 'a.py', 'class Error(Exception):\n    ...\n'],
      ['a spread', 'a.js', 'const a = [\n  ...\n  rest,\n  ...others,\n];\nf(...existing);\n'],
      ['a variadic function', 'a.cpp', 'void f(int a,\n  ...\n);\n'],
      ['words in a text', 'a.py', 'TEXT = """\n# ... existing code ...\n"""\n'],
      ['words in a template', 'a.ts', 'const text = `\n// ... rest of the file unchanged\n`;\n'],
      ['a comment about a rest', 'a.py', '# the rest is sorted already\nx = 1\n# Other tests\n'],
      ['the end of a YAML document', 'a.yaml', 'a: 1\n...\n'],
      ['prose', 'README.md', '# The rest of the file\n\n...\n\nExisting code stays.\n'],
    ];
    for (const [what, path, text] of whole) {
      it(what, async () => {
        assert.deepEqual(await fill(path, undefined, text), { kind: 'whole' });
      });
    }

    it('a comment that the file has already, between the same lines', async () => {
      const base = 'a = 1\n# ... existing code ...\nb = 2\nc = 3\n';
      assert.deepEqual(await fill('a.py', base, base.replace('3', '4')), { kind: 'whole' });
      // Between other lines it stands for what is between them.
      const long = 'total = first\n# ... existing code ...\ncount = second\nprice = third\n';
      assert.equal(await filled('a.py', long, 'total = first\n# ... existing code ...\nprice = third\n'), long);
    });
  });

  describe('whatever is cut out', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefghij'), minLength: 3, maxLength: 6 });
    const line = fc.tuple(word, word).map(([a, b]) => `${a} = ${b}`);
    const few = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta');
    const fewLine = fc.tuple(few, few).map(([a, b]) => `${a} = ${b}`);
    const lines = fc.array(fc.oneof({ weight: 6, arbitrary: fewLine }, { weight: 1, arbitrary: fc.constant('') }), {
      minLength: 1,
      maxLength: 25,
    });

    it('gives the whole file back, or is refused, and never anything else', async () => {
      const seen = { filled: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(lines, fc.array(fc.nat(25), { maxLength: 6 }), async (whole, cuts) => {
          const places = [...new Set(cuts.map((cut) => Math.min(cut, whole.length)))].sort((a, b) => a - b);
          const given: string[] = [];
          let reached = 0;
          for (let index = 0; index + 1 < places.length; index += 2) {
            given.push(...whole.slice(reached, places[index]), '# ... existing lines ...');
            reached = places[index + 1] ?? whole.length;
          }
          given.push(...whole.slice(reached));
          const base = `${whole.join('\n')}\n`;
          const outcome = await fill('a.conf', base, `${given.join('\n')}\n`);
          if (outcome.kind === 'whole') return;
          seen[outcome.kind]++;
          if (outcome.kind === 'filled') assert.equal(outcome.text.trimEnd(), base.trimEnd());
        }),
        { numRuns: 2_000 },
      );
      assert.ok(seen.filled > 200 && seen.refused > 20, JSON.stringify(seen));
    });

    it('gives it back when all lines differ and something stands around each cut', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(line, { minLength: 5, maxLength: 25 }),
          fc.nat(20),
          fc.integer({ min: 1, max: 20 }),
          async (whole, from, count) => {
            const start = from % whole.length;
            const given = whole.toSpliced(start, count, '# ... existing lines ...');
            const base = `${whole.join('\n')}\n`;
            assert.equal(await filled('a.conf', base, `${given.join('\n')}\n`), base);
          },
        ),
        { numRuns: 500 },
      );
    });

    it('keeps an edit elsewhere, or is refused', async () => {
      const seen = { filled: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(line, { minLength: 6, maxLength: 25 }),
          fc.nat(25),
          fc.integer({ min: 1, max: 8 }),
          fc.nat(25),
          fc.constantFrom('change', 'insert', 'remove'),
          async (whole, cut, count, at, edit) => {
            const start = cut % whole.length;
            const place = at % whole.length;
            fc.pre(place < start || place >= start + count);
            // A line that is gone right beside the cut is told by nothing from those that were cut: it comes back.
            fc.pre(edit !== 'remove' || (place !== start - 1 && place !== start + count));
            const put = edit === 'remove' ? [] : ['edited = here'];
            const wanted = whole.toSpliced(place, edit === 'insert' ? 0 : 1, ...put);
            const from = place < start ? start + wanted.length - whole.length : start;
            const given = wanted.toSpliced(from, Math.min(count, whole.length - start), '# ... existing lines ...');
            const outcome = await fill('a.conf', `${whole.join('\n')}\n`, `${given.join('\n')}\n`);
            assert.ok(outcome.kind !== 'whole');
            seen[outcome.kind]++;
            if (outcome.kind === 'filled') assert.equal(outcome.text, `${wanted.join('\n')}\n`);
          },
        ),
        { numRuns: 1_000 },
      );
      assert.ok(seen.filled > 200 && seen.refused > 50, JSON.stringify(seen));
    });

    it('is refused when the lines around the cut stand twice', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(line, { minLength: 4, maxLength: 12 }), fc.nat(10), async (some, at) => {
          const place = 1 + (at % (some.length - 2));
          const base = [...some, ...some];
          const given = [...some.slice(0, place), '# ... existing lines ...', ...some.slice(place + 1)];
          assert.equal((await fill('a.conf', `${base.join('\n')}\n`, `${given.join('\n')}\n`)).kind, 'refused');
        }),
        { numRuns: 300 },
      );
    });
  });

  describe('made to take long', () => {
    for (const [what, path, base, given] of [
      [
        'the same line over and over',
        'a.conf',
        'name = value\n'.repeat(20_000),
        `${'name = value\n'.repeat(10_000)}# ... existing lines ...\n${'name = value\n'.repeat(10_000)}`,
      ],
      [
        'classes in classes',
        'a.js',
        `${'class A {\nb =\n'.repeat(3_000)}1${'\n}'.repeat(3_000)}\n`,
        `// ... existing code ...\n${'class A {\nb =\n'.repeat(3_000)}1${'\n}'.repeat(3_000)}\n`,
      ],
      ['markers only', 'a.js', SCRIPT, '// ... existing code ...\nx;\n'.repeat(5_000)],
      ['a long line', 'a.js', SCRIPT, `// ...${' '.repeat(200_000)}x\n// ... existing code ...\n`],
    ] as const) {
      it(`by ${what}: is refused, or filled in, as any other`, async () => {
        assert.match((await fill(path, base, given)).kind, /refused|filled/);
      });
    }
  });

  describe('in an answer', () => {
    it('is proposed whole, and a note says so', async () => {
      const changes = await collect(
        block(
          'python:src/cart.py',
          '# ... existing code ...',
          '',
          'def rounded(value):',
          '    return math.ceil(value)',
          '',
          '# ... rest unchanged ...',
        ),
        { 'src/cart.py': PYTHON },
      );
      assert.deepEqual(
        changes.files.map(({ text, refusal: why }) => [text, why]),
        [[PYTHON.replace('math.floor', 'math.ceil'), undefined]],
      );
      assert.deepEqual(changes.notes, [
        'src/cart.py: what its block leaves out ("# ... existing code ...", line 1, 6 of the block) is filled in from the file as it is',
      ]);
    });

    it('is refused where it is not certain, or is the second block of its file', async () => {
      const partial = block('python:src/cart.py', 'x = 1', '# ... existing code ...');
      for (const answer of [partial, block('python:src/cart.py', ...PYTHON.split('\n')) + partial]) {
        const changes = await collect(answer, { 'src/cart.py': PYTHON });
        assert.deepEqual(
          changes.files.map((file) => [file.name, file.refusal?.kind]),
          [['src/cart.py', 'partial']],
        );
      }
    });

    it('that leaves out all is no change', async () => {
      const changes = await collect(block('python:src/cart.py', '# ... existing code ...'), { 'src/cart.py': PYTHON });
      assert.deepEqual([changes.files, changes.unchanged], [[], ['src/cart.py']]);
    });
  });
});
