import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { editsBetween, linesOf } from '../../../../src/core/changes/lineDiff';
import { applyEdits, replacements } from './applyEdits';

/** A text as a picture of a diff: ' ' stays, '-' goes, '+' comes. */
function showsAs(...picture: readonly string[]): void {
  const side = (mark: string) =>
    picture.filter((line) => line[0] === ' ' || line[0] === mark).map((line) => `${line.slice(1)}\n`);
  const [from, to] = [side('-'), side('+')];
  const shown: string[] = [];
  let at = 0;
  for (const { oldFrom, oldTo, newFrom, newTo } of editsBetween(from, to)) {
    shown.push(...from.slice(at, oldFrom).map((line) => ` ${line}`));
    shown.push(...from.slice(oldFrom, oldTo).map((line) => `-${line}`));
    shown.push(...to.slice(newFrom, newTo).map((line) => `+${line}`));
    at = oldTo;
  }
  shown.push(...from.slice(at).map((line) => ` ${line}`));
  assert.deepEqual(
    shown.map((line) => line.slice(0, -1)),
    picture,
  );
}

describe('linesOf', () => {
  it('keeps the line ends, and makes no line of nothing', () => {
    assert.deepEqual(linesOf(''), []);
    assert.deepEqual(linesOf('\n'), ['\n']);
    assert.deepEqual(linesOf('a\r\n\nb'), ['a\r\n', '\n', 'b']);
  });
});

describe('editsBetween', () => {
  it('shows a function put between others as whole', () => {
    showsAs(' def a():', '     return 1', ' ', '+def b():', '+    return 1', '+', ' def c():', '     return 1');
    showsAs('   a() {', '     go();', '   }', '+', '+  b() {', '+    go();', '+  }', ' }');
    showsAs(' if (a) {', '   go();', ' }', '+if (b) {', '+  go();', '+}', ' if (c) {', '   go();', ' }');
    showsAs(' /** One. */', ' one();', ' ', '+/** Two. */', '+two();', '+', ' /** Three. */', ' three();');
  });

  it('shows a block from its first line to its last, and not from the middle of one to the middle of the next', () => {
    showsAs(' {', '   a', ' },', '+{', '+  b', '+},', ' {', '   c', ' },');
  });

  it('makes one of two edits where lines between them could as well be a part', () => {
    showsAs('-d', '+a', '+c', ' c');
    showsAs('-a', '-c', '+b', ' c');
  });

  it('shows a function taken from between others as whole', () => {
    showsAs(' def a():', '     return 1', ' ', '-def b():', '-    return 1', '-', ' def c():', '     return 1');
    showsAs(' \tone {', ' \t\tgo', ' \t}', '-', '-\ttwo {', '-\t\tgo', '-\t}', ' }');
  });

  it('puts a line more of the same after those that were there', () => {
    showsAs(' x', ' x', '+x');
    showsAs(' a', ' x', ' x', '-x', ' b');
  });

  it('does not tear a rewritten function apart at a brace that stayed', () => {
    const old = [
      '-  let sum = 0;',
      '-  for (const x of xs) {',
      '-    check(x);',
      '-    sum += x;',
      '-  }',
      '-  return sum;',
    ];
    const fresh = ['+  if (xs.length === 0) {', '+    throw new Error();', '+  }', '+  return xs.reduce(add);'];
    showsAs(' function total(xs) {', ...old, ...fresh, ' }');
  });

  it('keeps small changes apart, however little is between them', () => {
    showsAs('-a', '+b', ' }', '-c', '+d');
    showsAs('-one', '+two', ' ', '-three', '+four');
    const many = (mark: string) => [1, 2, 3, 4, 5, 6].map((number) => `${mark}${mark}${number}`);
    showsAs(...many('-'), ' x', ...many('+'));
  });

  it('lets lines that occur once lead, and not the blank ones between them', () => {
    showsAs(
      '+def fresh():',
      '+    pass',
      '+',
      ' def one():',
      '     pass',
      ' ',
      '-def two():',
      '-    pass',
      '-',
      ' def three():',
      '     pass',
    );
  });

  it('shows the smaller part of a move as moved', () => {
    showsAs('-moved 1', '-moved 2', ' a', ' b', ' c', ' d', '+moved 1', '+moved 2');
  });

  it('sees line ends and a missing final newline', () => {
    assert.deepEqual(editsBetween(linesOf('a\r\nb\r\n'), linesOf('a\r\nb\n')), [
      { oldFrom: 1, oldTo: 2, newFrom: 1, newTo: 2 },
    ]);
    assert.deepEqual(editsBetween(linesOf('a\nb'), linesOf('a\nb\n')), [
      { oldFrom: 1, oldTo: 2, newFrom: 1, newTo: 2 },
    ]);
  });

  const count = 10_000;
  const lines = (line: (index: number) => unknown, length = count) =>
    Array.from({ length }, (_, index) => `${line(index)}\n`);
  const numbered = lines((index) => `line ${index}`);
  const hostile: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['rewritten lines', numbered, lines((index) => `other ${index}`)],
    ['reversed lines', numbered, numbered.toReversed()],
    ['shuffled lines', numbered, lines((index) => `line ${(index * 7_919) % count}`)],
    ['equal lines', lines(() => 'x'), lines(() => 'x', count / 2)],
    ['alternating lines', lines((index) => index % 2), lines((index) => (index + 1) % 2)],
    ['lines that alternate otherwise', lines((index) => index % 2), lines((index) => index % 3 && 1)],
    ['two halves that change places', lines((index) => index < count / 2), lines((index) => index >= count / 2)],
    ['lines of few kinds', lines((index) => (index * 7) % 13), lines((index) => (index * 5) % 11)],
    ['pairs of lines', lines((index) => index % 5_000), lines((index) => (index * 7) % 5_000)],
    ['every second line', lines(() => 'x'), lines((index) => (index % 2 === 0 ? 'x' : 'y'))],
    [
      '100,000 blank lines',
      lines(() => '', 10 * count),
      [...lines(() => '', 5 * count), 'x\n', ...lines(() => '', 5 * count)],
    ],
  ];
  for (const [name, from, to] of hostile) {
    it(`comes to an end with ${name}`, () => {
      const edits = editsBetween(from, to);
      assert.equal(applyInOrder(from, to, edits), to.join(''));
    });
  }

  it('finds what stayed among 10,000 lines', () => {
    const to = numbered.flatMap((line, index) => (index % 3 === 0 ? [`new ${index}\n`, '}\n'] : [line]));
    const edits = editsBetween(numbered, to);
    assert.equal(edits.length, Math.ceil(count / 3));
    assert.deepEqual(applyEdits(numbered, replacements(edits, to)), to);
  });
});

function applyInOrder(from: readonly string[], to: readonly string[], edits: ReturnType<typeof editsBetween>): string {
  const parts: string[] = [];
  let at = 0;
  for (const { oldFrom, oldTo, newFrom, newTo } of edits) {
    parts.push(from.slice(at, oldFrom).join(''), to.slice(newFrom, newTo).join(''));
    at = oldTo;
  }
  return parts.join('') + from.slice(at).join('');
}
