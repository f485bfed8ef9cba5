import assert from 'node:assert/strict';
import { must } from '../../../kit/must';
import type { Files, RealRun } from '../../../kit/realRun';
import { realRun } from '../../../kit/realRun';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { runnerFor } from './runnerFor';

describe('pytest', () => {
  describe('runs chosen tests', () => {
    const FILES: Files = {
      'tests/test_a.py': `
import pytest
def test_one(): pass
def test_one_more(): pass
@pytest.mark.parametrize("x", ["a", "b::c", "d[e]"])
def test_each(x): pass
class TestGroup:
    def test_in(self): pass
    class TestInner:
        def test_deep(self): pass
`,
      'tests/test_b.py': 'def test_other(): pass\n',
      'tests/test_broken.py': `
import pytest
import nowhere_at_all
@pytest.mark.parametrize("x", [1, 2])
def test_each(x): pass
def test_one(): pass
`,
    };
    const chosen = async (...tests: readonly string[]): Promise<RealRun> => realRun(FILES, { request: { tests } });

    it('by their ids and no others, with parameters too', async () => {
      const run = await chosen('tests/test_a.py::test_one', 'tests/test_a.py::test_each[b::c]');
      assert.deepEqual(run.outcomes, ['passed tests/test_a.py::test_one', 'passed tests/test_a.py::test_each[b::c]']);
      assert.match(run.report.command, /-m pytest tests\/test_a\.py::test_one "tests\/test_a\.py::test_each\[b::c\]"$/);
    });

    it('that the id of a group stands for: a class, a file, a test with parameters', async () => {
      const run = await chosen('tests/test_a.py::TestGroup', 'tests/test_b.py', 'tests/test_a.py::test_each');
      assert.deepEqual(run.outcomes, [
        'passed tests/test_a.py::test_each[a]',
        'passed tests/test_a.py::test_each[b::c]',
        'passed tests/test_a.py::test_each[d[e]]',
        'passed tests/test_a.py::TestGroup::test_in',
        'passed tests/test_a.py::TestGroup::TestInner::test_deep',
        'passed tests/test_b.py::test_other',
      ]);
    });

    it('of a file that does not load: these are named, and no others', async () => {
      const run = await chosen('tests/test_broken.py::test_each[2]');
      assert.deepEqual(run.outcomes, ['collection-error tests/test_broken.py::test_each[2]']);
      assert.deepEqual([run.report.tests[0]?.name, run.report.tests[0]?.line], ['test_each[2]', 5]);
      assert.equal(run.report.tests[0]?.failure?.missingModule, 'nowhere_at_all');
    });

    it('and says which it does not find', async () => {
      const run = await chosen('tests/test_a.py::test_gone', 'tests/test_a.py::test_one');
      assert.deepEqual(run.report.end, { kind: 'completed' });
      assert.deepEqual(run.outcomes, ['not-run tests/test_a.py::test_gone', 'passed tests/test_a.py::test_one']);
      assert.match(run.result('test_gone').failure?.message ?? '', /does not find/);
      const none = await chosen('tests/test_a.py::test_gone');
      assert.equal(none.report.end.kind, 'none-ran');
    });
  });

  describe('runs tests in another order', () => {
    const FILES: Files = {
      'tests/test_a.py': `
import pytest, random
NUMBER = random.random()
@pytest.fixture(scope="module", autouse=True)
def shop(): print("BUILT module", flush=True)
@pytest.fixture(scope="class")
def cart(): print("BUILT class", flush=True)
${Array.from({ length: 6 }, (_, test) => `def test_${test}(): assert False, [NUMBER, random.random()]`).join('\n')}
class TestCart:
${Array.from({ length: 6 }, (_, test) => `    def test_in_${test}(self, cart): print("SET", list({"a", "b", "c", "d", "e"}))`).join('\n')}
`,
      'tests/test_b.py': Array.from({ length: 6 }, (_, test) => `def test_other_${test}(): pass\n`).join(''),
      'pytest.ini': '[pytest]\naddopts = -s\n',
    };
    const orderOf = (run: RealRun): readonly string[] =>
      run.events.flatMap((event) => (event.kind === 'test' ? [event.result.name] : []));

    it('that the seed decides, with random numbers that it decides too', async () => {
      const [plain, first, again, other] = [
        await realRun(FILES),
        await realRun(FILES, { request: { seed: 1 } }),
        await realRun(FILES, { request: { seed: 1 } }),
        await realRun(FILES, { request: { seed: 2 } }),
      ];
      assert.notDeepEqual(orderOf(first), orderOf(plain));
      assert.deepEqual(orderOf(again), orderOf(first));
      assert.notDeepEqual(orderOf(other), orderOf(first));
      for (const run of [first, other]) assert.deepEqual(run.outcomes.toSorted(), plain.outcomes.toSorted());
      const chance = (run: RealRun) => [run.result('test_3').failure?.message, /SET .*/.exec(run.report.output)?.[0]];
      assert.deepEqual(chance(again), chance(first));
      assert.notDeepEqual(chance(other), chance(first));
    });

    it('and builds what a class or a file shares no more often for it', async () => {
      for (const seed of [1, 2, 3]) {
        const { report } = await realRun(FILES, { request: { seed } });
        assert.deepEqual(report.output.match(/BUILT \w+/g)?.toSorted(), ['BUILT class', 'BUILT module']);
      }
    });

    it('also when there are just two', async () => {
      const two = { 'test_a.py': 'def test_1(): pass\ndef test_2(): pass\n' };
      for (const seed of [1, 2, 3]) {
        assert.deepEqual(orderOf(await realRun(two, { request: { seed } })), ['test_2', 'test_1']);
      }
    });
  });

  it('gives the plain command, for a person or a debugger', async () => {
    const workspace = await TemporaryWorkspace.make({
      'services/api/pyproject.toml': '[project]\nname = "api"\n',
      'services/api/tests/test_a.py': 'def test_a(): pass\n',
    });
    try {
      const file = 'services/api/tests/test_a.py';
      const runner = await runnerFor(workspace, file);
      const whole = must(await runner.command({ files: [file] }));
      assert.match(whole.program, /^\/.*\/python3$/);
      assert.deepEqual(
        { ...whole, program: '' },
        {
          program: '',
          args: ['-m', 'pytest', 'tests/test_a.py'],
          cwd: workspace.path('services/api'),
          text: 'cd services/api && python3 -m pytest tests/test_a.py',
        },
      );
      const chosen = must(await runner.command({ files: [file], tests: [`${file}::test_x[1 2]`] }));
      assert.deepEqual(chosen.args, ['-m', 'pytest', 'tests/test_a.py::test_x[1 2]']);
      assert.equal(chosen.text, 'cd services/api && python3 -m pytest "tests/test_a.py::test_x[1 2]"');
    } finally {
      await workspace.dispose();
    }
  });
});
