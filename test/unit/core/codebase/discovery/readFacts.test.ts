import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FileFacts } from '../../../../../src/core/codebase/discovery/fileFacts';
import { readFacts } from '../../../../../src/core/codebase/discovery/scan/readFacts';

function read(path: string, text: string): FileFacts {
  return readFacts(path, text) ?? assert.fail(`${path} is not read`);
}

describe('facts of a source file', () => {
  it('of Python: names, errors, what is imported, and not what stands in its texts', () => {
    const facts = read(
      'shop/cart.py',
      `"""Text:
class NotThere:
    def notThere(self): pass
"""
import json, os.path
from .money import (
    Money,  # an amount
    Rate,
)
from shop import tax

MAX_ITEMS = 3

@dataclass(frozen=True)
class CartError(Exception):
    pass

class CartRepository:
    def add_item(self, name: str) -> Result[Money]:
        try:
            return 1
        except KeyError as error:
            raise CartError("x") from error
        except Exception:
            pass

    async def _hidden(self): ...
`,
    );
    assert.equal(facts.lines, 27);
    assert.deepEqual(facts.imports, [
      ...['json', 'os.path', '.money', 'shop', 'shop.tax', '.money.Money', '.money.Rate'],
    ]);
    assert.deepEqual(facts.signals, {
      'constant.upper': 1,
      'model.dataclass': 1,
      'model.frozen': 1,
      'type.pascal': 2,
      'error.class': 1,
      'suffix.Repository': 1,
      'function.snake': 1,
      'function.typed': 1,
      'error.result': 1,
      'error.caught': 1,
      'error.wrapped': 1,
      'error.caughtAll': 1,
      'function.plain': 1,
      'function.async': 1,
      'function.private': 1,
    });
  });

  const CASES: readonly (readonly [
    path: string,
    text: string,
    signals: readonly string[],
    imports: readonly string[],
  ])[] = [
    [
      'src/cart.ts',
      "import type { Money } from './money';\nimport {\n  tax,\n} from '../tax';\nexport class CartError extends Error {}\nexport interface ICart {}\nexport const MAX_ITEMS = 3;\nexport const addItem = async (name: string): Promise<Result<Money>> => {\n  throw new CartError('x', { cause: name });\n};\n",
      [
        'type.pascal',
        'error.class',
        'interface.prefixed',
        'constant.upper',
        'function.camel',
        'error.wrapped',
        'error.result',
      ],
      ['./money', '../tax'],
    ],
    [
      'test/cart.test.js',
      "const { test } = require('node:test');\ndescribe('cart', () => {\n  it('adds', () => {\n    expect(1).toBe(1);\n  });\n  it.each([1])('adds %d', () => {});\n});\njest.fn();\n",
      ['test.group', 'test.case', 'test.expect', 'test.parametrised', 'test.mock'],
      ['node:test'],
    ],
    [
      'cart/cart.go',
      'package cart\n\nimport (\n\t"errors"\n\t"example.com/shop/money"\n)\n\nvar ErrEmpty = errors.New("empty")\n\ntype Cart struct{}\n\nfunc (c *Cart) Total() (int, error) {\n\treturn 0, fmt.Errorf("x: %w", ErrEmpty)\n}\n',
      ['error.sentinel', 'type.pascal', 'function.pascal', 'error.returned', 'error.wrapped'],
      ['errors', 'example.com/shop/money'],
    ],
    [
      'src/lib.rs',
      'mod money;\nuse crate::tax::{rate, Rate as R};\npub enum CartError { Empty }\npub async fn add_item() -> Result<(), CartError> { Ok(()) }\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn adds() { assert_eq!(1, 1); }\n}\n',
      ['error.class', 'function.snake', 'error.result', 'function.async', 'test.inline', 'test.case'],
      ['self::money', 'crate::tax', 'crate::tax::rate', 'crate::tax::Rate'],
    ],
    [
      'src/main/java/shop/Cart.java',
      'package shop;\nimport shop.money.Money;\npublic class CartException extends RuntimeException {\n  public static final int MAX_ITEMS = 3;\n  public int addItem(String name) throws CartException {\n    try {\n    } catch (Exception e) {\n    }\n  }\n  public static void main(String[] args) {}\n}\n',
      ['error.class', 'constant.upper', 'function.camel', 'error.returned', 'error.caughtAll', 'entry'],
      ['shop.money.Money'],
    ],
    [
      'tests/CartTests.cs',
      'using Shop.Money;\nnamespace Shop.Tests;\npublic class CartTests\n{\n    [Fact]\n    public void AddsItem() { Assert.Equal(1, 1); }\n}\n',
      ['test.case', 'function.pascal', 'test.assert'],
      ['Shop.Money'],
    ],
    [
      'lib/cart.rb',
      "require_relative 'money'\nclass CartError < StandardError\nend\ndef add_item\n  raise CartError\nrescue KeyError\nend\n",
      ['error.class', 'function.snake', 'error.raised', 'error.caught'],
      ['./money'],
    ],
    [
      'src/Cart.php',
      '<?php\nuse Shop\\Money;\nclass Cart\n{\n    public function addItem(string $name): int\n    {\n        throw new CartException();\n    }\n}\n',
      ['type.pascal', 'function.camel', 'function.typed', 'error.raised'],
      ['Shop\\Money'],
    ],
    [
      'src/cart.cpp',
      '#include "money.h"\nclass Cart : public Base {\n};\nTEST(Cart, Adds) {}\nint main() {}\n',
      ['type.pascal', 'test.case', 'entry'],
      ['money.h'],
    ],
  ];
  for (const [path, text, signals, imports] of CASES) {
    it(`of ${path}`, () => {
      const facts = read(path, text);
      const missing = signals.filter((signal) => !Object.hasOwn(facts.signals, signal));
      assert.deepEqual(missing, [], JSON.stringify(facts.signals));
      assert.deepEqual(facts.imports, imports);
    });
  }

  it('are read of any text, and of texts that make patterns try long', () => {
    const hostile = [
      '"""'.repeat(50_000),
      '\'\'\'"""'.repeat(20_000),
      'from a import (\n'.repeat(20_000),
      '/* '.repeat(99_999),
    ];
    const paths = ['a.py', 'a.ts', 'a.go', 'a.rs', 'a.java', 'a.cs', 'a.rb', 'a.php', 'a.cpp'];
    for (const text of [...hostile, `def ${'('.repeat(400)}`, 'const a = ('.repeat(80)])
      for (const path of paths) assert.equal(read(path, text).lines >= 1, true);
    fc.assert(fc.property(fc.constantFrom(...paths), fc.string(), (path, text) => read(path, text).lines >= 0));
  });

  it('take no longer for brackets that nobody closes', () => {
    const text = `public a${'<a'.repeat(450)}\n`.repeat(5_000);
    const before = process.cpuUsage();
    assert.equal(read('a.cs', text).lines, 5_000);
    const { user } = process.cpuUsage(before);
    assert.ok(user < 1_500_000, `${user} microseconds`);
  });

  it('has as many lines as the text, whatever stands in it', () => {
    const line = fc.constantFrom('x = 1', '"""', "'''", 'a = """b""" + """c', '', '# """', 'def f():');
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.boolean(), (lines, ended) => {
        const text = `${lines.join('\n')}${ended ? '\n' : ''}`;
        const wanted = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
        assert.equal(read('a.py', text).lines, wanted);
      }),
    );
  });
});
