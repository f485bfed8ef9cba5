import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keyOf, readLiteral, spellings, valuesIn } from '../../../../src/core/testcontract/workaroundLiteral';

describe('reading literals', () => {
  const SAME: readonly (readonly [string, readonly string[]])[] = [
    ['3', ['3', ' 3 ', '3.0', '(3)', '0x3', '+3', '3n']],
    ['-1500', ['-1_500', '-1500.0', '-1.5e3']],
    ['"it\'s"', ['"it\'s"', "'it\\'s'", "`it's`", '"it" "\'s"', 'u"it\'s"', '"""it\'s"""']],
    ['"\\\\d"', ['"\\\\d"', "r'\\d'"]],
    ['null', ['None', 'null', 'undefined']],
    ['true', ['True', 'true']],
    ['[1,[2],[]]', ['[1, (2,), []]', '(1, [2,], ())', '{1, (2,), []}']],
    ['{"a":1,"b c":[true]}', ['{a: 1, "b c": [true]}', "{'a': 1, 'b c': (True,)}"]],
    ['{"5":120}', ['{5: 120}', '{"5": 120}']],
    ['{}', ['{}']],
  ];
  for (const [key, sources] of SAME) {
    it(`takes ${sources.join('  ')} for one value`, () => {
      for (const source of sources) {
        const value = readLiteral(source);
        assert.ok(value !== undefined, source);
        assert.equal(keyOf(value), key, source);
      }
    });
  }

  it('refuses what is more than a literal, or less', () => {
    const others = [
      '',
      'x',
      'f(1)',
      '[1',
      '1]',
      '[1 2]',
      '1 + 2',
      '[x for x in y]',
      '`a$\u007bb}`',
      '{a}',
      '{1: x}',
      '"a',
      '-"a"',
      '- -1',
    ];
    for (const source of others) assert.equal(readLiteral(source), undefined, source);
    assert.equal(readLiteral('['.repeat(10_000)), undefined);
    assert.equal(readLiteral('-'.repeat(10_000)), undefined);
  });

  it('reads back whatever JSON holds', () => {
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        numbers,
        fc.boolean(),
        fc.constant(null),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('value'), { maxLength: 4 }),
      object: fc.dictionary(fc.stringMatching(/^[a-z ]{1,6}$/), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    })).value;
    fc.assert(
      fc.property(json, (value) => {
        const source = JSON.stringify(value);
        assert.equal(keyOf(readLiteral(source) ?? null), source);
      }),
    );
  });

  it('never fails, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'[](){}"\'`\\,:-+1ae. $x\n') }),
        (source) => void readLiteral(source),
      ),
    );
  });

  it('knows what a text spells, and what is inside a value', () => {
    assert.deepEqual(spellings('[1, 2]'), ['[1, 2]', [1, 2]]);
    assert.deepEqual(spellings('1,2'), ['1,2', [1, 2]]);
    assert.deepEqual(spellings('5'), ['5', 5]);
    assert.deepEqual(spellings('five'), ['five']);
    assert.deepEqual(valuesIn([1, { a: 'x' }]), [[1, { a: 'x' }], 1, { a: 'x' }, 'x']);
  });
});
