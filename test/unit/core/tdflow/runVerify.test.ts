import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { fail, ok } from '../../../../src/core/lib/result';
import type { PhaseOutcome } from '../../../../src/core/tdflow/phaseEvents';
import type { Ports } from '../../../../src/core/tdflow/ports';
import { runVerify } from '../../../../src/core/tdflow/runVerify';
import type { Session } from '../../../../src/core/tdflow/session';
import { componentOf } from '../../../../src/core/tdflow/session';
import type { Check, Verdict } from '../../../../src/core/verdict/verdict';
import { must } from '../../../kit/must';
import { sampleTask } from '../../../kit/sampleTask';
import { testReport } from '../../../kit/testReport';
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
    assert.deepEqual(world.ran, [['tests/test_cart.py', 'tests/test_more.py']]);
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
    assert.match(verdict.summary, /Not checked: conformance, coverage, requirement proof\./);
    assert.equal(check(verdict, 'conformance')?.detail, 'conformance: not configured');
    assert.ok(!JSON.stringify(verdict.checks).includes('100'));
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

  it('is not reached by tests that fail', async () => {
    const outcome = await verify(world.ports(failing));
    assert.match(verdictOf(outcome).summary, /^Failed: tests\./);
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
    assert.deepEqual(world.ran, [['tests/test_cart.py']]);
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
      runners: { for: async (path: string) => fail({ kind: 'runner-unknown', path } as const) },
    });
    assert.deepEqual(unknown, { kind: 'failed', problem: { kind: 'runner-unknown', path: 'tests/test_cart.py' } });
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
