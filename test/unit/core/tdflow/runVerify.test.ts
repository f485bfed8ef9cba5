import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { evaluateContracts } from '../../../../src/core/conformance/evaluate/evaluateContracts';
import { reportOf } from '../../../../src/core/conformance/report/reportOf';
import { fail, ok } from '../../../../src/core/lib/result';
import { changedSince } from '../../../../src/core/tdflow/fileMarks';
import type { PhaseOutcome } from '../../../../src/core/tdflow/phaseEvents';
import type { Ports } from '../../../../src/core/tdflow/ports';
import { runVerify } from '../../../../src/core/tdflow/runVerify';
import type { Session } from '../../../../src/core/tdflow/session';
import { componentOf } from '../../../../src/core/tdflow/session';
import { viewSession } from '../../../../src/core/tdflow/viewSession';
import type { Check, Verdict } from '../../../../src/core/verdict/verdict';
import { sha256 } from '../../../../src/node/hash';
import { contractsOf } from '../../../kit/contractsOf';
import { memorySources } from '../../../kit/memorySources';
import { must } from '../../../kit/must';
import { sampleTask } from '../../../kit/sampleTask';
import type { ScriptedRun } from '../../../kit/scriptedRunners';
import { testReport, testResult } from '../../../kit/testReport';
import { failing, passing } from './phaseRun';
import { PhaseWorld } from './phaseWorld';

const FILES = {
  'tests/test_cart.py': 'def test_total(): ...\n',
  'tests/test_more.py': 'def test_more(): ...\n',
  'tests/data.json': '{}\n',
  'src/cart.py': 'class Cart: ...\n',
  'src/parts.py': 'PART = 1\n',
};
const TESTS = ['tests/test_cart.py', 'tests/test_more.py', 'tests/data.json'];

describe('VERIFY', () => {
  let world: PhaseWorld;
  let session: Session;

  beforeEach(async () => {
    world = await PhaseWorld.make(FILES);
    const red = await world.record(TESTS);
    const green = await world.record(['src/cart.py', 'src/parts.py']);
    session = await world.session({ status: 'green', phases: { red, green } });
  });

  afterEach(() => world.folder.dispose());

  async function verify(ports: Ports = world.ports(passing), signal = new AbortController().signal) {
    return world.end(runVerify(await sampleTask('verify', ports, { session }), ports, signal));
  }

  function verdictOf(outcome: PhaseOutcome): Verdict {
    assert.ok(outcome.kind === 'reached' || outcome.kind === 'not-reached', JSON.stringify(outcome));
    return outcome.verdict;
  }

  const check = (verdict: Verdict, name: Check['name']) => verdict.checks.find((each) => each.name === name);
  const cart = async () => componentOf(await world.stored(session), 'cart');

  it('looks at syntax and tests of the whole component, changes no file, and makes it verified', async () => {
    const before = await world.folder.snapshot();
    const outcome = await verify();
    assert.equal(outcome.kind, 'reached');
    const verdict = verdictOf(outcome);
    const files = ['tests/test_cart.py', 'tests/test_more.py'];
    assert.deepEqual(world.ran, [files, files]);
    assert.deepEqual(check(verdict, 'syntax'), {
      name: 'syntax',
      result: 'passed',
      detail: 'tests/test_cart.py, tests/test_more.py, src/cart.py, src/parts.py parse',
    });
    assert.deepEqual(await world.folder.snapshot(), before);
    assert.deepEqual([(await cart())?.status, (await cart())?.phases.verify?.state], ['verified', 'reached']);
    assert.deepEqual(world.events.at(-1), { kind: 'session', session: await world.stored(session) });
  });

  it('says plainly what it did not look at', async () => {
    const verdict = verdictOf(await verify());
    assert.match(verdict.summary, /Not checked: coverage, conformance\./);
    assert.equal(
      check(verdict, 'conformance')?.detail,
      'The project has no contracts: agentforge conformance init writes a first one.',
    );
    assert.ok(!JSON.stringify(verdict.checks).includes('100'));
    assert.match(check(verdict, 'coverage')?.detail ?? '', /^Coverage is not measured: /);
    assert.match(
      check(verdict, 'requirement proof')?.detail ?? '',
      /^1 of 1 requirement proven .* No test names cart\.add_item\.$/,
    );
  });

  it('calls no file right that the runner cannot look at', async () => {
    const ports = world.ports(passing);
    const runners = {
      for: async (file: string) => ok({ ...must(await ports.runners.for(file)), checkSyntax: async () => [] }),
    };
    const verdict = verdictOf(await verify({ ...ports, runners }));
    assert.match(verdict.summary, /Not checked: syntax, /);
    assert.match(check(verdict, 'syntax')?.detail ?? '', /^pytest cannot tell whether tests\/test_cart\.py, /);
  });

  it('is not reached by a file that does not parse, and names file and reason', async () => {
    const outcome = await verify(world.ports(passing, { 'src/parts.py': "line 1: '(' was never closed" }));
    assert.equal(outcome.kind, 'not-reached');
    assert.match(verdictOf(outcome).summary, /^Failed: syntax\./);
    assert.equal(check(verdictOf(outcome), 'syntax')?.detail, "src/parts.py: line 1: '(' was never closed");
    assert.equal((await cart())?.status, 'failed');
  });

  it('runs the tests twice, and is not reached by one that ends differently', async () => {
    let runs = 0;
    const outcome = await verify(world.ports((...args) => (++runs === 2 ? failing : passing)(...args)));
    assert.equal(outcome.kind, 'not-reached');
    assert.match(JSON.stringify(verdictOf(outcome).tests), /"reason":"flaky"/);
  });

  it('speaks of the files that it ran: one that changes meanwhile is another since, and that is noted', async () => {
    const ports = world.ports((...args) => {
      writeFileSync(world.folder.path('src/cart.py'), 'class Cart: broken = 1\n');
      return passing(...args);
    });
    const verdict = verdictOf(await verify(ports));
    assert.deepEqual(await changedSince((await cart())?.phases.verify?.files ?? [], ports), ['src/cart.py']);
    assert.match(verdict.notes.join('\n'), /src\/cart\.py changed while VERIFY ran.*Verify again/);
  });

  it('speaks of all files of the component: it is stale when any of them changes', async () => {
    const isStale = async () =>
      (await viewSession(await world.stored(session), world.ports(passing))).isStale('cart', 'verify');
    await verify();
    assert.equal(await isStale(), false);
    for (const path of ['src/parts.py', 'tests/data.json']) {
      await world.folder.write(path, 'OTHER = 1\n');
      assert.equal(await isStale(), true, path);
      await world.folder.write(path, FILES[path as keyof typeof FILES]);
    }
  });

  describe('holds the coverage of the component against the threshold of the session', () => {
    const covered = (hits: readonly number[]): ScriptedRun => {
      const lines = hits.map((each, index) => ({ line: index + 1, hits: each }));
      const coverage = {
        kind: 'measured',
        files: [
          { path: 'src/cart.py', lines },
          { path: 'src/parts.py', lines: [] },
        ],
      } as const;
      return () => testReport([testResult('test_total', 'passed')], { coverage });
    };
    const asked = async (hits: readonly number[]) => {
      const ports = world.ports(covered(hits));
      const runners = {
        for: async (file: string) => {
          const runner = must(await ports.runners.for(file));
          return ok({ ...runner, abilities: { ...runner.abilities, coverage: true } });
        },
      };
      return verify({ ...ports, runners });
    };

    it('which it reaches', async () => {
      const outcome = await asked([1, 2, 1, 1, 0]);
      assert.equal(outcome.kind, 'reached');
      assert.deepEqual(check(verdictOf(outcome), 'coverage'), {
        name: 'coverage',
        result: 'passed',
        detail:
          "The tests run 80 % (4 of 5) of the component's own lines; 80 % are asked for. No test runs src/cart.py: 5.",
      });
      assert.match(await world.folder.text(`.agentforge/tdflow/${session.id}.yaml`), /\n {2}coverage: 80\n/);
    });

    it('which it does not reach, and then names the lines', async () => {
      session = { ...session, coverageThreshold: 90 };
      const outcome = await asked([1, 0, 0, 0, 1, 0]);
      assert.equal(outcome.kind, 'not-reached');
      assert.match(
        check(verdictOf(outcome), 'coverage')?.detail ?? '',
        /33\.3 % \(2 of 6\).* 90 % .*cart\.py: 2-4, 6\.$/,
      );
      assert.match(verdictOf(outcome).summary, /^Failed: coverage\./);
    });
  });

  it('asks the contracts of the project, and notes whether they hold', async () => {
    const asked = async (forbidden: string) => {
      const contracts = contractsOf(
        `schema_version: '1.0'\ncontract: {name: own, type: custom}\nchecks:\n  - {id: a, name: No ${forbidden}, type: regex, config: {pattern: '${forbidden}'}}\n`,
      );
      const look = async (paths: readonly string[], signal: AbortSignal) => {
        const evaluation = await evaluateContracts(contracts, paths, memorySources(FILES), signal);
        assert.ok(evaluation);
        return { report: reportOf(evaluation, { baseline: [], exemptions: [], hash: sha256 }), findings: [] };
      };
      const outcome = await verify({ ...world.ports(passing), conformance: { look } });
      const written = await world.folder.text(`.agentforge/tdflow/${session.id}.yaml`);
      const [, clean] = /- name: cart\n(?: {2}.*\n)*? {2}conformance_clean: (\w+)/.exec(written) ?? [];
      return [check(verdictOf(outcome), 'conformance')?.result, outcome.kind, clean];
    };
    assert.deepEqual(await asked('class Cart'), ['failed', 'not-reached', 'false']);
    assert.deepEqual(await asked('eval'), ['passed', 'reached', 'true']);
  });

  describe('says which requirements are proven by tests of this run that name them', () => {
    const named =
      (...names: readonly string[]): ScriptedRun =>
      () =>
        testReport(names.map((name) => testResult(name, name.includes('broken') ? 'failed' : 'passed')));
    const proof = async (...names: readonly string[]) => {
      session = await world.session({ status: 'green', phases: {} });
      return check(verdictOf(await verify(world.ports(named(...names)))), 'requirement proof');
    };

    it('all of them', async () => {
      assert.deepEqual(await proof('test_add_item_adds', 'test_total_sums'), {
        name: 'requirement proof',
        result: 'passed',
        detail: '2 of 2 requirements proven by tests of this run that name them.',
      });
    });

    it('or those that are named at all', async () => {
      assert.deepEqual(await proof('test_add_item_adds', 'test_other'), {
        name: 'requirement proof',
        result: 'passed',
        detail: '1 of 1 requirement proven by tests of this run that name them. No test names cart.total.',
      });
    });

    it('or none', async () => {
      assert.deepEqual(await proof('test_other'), {
        name: 'requirement proof',
        result: 'not-available',
        detail: 'No test names cart.add_item, cart.total.',
      });
    });

    it('or one whose test fails', async () => {
      const found = await proof('test_add_item_adds', 'test_total_is_broken');
      assert.equal(found?.result, 'failed');
      assert.match(found?.detail ?? '', /^1 of 2 requirements proven\. cart\.total failing: 1 test fails/);
    });
  });

  it('is not reached by tests that fail', async () => {
    const outcome = await verify(world.ports(failing));
    assert.match(verdictOf(outcome).summary, /^Failed: tests, requirement proof\./);
    assert.equal((await cart())?.status, 'failed');
  });

  it('is not reached by tests that are not those of RED, changed or gone', async () => {
    await world.folder.write('tests/test_cart.py', 'def test_total(): pass  # made easy\n');
    await rm(world.folder.path('tests/test_more.py'));
    const outcome = await verify();
    assert.equal(outcome.kind, 'not-reached');
    assert.equal(
      check(verdictOf(outcome), 'tests')?.detail,
      'The tests were changed since RED: tests/test_cart.py, tests/test_more.py.',
    );
    assert.deepEqual(world.ran, [['tests/test_cart.py'], ['tests/test_cart.py']]);
  });

  it('without GREEN makes nothing verified, and says so', async () => {
    const said = /GREEN of cart was not reached in this session/;
    assert.ok(!verdictOf(await verify()).notes.some((note) => said.test(note)));
    for (const phases of [{}, { red: await world.record(TESTS) }]) {
      session = await world.session({ status: 'pending', phases });
      const outcome = await verify();
      assert.equal(outcome.kind, 'reached');
      assert.ok(verdictOf(outcome).notes.some((note) => said.test(note)));
      assert.deepEqual([(await cart())?.status, (await cart())?.phases.verify?.state], ['pending', 'reached']);
    }
  });

  it('without RED does not claim that the tests are unchanged', async () => {
    session = await world.session({});
    assert.equal(check(verdictOf(await verify()), 'tests')?.detail, '1 test passes.');
  });

  for (const path of ['tests/test_cart.py', 'src/cart.py']) {
    it(`does not begin without ${path}`, async () => {
      await rm(world.folder.path(path));
      const outcome = await verify();
      assert.ok(outcome.kind === 'failed' && outcome.problem.kind === 'phase-out-of-order');
      assert.ok(outcome.problem.detail.includes(path));
      assert.deepEqual([world.ran, await world.stored(session)], [[], session]);
    });
  }

  it('fails, recording nothing, when no runner knows the language or it cannot start', async () => {
    const unknown = await verify({
      ...world.ports(passing),
      runners: { for: async (path: string) => fail({ kind: 'runner-unknown', path, known: [] } as const) },
    });
    assert.deepEqual(unknown, {
      kind: 'failed',
      problem: { kind: 'runner-unknown', path: 'tests/test_cart.py', known: [] },
    });
    const problem = { kind: 'runner-missing', runner: 'pytest', detail: 'no Python', install: 'apt' } as const;
    const missing = await verify(world.ports(() => testReport([], { end: { kind: 'not-started', problem } })));
    assert.deepEqual(missing, { kind: 'failed', problem });
    assert.deepEqual(await world.stored(session), session);
  });

  it('cancelled, in the tests or in the syntax check, records nothing', async () => {
    for (const where of ['tests', 'syntax']) {
      const controller = new AbortController();
      const ports = world.ports((...args) => {
        if (where === 'tests') controller.abort();
        return passing(...args);
      });
      const runner = must(await ports.runners.for('a.py'));
      const checkSyntax = async () => {
        controller.abort();
        return [];
      };
      const runners = { for: async () => ok({ ...runner, checkSyntax }) };
      assert.deepEqual(await verify({ ...ports, runners }, controller.signal), { kind: 'cancelled' }, where);
    }
    assert.deepEqual(await world.stored(session), session);
  });
});
