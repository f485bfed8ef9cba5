import assert from 'node:assert/strict';
import { measureReally } from '../../../../kit/measuredLines';
import type { ScriptRunner } from '../../../node/runners/script/everyRunner/scriptRunners';
import { JEST, MOCHA, VITEST } from '../../../node/runners/script/everyRunner/scriptRunners';

/** Titles with every sign that a pattern or a shell could take for its own. */
const ODD = ['a.b*c (d) [e] {f} $g ^h | i / j', '--k + l? \\ m \'n\' "o" `p` #q', 'ü – 漢字 😀 s::t'];

const MINUS = 'sign(-1)';
const PLUS = 'sign(1)';

/** Line 3 runs for what is below zero, line 5 for the rest. */
function sign({ offer }: ScriptRunner): string {
  return `${offer('sign', `(number) => {\n  if (number < 0) {\n    return 'minus';\n  }\n  return 'plus';\n}`)}\n`;
}

for (const runner of [JEST, VITEST, MOCHA]) {
  describe(`the lines that each test of ${runner.name} runs, alone`, function () {
    this.timeout(300_000);

    const file = `a.test.${runner.ending}`;
    const subject = `sign.${runner.ending}`;
    const loads = `${runner.head}\n${runner.load('{ sign }', './sign')}\n`;

    /** Which of the lines 3 and 5 each test of some files ran; or why nobody can tell. Ids of the usual file are without it. */
    const measured = async (tests: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> => {
      const sources = Object.fromEntries(Object.entries(tests).map(([name, body]) => [name, loads + body]));
      const told = await measureReally({
        files: { 'package.json': runner.project, [subject]: sign(runner), ...sources },
        tests: Object.keys(tests),
        of: subject,
        prepare: runner.prepare,
      });
      const short = (id: string) => id.replace(`${file}::`, '');
      const ran = told.tests.map(({ id, files }) => {
        const lines = files.flatMap((each) => each.lines).filter((line) => line === 3 || line === 5);
        return [short(id), lines.join(' ')] as const;
      });
      return Object.fromEntries([...ran, ...told.unknown.map(({ id, why }) => [short(id), short(why)] as const)]);
    };

    it('are told of failing tests too, and not of those that never ran', async () => {
      const tests = `test('minus', () => assert.equal(${MINUS}, 'minus'));
test('wrong', () => assert.equal(${PLUS}, 'minus'));
test('none', () => {});
test.skip('later', () => ${PLUS});
`;
      assert.deepEqual(await measured({ [file]: tests }), { minus: '3', wrong: '5', none: '' });
    });

    it('are told whatever signs are in the title', async () => {
      const tests = ODD.flatMap((title, index) => [
        `test(${JSON.stringify(title)}, () => { ${index % 2 === 0 ? MINUS : PLUS}; });`,
        `test(${JSON.stringify(`${title} too`)}, () => { ${index % 2 === 0 ? PLUS : MINUS}; });`,
      ]);
      const wanted = ODD.flatMap((title, index) => {
        const [own, other] = index % 2 === 0 ? ['3', '5'] : ['5', '3'];
        return [[title, own] as const, [`${title} too`, other] as const];
      });
      assert.deepEqual(await measured({ [file]: tests.join('\n') }), Object.fromEntries(wanted));
    });

    it('are told of nested suites, of a title that stands in two of them, and of one that begins like another', async () => {
      const tests = `describe('a', () => {
  it('same', () => { ${MINUS}; });
  describe('b', () => { it('same', () => { ${PLUS}; }); it('same again', () => { ${MINUS}; }); });
});
describe('b', () => { it('same', () => { ${PLUS}; }); });
test('a', () => {});
`;
      assert.deepEqual(await measured({ [file]: tests }), {
        ...{ a: '', 'a::same': '3', 'a::b::same': '5', 'a::b::same again': '3', 'b::same': '5' },
      });
    });

    it('are told of each case of a test with parameters', async () => {
      const each =
        runner === MOCHA
          ? `for (const n of [-1, 1]) it(\`sign of \${n} (n)\`, () => { sign(n); });`
          : `it.each([[-1, 'minus'], [1, 'plus']])('sign of %i is "%s" (n)', (n, s) => { assert.equal(sign(n), s); });
it.each([{ n: -1 }, { n: 1 }])('object $n', ({ n }) => { sign(n); });
describe.each([-1, 1])('all of %i', (n) => { it('is there', () => { sign(n); }); });
`;
      assert.deepEqual(
        await measured({ [file]: each }),
        runner === MOCHA
          ? { 'sign of -1 (n)': '3', 'sign of 1 (n)': '5' }
          : {
              ...{ 'sign of -1 is "minus" (n)': '3', 'sign of 1 is "plus" (n)': '5' },
              ...{ 'object -1': '3', 'object 1': '5', 'all of -1::is there': '3', 'all of 1::is there': '5' },
            },
      );
    });

    it('are told of tests with one title in two files', async () => {
      const other = `b.test.${runner.ending}`;
      const told = await measured({
        [file]: `test('same', () => { ${MINUS}; });\n`,
        [other]: `test('same', () => { ${PLUS}; });\n`,
      });
      assert.deepEqual(told, { same: '3', [`${other}::same`]: '5' });
    });
  });
}
