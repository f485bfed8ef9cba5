import assert from 'node:assert/strict';
import type { Phase } from '../../../../src/core/phase';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';
import type { Specification } from '../../../../src/core/spec/specification';
import { acceptDrift, openDrift } from '../../../../src/core/tdflow/acceptDrift';
import { changedText } from '../../../../src/core/tdflow/changedText';
import { markDemands } from '../../../../src/core/tdflow/demands';
import { markSpecification } from '../../../../src/core/tdflow/fileMarks';
import { lastRuns } from '../../../../src/core/tdflow/lastRuns';
import { provenWords, requirementStates } from '../../../../src/core/tdflow/requirementStates';
import type { Session } from '../../../../src/core/tdflow/session';
import { viewSession } from '../../../../src/core/tdflow/viewSession';
import type { TestOutcome } from '../../../../src/core/testrun/report';
import { judgeGreen } from '../../../../src/core/verdict/judgeGreen';
import { judgeVerify } from '../../../../src/core/verdict/judgeVerify';
import type { Verdict } from '../../../../src/core/verdict/verdict';
import { greenEvidence } from '../../../kit/greenEvidence';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleComponent, sampleSession } from '../../../kit/sampleSession';
import { componentNamed } from '../../../kit/sampleSpecification';
import { testReport, testResult } from '../../../kit/testReport';
import { passing } from './phaseRun';
import { PhaseWorld } from './phaseWorld';

const SPEC = `# Shop

## Component: cart

Collects articles.

- **FR-1**: Holds articles.
  - Given one, then it is there
- **FR-2**: Knows the total.
  - Given none, then it is 0
  - Given two, then it is their sum
- **FR-3**: Forgets nothing.

## Component: receipt

- **FR-4**: Prints the total.
`;
const TESTS = `def test_fr_1_holds():
    pass

# FR-2
def test_total():
    pass
`;

const specificationOf = (text: string): Specification =>
  must(loadSpecification({ text, path: 'architecture/Architecture.md', hash: '' })).specification;

describe('how far requirements are proven', () => {
  let world: PhaseWorld;
  beforeEach(async () => {
    world = await PhaseWorld.make({ 'tests/test_cart.py': TESTS, 'src/cart.py': '\n' });
  });
  afterEach(() => world.folder.dispose());

  /** A session in which the tests of the cart ended like that, over the specification as it was then. */
  async function ran(outcomes: Readonly<Record<string, TestOutcome>>, demandsKept = true): Promise<Session> {
    const ports = nodePorts(world.folder.root);
    const then = specificationOf(SPEC);
    const cart = componentNamed(then, 'cart');
    const green = await world.record(['tests/test_cart.py', 'src/cart.py'], {
      attempt: '002-green-cart',
      specification: markSpecification(cart, ports),
      ...(demandsKept ? { demands: markDemands(then, cart, ports) } : {}),
    });
    const session = await world.session({ phases: { red: green, green }, implFile: 'src/cart.py' });
    const line = (name: string) => TESTS.split('\n').findIndex((each) => each.includes(name)) + 1;
    const results = Object.entries(outcomes).map(([name, outcome]) => ({
      ...testResult(name, outcome),
      line: line(name),
    }));
    const verdict = judgeGreen(greenEvidence(testReport(results)));
    must(await ports.attempts.saveVerdict(session.id, green.attempt, { component: 'cart', verdict, failures: '' }));
    return session;
  }

  /** A session in which one phase of the cart came to that. */
  async function judged(phase: Phase, verdict: Verdict): Promise<Session> {
    const ports = nodePorts(world.folder.root);
    const { reached, summary } = verdict;
    const record = await world.record(['tests/test_cart.py'], {
      attempt: '003-any-cart',
      state: reached ? 'reached' : 'not-reached',
      summary,
    });
    const session = await world.session({ phases: { [phase]: record }, implFile: 'src/cart.py' });
    must(await ports.attempts.saveVerdict(session.id, record.attempt, { component: 'cart', verdict, failures: '' }));
    return session;
  }

  async function states(session: Session, text = SPEC): Promise<readonly string[]> {
    const ports = world.ports(passing);
    const runs = await lastRuns(session, await viewSession(session, ports), ports);
    const found = requirementStates(specificationOf(text), runs, ports);
    return [...found.map(({ requirement: { id }, state, why }) => `${id} ${state}: ${why}`), provenWords(found)];
  }

  const BOTH = { test_fr_1_holds: 'passed', test_total: 'passed' } as const;
  const UNTESTED = ['FR-3', 'FR-4'].map((id) => `${id} untested: no test of a recorded run names it`);

  it('is said by the tests that name them, as the last run ended', async () => {
    assert.deepEqual(await states(await ran({ test_fr_1_holds: 'passed', test_total: 'failed' })), [
      'FR-1 proven: 1 test passes (GREEN)',
      'FR-2 failing: 1 test fails (GREEN)',
      ...UNTESTED,
      '1 of 4 proven',
    ]);
    assert.equal(
      (await states(await ran({ ...BOTH, test_total: 'skipped' })))[1],
      'FR-2 untested: 1 test did not run (GREEN)',
    );
  });

  it('is not said where a criterion has no test, unless a test names the requirement alone', async () => {
    await world.folder.write('tests/test_cart.py', TESTS.replace('# FR-2', '# FR-2.1'));
    const session = await ran(BOTH);
    assert.equal((await states(session))[1], 'FR-2 untested: no test of a recorded run names FR-2.2');
    await world.folder.write('tests/test_cart.py', TESTS.replace('# FR-2', '# FR-2.1, FR-2.2'));
    assert.equal((await states(await ran(BOTH)))[1], 'FR-2 proven: 1 test passes (GREEN)');
  });

  it('is not said of tests that pass while a phase was refused for something else', async () => {
    const verdict = judgeGreen(
      greenEvidence(
        testReport([testResult('test_fr_1_holds', 'passed'), { ...testResult('test_total', 'failed'), line: 5 }]),
        {
          sinceRed: { by: 'bytes', files: ['tests/test_cart.py'], accepted: [] },
        },
      ),
    );
    assert.deepEqual((await states(await judged('green', verdict))).slice(0, 2), [
      'FR-1 untested: 1 test passes, but GREEN was not reached: The tests were changed since RED: tests/test_cart.py',
      'FR-2 failing: 1 test fails (GREEN)',
    ]);
    const changed = judgeVerify(testReport([testResult('test_fr_1_holds', 'passed')]), [], {
      by: 'bytes',
      files: ['tests/test_cart.py'],
      accepted: [],
    });
    assert.equal(
      (await states(await judged('verify', changed)))[0],
      'FR-1 untested: 1 test passes, but VERIFY was not reached: Failed: tests unchanged, tests',
    );
    const partly = testReport([
      testResult('test_fr_1_holds', 'passed'),
      { ...testResult('test_total', 'failed'), line: 5 },
    ]);
    assert.deepEqual((await states(await judged('verify', judgeVerify(partly, [], undefined)))).slice(0, 2), [
      'FR-1 proven: 1 test passes (VERIFY)',
      'FR-2 failing: 1 test fails (VERIFY)',
    ]);
    const died = testReport([testResult('test_fr_1_holds', 'passed')], { end: { kind: 'cancelled' } });
    assert.equal(
      (await states(await judged('green', judgeGreen(greenEvidence(died)))))[0],
      'FR-1 untested: 1 test passes, but GREEN was not reached: The test run was cancelled',
    );
    assert.equal(
      (await states(await judged('verify', judgeVerify(died, [], undefined))))[0],
      'FR-1 untested: 1 test passes, but VERIFY was not reached: Failed: tests',
    );
  });

  it('is not said of tests that no line of the component runs in, unless RED saw them fail without it', async () => {
    const results = [
      { ...testResult('test_fr_1_holds', 'passed'), line: 1 },
      { ...testResult('test_total', 'passed'), line: 5 },
    ];
    const [one, other] = results.map(({ id }) => id);
    assert.ok(one !== undefined && other !== undefined);
    const files = [{ path: 'src/cart.py', hash: '', run: '1', missed: '', loaded: '' }];
    const tests = [
      { id: one, files: [] },
      { id: other, files: [{ path: 'src/cart.py', lines: '1' }] },
    ];
    const verdict = { ...judgeVerify(testReport(results), [], undefined), lines: { files, tests, unknown: [] } };
    assert.deepEqual((await states(await judged('verify', verdict))).slice(0, 2), [
      'FR-1 untested: 1 test passes, but no line of the component is known to run there',
      'FR-2 proven: 1 test passes (VERIFY), line 1',
    ]);
    const together = [
      { ids: [one, 'another'], files: [] },
      { ids: [one, 'a third'], files: [{ path: 'src/cart.py', lines: '1' }] },
    ];
    const [idle] = await states(
      await judged('verify', { ...verdict, lines: { files, tests: [], together, unknown: [] } }),
    );
    assert.equal(idle, 'FR-1 untested: 1 test passes, but no line of the component is known to run there');
    const unmeasured = { files, tests: [], unknown: [{ id: one, why: 'no time' }] };
    const [first] = await states(await judged('verify', { ...verdict, lines: unmeasured }));
    assert.equal(first, 'FR-1 proven: 1 test passes (VERIFY)');
  });

  it('names the lines that its tests ran beside what loading runs, where that was measured', async () => {
    const said = async (paths: readonly string[], lines: string) => {
      const result = { ...testResult('test_fr_1_holds', 'passed'), line: 1 };
      const files = paths.map((path) => ({ path, hash: '', run: '1-40', missed: '', loaded: '1' }));
      const tests = [{ id: result.id, files: paths.map((path) => ({ path, lines })) }];
      const verdict = { ...judgeVerify(testReport([result]), [], undefined), lines: { files, tests, unknown: [] } };
      return (await states(await judged('verify', verdict)))[0];
    };
    assert.equal(await said(['src/cart.py'], '1,4-19'), 'FR-1 proven: 1 test passes (VERIFY), lines 4-19');
    assert.equal(
      await said(['src/cart.py', 'src/money.py'], '1,4,6,8,10,12'),
      'FR-1 proven: 1 test passes (VERIFY), lines 4, 6, 8, 10, and 1 more of src/cart.py and of 1 more file',
    );
    assert.equal(await said(['src/cart.py'], '1'), 'FR-1 proven: 1 test passes (VERIFY)');
  });

  it('is never said by RED, for there is no code yet', async () => {
    const test = { file: 'tests/test_cart.py', line: 1, outcome: 'passed', reason: 'passes' } as const;
    const verdict: Verdict = {
      phase: 'red',
      reached: false,
      summary: '1 of 1 test does not fail for the right reason.',
      tests: [{ ...test, id: 'test_fr_1_holds', name: 'test_fr_1_holds', asNeeded: false, explanation: 'passes' }],
      checks: [],
      claims: [],
      notes: [],
      command: 'pytest',
      ranAt: '2026-01-01T12:00:00.000Z',
    };
    assert.equal(
      (await states(await judged('red', verdict)))[0],
      'FR-1 untested: 1 test passes, but RED was not reached: 1 of 1 test does not fail for the right reason',
    );
    const waived = { ...verdict, reached: true, summary: '1 test fails.' };
    assert.equal(
      (await states(await judged('red', waived)))[0],
      'FR-1 untested: 1 test passes, but RED proves no code: 1 test fails',
    );
  });

  it('is not said again by a later run alone where the text is no longer that of RED', async () => {
    const ports = nodePorts(world.folder.root);
    const session = await ran(BOTH);
    const changed = SPEC.replace('Knows the total', 'Knows the grand total');
    const [cart] = session.components;
    const verify = await world.record(['tests/test_cart.py', 'src/cart.py'], {
      attempt: '002-green-cart',
      demands: markDemands(specificationOf(changed), componentNamed(specificationOf(changed), 'cart'), ports),
    });
    const verified = await world.session({ ...cart, phases: { ...cart?.phases, verify } });
    assert.deepEqual((await states(verified, changed)).slice(0, 2), [
      'FR-1 proven: 1 test passes (VERIFY)',
      'FR-2 stale: its text changed since RED of 2026-01-01',
    ]);
  });

  it('is never said without a recorded run', async () => {
    const session = await world.session({});
    assert.match((await states(session)).join('\n'), /^(?:FR-\d untested: .*\n){4}0 of 4 proven$/);
  });

  it('ends with a change of the files, and for one requirement with a change of its text', async () => {
    const session = await ran(BOTH);
    const changed = SPEC.replace('Knows the total', 'Knows the grand total');
    assert.deepEqual((await states(session, changed)).slice(0, 2), [
      'FR-1 proven: 1 test passes (GREEN)',
      'FR-2 stale: its text changed since RED of 2026-01-01',
    ]);
    const other = SPEC.replace('Prints the total', 'Prints nothing').replace('Collects articles', 'Collects things');
    assert.equal((await states(session, other.replaceAll('**', '__'))).at(-1), '2 of 4 proven');
    await world.folder.write('src/cart.py', 'by hand\n');
    assert.equal((await states(session))[0], 'FR-1 stale: files changed since GREEN of 2026-01-01: run again');
  });

  it('ends for all by any change where the record does not know what each demanded', async () => {
    const session = await ran(BOTH, false);
    assert.equal((await states(session)).at(-1), '2 of 4 proven');
    assert.equal(
      (await states(session, SPEC.replace('grand', '').replace('Forgets', 'Keeps')))[0],
      'FR-1 stale: the specification changed since RED of 2026-01-01',
    );
  });

  it('goes on when a person looked at the change, until the next one', async () => {
    const session = await ran(BOTH);
    const ports = nodePorts(world.folder.root);
    const changed = SPEC.replace('Knows the total', 'Knows the grand total');
    const accept = (requirement: string | undefined, text = changed) =>
      acceptDrift(session, specificationOf(text), { component: 'cart', requirement }, ports);
    assert.ok(!(await accept('FR-1')).ok, 'did not change');
    assert.ok(!(await accept(undefined, SPEC)).ok, 'nothing changed');
    const { session: looked } = must(await accept('FR-2'));
    assert.match(
      (await states(looked, changed))[1] ?? '',
      /^FR-2 proven: 1 test passes \(GREEN\); you looked at its change on \d{4}-/,
    );
    const stored = await world.stored(session);
    assert.deepEqual(stored.components, looked.components);
    assert.equal(stored.history.at(-1)?.details, 'FR-2');
    assert.match((await states(looked, changed.replace('grand', 'whole')))[1] ?? '', /^FR-2 stale/);
  });

  it('is a change of what RED proved its tests by, whatever the text was at a later run', async () => {
    const session = await ran(BOTH);
    const ports = nodePorts(world.folder.root);
    const changed = specificationOf(SPEC.replace('Knows the total', 'Knows the grand total'));
    const demands = markDemands(changed, componentNamed(changed, 'cart'), ports);
    const [cart] = session.components;
    assert.ok(cart?.phases.green);
    const later = { ...cart, phases: { ...cart.phases, verify: { ...cart.phases.green, demands } } };
    assert.deepEqual(openDrift(later, specificationOf(SPEC), ports), []);
    assert.deepEqual(
      openDrift(later, changed, ports).map(({ what }) => what),
      ['FR-2'],
    );
  });

  it('names what changed when GREEN needs RED again, and lets pass what a person looked at', async () => {
    const session = await ran(BOTH);
    const ports = nodePorts(world.folder.root);
    const told = (text: string, of = session) => {
      const specification = specificationOf(text);
      const component = componentNamed(specification, 'cart');
      return changedText({ specification, component }, of.components[0], ports);
    };
    assert.equal(told(SPEC.replace('Prints', 'Shows')), undefined, 'of another component');
    assert.equal(told(SPEC.replace('Collects articles.', 'Collects\narticles.')), undefined, 'line breaks');
    assert.equal(told(SPEC.replace('Collects', 'Steals')), 'The specification of cart');
    const changed = SPEC.replace('then it is there', 'then it stays').replace('- **FR-3**: Forgets nothing.\n', '');
    assert.equal(told(changed), 'In the specification of cart, FR-1, FR-3');
    const wish = { component: 'cart', requirement: undefined };
    const { session: looked } = must(await acceptDrift(session, specificationOf(changed), wish, ports));
    assert.equal(told(changed, looked), undefined);
    assert.equal(told(SPEC, sampleSession({ components: [sampleComponent('cart')] })), undefined, 'not begun');
  });
});
