import assert from 'node:assert/strict';
import type { TestRequest } from '../../../../../src/core/testrun/runner';
import type { Files } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';
import { runnerFor } from '../runnerFor';

const MODULES = { 'package.json': '{"type":"module"}' };
const HEAD =
  "import assert from 'node:assert/strict';\nimport test, { after, before, beforeEach, describe, it } from 'node:test';\n";

describe('what node --test is asked for', () => {
  async function run(files: Files, request: Omit<TestRequest, 'files' | 'timeLimitMs'>) {
    const { report, outcomes, result } = await realRun({ ...MODULES, ...files }, { request });
    return { report, rows: outcomes, result };
  }

  describe('chosen tests', () => {
    const suites = {
      'a.test.js': `${HEAD}
describe('outer', () => {
  describe('inner', () => { it('one', () => {}); it('two', () => {}); });
  it('one', () => {});
  it('a.b* (c)', () => {});
  it('a::b', () => {});
});
test('one', () => {});
test('again', () => {});
test('again', () => {});
`,
      'b.test.js': `${HEAD}test('one', () => {});\n`,
    };
    for (const tests of [
      ['a.test.js::outer::inner::one'],
      ['a.test.js::one'],
      ['a.test.js::outer::a.b* (c)'],
      ['a.test.js::outer::a::b'],
      ['a.test.js::again (2)'],
      ['a.test.js::outer::inner::two', 'b.test.js::one'],
    ]) {
      it(`are the only ones that count: ${tests.join(', ')}`, async () => {
        const { report, rows } = await run(suites, { tests });
        assert.deepEqual(report.end, { kind: 'completed' });
        assert.deepEqual(
          rows,
          tests.map((test) => `passed ${test}`),
        );
      });
    }

    it('bring the tests that they stand in, which are not told', async () => {
      const { rows } = await run(
        {
          'a.test.js': `${HEAD}
test('parent', async (t) => {
  await t.test('child', () => {});
  await t.test('other', () => {});
});
test('else', () => {});
`,
        },
        { tests: ['a.test.js::parent::child'] },
      );
      assert.deepEqual(rows, ['passed a.test.js::parent::child']);
    });

    it('that are not there any more are no success', async () => {
      const { report } = await run(suites, { tests: ['a.test.js::gone'] });
      assert.equal(report.end.kind, 'none-ran');
    });

    it('leave a file that does not load what it is', async () => {
      const { rows } = await run({ 'a.test.js': "import './gone.js';\n" }, { tests: ['a.test.js::one'] });
      assert.deepEqual(rows, ['collection-error a.test.js']);
    });
  });

  it('a time limit ends the test that passes it, and no other', async () => {
    const { report, rows, result } = await run(
      {
        'a.test.js': `${HEAD}
test('quick', () => {});
test('slow', () => new Promise((resolve) => setTimeout(resolve, 600_000).unref()));
test('never', () => new Promise(() => {}));
describe('suite', () => { it('slow', () => new Promise((resolve) => setTimeout(resolve, 600_000).unref())); });
test('next', () => {});
`,
      },
      { testTimeLimitMs: 300 },
    );
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.deepEqual(rows, [
      'passed a.test.js::quick',
      'timed-out a.test.js::slow',
      'timed-out a.test.js::never',
      'timed-out a.test.js::suite::slow',
      'passed a.test.js::next',
    ]);
    assert.equal(result('::slow').failure?.message, 'did not end within 0.3 s');
  });

  it('a seed decides the random numbers', async () => {
    const files = {
      'a.test.js': `${HEAD}test('prints', () => console.log('number', Math.random()));\n`,
    };
    const numberOf = async (seed: number) => /number [\d.e-]+/.exec((await run(files, { seed })).report.output)?.[0];
    const [one, same, other] = [await numberOf(7), await numberOf(7), await numberOf(8)];
    assert.ok(one !== undefined);
    assert.equal(one, same);
    assert.notEqual(one, other);
  });

  it('a seed decides the order where the runner says so', async () => {
    const workspace = await TemporaryWorkspace.make({});
    const { order } = (await runnerFor(workspace, 'a.test.js')).abilities;
    await workspace.dispose();
    const names = Array.from({ length: 9 }, (_, index) => `t${index}`);
    const files = {
      'a.test.js': `${HEAD}for (const name of ${JSON.stringify(names)}) test(name, () => console.log('<' + name + '>'));\n`,
    };
    const orderOf = async (seed: number) =>
      [...(await run(files, { seed })).report.output.matchAll(/<(t\d)>/g)].map(([, name]) => name);
    const [one, other] = [await orderOf(1), await orderOf(2)];
    assert.deepEqual(one.toSorted(), names);
    assert.equal(!order, one.join() === other.join());
  });

  describe('coverage', () => {
    const subject = [
      '// A cart.',
      'export function add(a, b) {',
      '  if (a > 100) {',
      "    throw new RangeError('too many');",
      '  }',
      '',
      '  return a + b;',
      '}',
      'export function unused() {',
      '  return 1;',
      '}',
      '',
    ].join('\n');
    const hits = (files: readonly { path: string; lines: readonly { line: number; hits: number }[] }[]) =>
      Object.fromEntries(
        files.map(({ path, lines }) => [path, lines.map(({ line, hits }) => `${line}:${hits}`).join(' ')]),
      );

    it('is of the files that are asked for, loaded or not', async () => {
      const { report } = await run(
        {
          'src/add.js': subject,
          'src/other.js': 'export const other = 1;\n',
          'src/never.cjs': 'exports.never = () => {\n  return 1;\n};\n',
          'a.test.js': `${HEAD}import { add } from './src/add.js';\nimport './src/other.js';\ntest('a', () => { add(1, 2); add(3, 4); });\n`,
          'b.test.js': `${HEAD}import { add } from './src/add.js';\ntest('b', () => { add(1, 2); });\n`,
        },
        { coverageOf: ['src/add.js', 'src/never.cjs', 'src/gone.js'] },
      );
      assert.ok(report.coverage?.kind === 'measured');
      assert.deepEqual(hits(report.coverage.files), {
        'src/add.js': '2:2 3:3 4:0 7:3 9:2 10:0',
        'src/never.cjs': '1:0 2:0',
      });
    });

    it('says when there is none', async () => {
      const { report } = await run(
        { 'src/add.js': subject, 'a.test.js': 'process.exit(1);\n' },
        { coverageOf: ['src/add.js'] },
      );
      assert.equal(report.coverage?.kind, 'unavailable');
    });
  });

  it('frames lead from where it was raised outwards', async () => {
    const { result } = await run(
      {
        'node_modules/left/package.json': '{"name":"left","main":"index.js"}',
        'node_modules/left/index.js': 'exports.pad = (given) => given.length.toFixed();\n',
        'src/cart.js':
          "import left from 'left';\nexport class Cart {\n  add(item) {\n    return left.pad(item);\n  }\n}\n",
        'a.test.js': `${HEAD}import { Cart } from './src/cart.js';
test('library', () => { new Cart().add(undefined); });
test('own', () => assert.equal('at x (/tmp/a.js:1:1)', '    at x (/tmp/a.js:1:1)'));
test('node', () => { new URL('nowhere'); });
`,
      },
      {},
    );
    const frames = (name: string) =>
      result(name).failure?.frames?.map(
        (frame) => `${frame.file}:${frame.line} ${frame.function} ${frame.library ? 'library' : ''}`,
      );
    assert.deepEqual(frames('library'), [
      'node_modules/left/index.js:1 exports.pad library',
      'src/cart.js:4 Cart.add ',
      'a.test.js:4  ',
    ]);
    assert.deepEqual(frames('own'), ['a.test.js:5  ']);
    assert.match(frames('node')?.[0] ?? '', /^node:internal\/url:\d+ \w+ library$/);
    assert.equal(frames('node')?.at(-1), 'a.test.js:6  ');
  });

  describe('the plain command', () => {
    let workspace: TemporaryWorkspace;
    afterEach(() => workspace.dispose());

    it('is what a person types in the workspace folder', async () => {
      workspace = await TemporaryWorkspace.make({
        'packages/shop/package.json': '{}',
        'packages/shop/a.test.js': `${HEAD}test('one', () => {});\n`,
      });
      const runner = await runnerFor(workspace, 'packages/shop/a.test.js');
      const command = await runner.command({
        files: ['packages/shop/a.test.js'],
        tests: ['packages/shop/a.test.js::one'],
      });
      assert.ok(command.ok);
      const { program, args, cwd, text } = command.value;
      assert.match(program, /node(\.exe)?$/);
      assert.equal(cwd, workspace.path('packages/shop'));
      assert.deepEqual(args, ['--test', '--test-name-pattern=^one$', '--', workspace.path('packages/shop/a.test.js')]);
      assert.equal(text, 'cd packages/shop && node --test "--test-name-pattern=^one\\$" a.test.js');
    });
  });
});
