import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import type { NamingTests } from '../../../../src/core/proof/mutation/requirementStrength';
import type { Strength } from '../../../../src/core/proof/mutation/strength';
import { gradeOf, tallyOf } from '../../../../src/core/proof/mutation/strength';
import { strengthText } from '../../../../src/core/proof/mutation/strengthText';
import { linkNodeModules } from '../../../kit/linkNodeModules';
import { must } from '../../../kit/must';
import { strengthOf } from '../../../kit/strengthOf';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { WEAK_GO, WEAK_JAVASCRIPT, WEAK_PYTHON } from '../../../kit/weakCart';

/** `outcome line operator: original > replacement` of those that no test noticed. */
function unnoticed({ mutants }: Strength): readonly string[] {
  return mutants.flatMap(({ outcome, line, operator, original, replacement }) =>
    outcome.kind === 'killed' ? [] : [`${outcome.kind} ${line} ${operator}: ${original} > ${replacement}`],
  );
}

const REQUIREMENTS: readonly NamingTests[] = [
  { id: 'FR-001', tests: ['test/cart.test.js::FR-001 adds'] },
  { id: 'FR-002', tests: ['test/cart.test.js::FR-002 refuses'] },
  { id: 'FR-003', tests: ['test/cart.test.js::FR-003 has a total'] },
];

describe('tests that run every line and look at almost nothing', () => {
  it('are weak with node, and it is said which criterion of which requirement is missing', async function () {
    this.timeout(120_000);
    const strength = must(await strengthOf(WEAK_JAVASCRIPT, { requirements: REQUIREMENTS }));
    const tally = tallyOf(strength.mutants);
    assert.equal(tally.notCovered, 0, 'every line is covered');
    assert.equal(gradeOf(tally), 'weak');
    assert.deepEqual(unnoticed(strength), [
      'survived 3 number literal: 1 > 2',
      'survived 4 comparison border: <= > <',
      'survived 4 number literal: 0 > 1',
      'survived 9 number literal: 0 > 1',
      'survived 10 arithmetic: * > /',
      'survived 11 condition: total > 100 > true',
      'survived 11 condition: total > 100 > false',
      'survived 11 comparison border: > > >=',
      'survived 11 number literal: 100 > 101',
      'survived 11 arithmetic: * > /',
      'survived 11 number literal: 0.9 > 1.9',
    ]);
    const border = strength.mutants.find(({ line, operator }) => line === 11 && operator === 'comparison border');
    assert.deepEqual(border?.requirements, ['FR-003']);
    const total = strength.requirements.find(({ id }) => id === 'FR-003')?.tally;
    const refuses = strength.requirements.find(({ id }) => id === 'FR-002')?.tally;
    assert.ok(total !== undefined && refuses !== undefined);
    assert.ok(total.survived > refuses.survived, 'a requirement is judged by the lines that its own tests run');
    assert.match(strengthText(strength), /criterion of FR-003: GIVEN total is exactly 100 WHEN Cart\.total is used/);
  });

  it('are weak with pytest', async function () {
    this.timeout(120_000);
    const strength = must(await strengthOf(WEAK_PYTHON));
    assert.deepEqual(unnoticed(strength), [
      'survived 7 number literal: 1 > 2',
      'survived 8 comparison border: <= > <',
      'survived 8 number literal: 0 > 1',
      'survived 14 number literal: 0 > 1',
      'survived 16 arithmetic: * > /',
      'survived 17 arithmetic: * > /',
      'survived 17 number literal: 0.9 > 1.9',
      'survived 17 condition: total > 100 > True',
      'survived 17 condition: total > 100 > False',
      'survived 17 comparison border: > > >=',
      'survived 17 number literal: 100 > 101',
    ]);
    assert.equal(strength.runner, 'pytest');
  });

  it('are weak with go, where what the compiler refuses is not counted', async function () {
    this.timeout(240_000);
    const text = (WEAK_GO['cart.go'] ?? '').replace('total -= 10', 'var less uint8 = 255\n\t\ttotal -= int(less)');
    const strength = must(await strengthOf({ ...WEAK_GO, 'cart.go': text }));
    const refused = strength.mutants.filter(({ outcome }) => outcome.kind === 'could-not-run');
    assert.deepEqual(
      refused.map(({ original, replacement }) => `${original} > ${replacement}`),
      ['255 > 256'],
    );
    assert.ok(unnoticed(strength).includes('survived 8 comparison border: <= > <'));
    assert.ok(unnoticed(strength).includes('survived 20 comparison border: > > >='));
    assert.equal(gradeOf(tallyOf(strength.mutants)), 'weak');
  });
});

describe('a look at the strength of tests', () => {
  const SUM = { 'package.json': '{"type": "module"}\n', 'sum.js': 'export const sum = (a, b) => a + b;\n' };
  const test = (body: string) => `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sum } from './sum.js';
test('sums', () => { ${body} });
`;

  it('finds tests strong that notice everything', async () => {
    const strength = must(await strengthOf({ ...SUM, 'sum.test.js': test('assert.equal(sum(1, 2), 3);') }));
    assert.deepEqual(unnoticed(strength), []);
    assert.equal(gradeOf(tallyOf(strength.mutants)), 'strong');
  });

  it('says of a file with line ends of Windows the same, and takes packages of the project from where they are', async () => {
    const crlf = { ...SUM, 'sum.js': "import 'yaml';\r\nexport const sum = (a, b) =>\r\n  a + b;\r\n" };
    const files = { ...crlf, 'sum.test.js': test('assert.equal(sum(1, 0), 1);') };
    const strength = must(await strengthOf(files, { prepare: linkNodeModules }));
    assert.deepEqual(unnoticed(strength), ['survived 3 arithmetic: + > -']);
  });

  it('counts tests that never end as having noticed it', async () => {
    const files = {
      ...SUM,
      'sum.js': 'export function sum(a, b) {\n  while (a > 0) {\n    a -= 1;\n    b += 1;\n  }\n  return b;\n}\n',
      'sum.test.js': test('assert.equal(sum(1, 2), 3);'),
    };
    const { mutants } = must(await strengthOf(files));
    const hanging = mutants.find(
      ({ original, operator }) => original === 'a -= 1;' && operator === 'removed statement',
    );
    assert.equal(hanging?.outcome.kind, 'timed-out');
    assert.equal(tallyOf(mutants).timedOut > 0, true);
  });

  it('leaves out, and says so, what the time is too short for', async () => {
    const strength = must(await strengthOf(WEAK_JAVASCRIPT, { limitSeconds: 0 }));
    const tally = tallyOf(strength.mutants);
    assert.equal(gradeOf(tally), 'unknown');
    assert.equal(tally.notRun, strength.mutants.length);
    assert.match(strengthText(strength), /are unknown: no fault was judged/);
  });

  it('ends when it is cancelled', async () => {
    const found = await strengthOf(WEAK_PYTHON, {
      onEvent: (event, cancel) => {
        if (event.kind === 'judged' && event.done === 2) cancel();
      },
    });
    assert.deepEqual(found, { ok: false, problem: { kind: 'cancelled' } });
  });

  it('judges nothing when the tests fail as they are', async () => {
    const found = await strengthOf({ ...SUM, 'sum.test.js': test('assert.equal(sum(1, 2), 4);') });
    assert.ok(!found.ok && found.problem.kind === 'phase-out-of-order');
    assert.match(found.problem.detail, /the tests of cart do not pass: sum\.test\.js::sums/);
  });

  it('judges nothing when the tests run other code than that of the project', async () => {
    const files = {
      ...SUM,
      'sum.test.js': test('assert.ok(sum);').replace('./sum.js', './other.mjs'),
      'other.mjs': '',
    };
    const other = { ...files, 'other.mjs': 'export const sum = 1;\n' };
    const found = await strengthOf(other, { code: ['sum.js'] });
    assert.ok(!found.ok && found.problem.kind === 'phase-out-of-order');
    assert.match(found.problem.detail, /do not run sum\.js of the folder that they are in/);
  });

  it('judges nothing when tests pass only until one run disturbed the next', async () => {
    const body = `assert.ok(!existsSync('left')); if (sum(1, 2) !== 3) writeFileSync('left', ''); assert.equal(sum(1, 2), 3);`;
    const imports = `import { existsSync, writeFileSync } from 'node:fs';\n`;
    const found = await strengthOf({ ...SUM, 'sum.test.js': `${imports}${test(body)}` });
    assert.ok(!found.ok && found.problem.kind === 'phase-out-of-order');
    assert.match(found.problem.detail, /passed at first and do not pass any more.*: sum\.test\.js::sums/);
  });

  it('puts no fault through a link that a test put in the place of the code', async () => {
    const outside = await TemporaryWorkspace.make({ 'sum.js': 'export const sum = (a, b) => a + b;\n' });
    const imports = `import { rmSync, symlinkSync } from 'node:fs';\n`;
    const place = JSON.stringify(outside.path('sum.js'));
    const body = `rmSync('sum.js'); symlinkSync(${place}, 'sum.js'); assert.equal(sum(1, 2), 3);`;
    must(await strengthOf({ ...SUM, 'sum.test.js': `${imports}${test(body)}` }));
    assert.equal(await outside.text('sum.js'), SUM['sum.js']);
    await outside.dispose();
  });

  it('puts faults into a file that is read-only', async () => {
    const files = { ...SUM, 'sum.test.js': test('assert.equal(sum(1, 2), 3);') };
    const strength = must(await strengthOf(files, { prepare: (workspace) => chmod(workspace.path('sum.js'), 0o444) }));
    assert.deepEqual(unnoticed(strength), []);
  });

  it('copies no file whose name says that it holds secrets', async () => {
    const body = `const { existsSync } = await import('node:fs'); assert.ok(!existsSync('.env')); assert.equal(sum(1, 2), 3);`;
    const files = { ...SUM, '.env': 'KEY=1\n', 'sum.test.js': test(body).replace('() =>', 'async () =>') };
    must(await strengthOf(files));
  });

  it('says where no fault can be put in', async () => {
    const found = await strengthOf({ ...SUM, 'sum.test.js': test(''), 'a.rs': 'fn a() {}\n' }, { code: ['a.rs'] });
    assert.ok(!found.ok && found.problem.kind === 'input-invalid');
    assert.match(found.problem.detail, /has no code in Python, JavaScript, TypeScript or Go/);
  });
});
