import assert from 'node:assert/strict';
import type { ChangeSet, ProposedFile } from '../../../../src/core/changes/changeSet';
import type { Activity, OutlineInput } from '../../../../src/core/outline/outline';
import { outline } from '../../../../src/core/outline/outline';
import type { Row } from '../../../../src/core/outline/row';
import type { Phase } from '../../../../src/core/phase';
import type { Decision } from '../../../../src/core/review/reviewedFile';
import type { PhaseRecord, SessionComponent } from '../../../../src/core/tdflow/session';
import { judgeRed } from '../../../../src/core/verdict/judgeRed';
import { redEvidence } from '../../../kit/redEvidence';
import { proposedFile, reviewOf } from '../../../kit/sampleReview';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';
import { testReport, testResult } from '../../../kit/testReport';

type Records = Partial<Record<Phase, PhaseRecord>>;

function draw(about: Partial<OutlineInput> & { readonly cart?: Partial<SessionComponent> } = {}): readonly Row[] {
  const { cart, ...rest } = about;
  return outline({
    session: sampleSession({ components: [sampleComponent('cart', cart), sampleComponent('receipt')] }),
    activity: undefined,
    verdictOf: () => undefined,
    isStale: () => false,
    hasLeftReview: () => false,
    canCallModel: true,
    ...rest,
  });
}

const all = (rows: readonly Row[]): Row[] => rows.flatMap((row) => [row, ...all(row.children)]);

function phaseRow(phase: Phase, about: Parameters<typeof draw>[0] = {}): Row {
  const row = all(draw(about)).find(
    (each) => each.kind === 'phase' && each.component === 'cart' && each.phase === phase,
  );
  assert.ok(row);
  return row;
}

const withPhases = (phases: Records) => ({ cart: { phases } });
const reached = sampleRecord();
const failed = sampleRecord({ state: 'not-reached', summary: '1 of 2 tests does not pass.' });

function active(files: readonly ProposedFile[] | undefined, decisions?: readonly Decision[]): Partial<OutlineInput> {
  const changes: ChangeSet | undefined =
    files === undefined ? undefined : { files, explanation: '', unchanged: [], notes: [], incomplete: [] };
  const activity: Activity = {
    component: 'cart',
    phase: 'red',
    step: 'asking the model',
    changes,
    review: files === undefined || decisions === undefined ? undefined : reviewOf(files, decisions),
    omitted: [],
    nextSteps: undefined,
  };
  return { activity };
}

describe('outline', () => {
  it('shows specification, components, phases', () => {
    const rows = draw({ cart: { status: 'verified' } });
    assert.deepEqual(
      all(rows).map((row) => [row.kind, row.label, row.description]),
      [
        ['specification', 'specs/shop.yaml', '1 of 2 verified'],
        ['component', 'cart', 'verified'],
        ['phase', 'RED', ''],
        ['phase', 'GREEN', ''],
        ['phase', 'REFACTOR', ''],
        ['phase', 'VERIFY', ''],
        ['component', 'receipt', 'pending'],
        ['phase', 'RED', ''],
        ['phase', 'GREEN', ''],
        ['phase', 'REFACTOR', ''],
        ['phase', 'VERIFY', ''],
      ],
    );
    const ids = all(rows).map((row) => row.id);
    assert.equal(new Set(ids).size, ids.length, 'each row has an id of its own');
  });

  it('gives each row an id of its own, whatever is named twice', () => {
    const twice = sampleSession({ components: [sampleComponent('cart'), sampleComponent('cart')] });
    const ids = all(draw({ session: twice })).map((row) => row.id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(draw({ session: twice }), draw({ session: twice }), 'and the same one each time');
  });

  describe('state of a phase', () => {
    const states = (phases: Records, about: Partial<OutlineInput> = {}) =>
      (['red', 'green', 'refactor', 'verify'] as const).map(
        (phase) => phaseRow(phase, { ...withPhases(phases), ...about }).state,
      );

    it('is ready when it can begin and waiting when it cannot', () => {
      assert.deepEqual(states({}), ['ready', 'waiting', 'waiting', 'waiting']);
      assert.deepEqual(states({ red: failed }), ['failed', 'waiting', 'waiting', 'waiting']);
      assert.deepEqual(states({ red: reached }), ['reached', 'ready', 'waiting', 'waiting']);
      assert.deepEqual(states({ red: reached, green: reached }), ['reached', 'reached', 'ready', 'ready']);
      assert.deepEqual(states({ red: reached, green: failed }), ['reached', 'failed', 'waiting', 'waiting']);
    });

    it('is stale when files changed since, reached or not, and says so', () => {
      const isStale = (_component: string, phase: Phase) => phase === 'red';
      for (const red of [reached, failed]) {
        const row = phaseRow('red', { ...withPhases({ red }), isStale });
        assert.deepEqual([row.state, row.description], ['stale', 'files changed since: run again']);
        assert.match(row.detail, /Files changed since this verdict\./);
      }
      assert.equal(phaseRow('red', { isStale }).state, 'ready', 'without a verdict nothing can be stale');
    });

    it('is running, then reviewing while the user decides', () => {
      assert.deepEqual(
        [phaseRow('red', active(undefined)).state, phaseRow('red', active([proposedFile('a.py')])).state],
        ['running', 'running'],
      );
      assert.equal(phaseRow('red', active([proposedFile('a.py')], ['pending'])).state, 'reviewing');
      assert.equal(phaseRow('red', active(undefined)).description, 'asking the model');
      assert.equal(phaseRow('green', active(undefined)).state, 'waiting');
    });
  });

  describe('actions of a phase', () => {
    it('run only what can begin, and never an earlier one in the place of a later', () => {
      assert.deepEqual(phaseRow('red').actions, ['run']);
      for (const phase of ['green', 'refactor', 'verify'] as const) assert.deepEqual(phaseRow(phase).actions, []);
      assert.deepEqual(phaseRow('green', withPhases({ red: reached })).actions, ['run']);
      const done = withPhases({ red: reached, green: reached });
      assert.deepEqual(phaseRow('verify', done).actions, ['run']);
    });

    it('offer the prompt to carry when no model can be called, and not for VERIFY, which asks none', () => {
      assert.deepEqual(phaseRow('red', { canCallModel: false }).actions, ['run', 'copyPrompt']);
      const done = { ...withPhases({ red: reached, green: reached }), canCallModel: false };
      assert.deepEqual(phaseRow('verify', done).actions, ['run']);
    });

    it('roll back only what is in place, and prove only what has files', () => {
      assert.deepEqual(phaseRow('red', withPhases({ red: reached })).actions, [
        'run',
        'prove',
        'showOutput',
        'rollBack',
      ]);
      const takenBack = { ...failed, journalEntry: undefined };
      assert.deepEqual(phaseRow('red', withPhases({ red: takenBack })).actions, ['run', 'prove', 'fix', 'showOutput']);
      assert.deepEqual(phaseRow('red', withPhases({ red: { ...takenBack, files: [] } })).actions, [
        'run',
        'fix',
        'showOutput',
      ]);
      const verified = {
        ...withPhases({ red: reached, green: reached, verify: { ...reached, journalEntry: undefined } }),
      };
      assert.deepEqual(phaseRow('verify', verified).actions, ['run', 'showOutput', 'showReport']);
    });

    it('of a component look at the strength of its tests once they pass', () => {
      const actions = (about: Parameters<typeof draw>[0]) =>
        all(draw(about)).find(({ kind, component }) => kind === 'component' && component === 'cart')?.actions;
      assert.deepEqual(actions(withPhases({ red: reached })), []);
      assert.deepEqual(actions(withPhases({ red: reached, green: failed })), []);
      const done = withPhases({ red: reached, green: reached, verify: reached });
      assert.deepEqual(actions(done), ['checkStrength', 'showStrength']);
      assert.deepEqual(actions({ ...done, ...active(undefined) }), []);
    });

    it('are none anywhere else while something runs, and there to cancel', () => {
      const input = { ...withPhases({ red: reached, green: reached }), ...active(undefined) };
      assert.deepEqual(phaseRow('red', input).actions, ['cancel']);
      const others = all(draw(input)).filter((row) => row.id !== phaseRow('red', input).id);
      assert.ok(others.every((row) => row.actions.length === 0));
    });

    it('accept and reject while something is undecided, accept only what needs no consent of its own', () => {
      const files = [proposedFile('a.py'), proposedFile('package.json', { protected: true })];
      const actions = (...decisions: Decision[]) => phaseRow('red', active(files, decisions)).actions;
      assert.deepEqual(actions('pending', 'pending'), ['acceptAll', 'rejectAll', 'cancel']);
      assert.deepEqual(actions('accepted', 'pending'), ['rejectAll', 'cancel']);
      assert.deepEqual(actions('accepted', 'rejected'), ['cancel']);
    });
  });

  describe('after a verdict', () => {
    it('shows the files that it speaks of, with the way to compare while they can be taken back', () => {
      const [file] = phaseRow('red', withPhases({ red: reached })).children;
      assert.deepEqual(
        [file?.kind, file?.label, file?.target],
        [
          'file',
          'tests/test_cart.py',
          { kind: 'applied', journalEntry: reached.journalEntry, path: 'tests/test_cart.py' },
        ],
      );
      const [plain] = phaseRow('red', withPhases({ red: { ...reached, journalEntry: undefined } })).children;
      assert.deepEqual(plain?.target, { kind: 'file', path: 'tests/test_cart.py' });
    });

    it('shows each test with its reason and its place, and the command that was run', () => {
      const verdict = judgeRed(redEvidence(testReport([testResult('test_total', 'passed')])));
      const verdictOf = (component: string, phase: Phase) =>
        component === 'cart' && phase === 'red' ? verdict : undefined;
      const row = phaseRow('red', { ...withPhases({ red: failed }), verdictOf });
      const test = row.children.find((each) => each.kind === 'test');
      assert.deepEqual(
        [test?.label, test?.state, test?.target],
        ['test_total', 'failed', { kind: 'file', path: 'tests/test_cart.py', line: 3 }],
      );
      assert.match(test?.description ?? '', /proves nothing/);
      assert.match(row.detail, /Ran: python -m pytest tests\/test_cart\.py/);
    });

    it('offers to go on with a review that an earlier window left open', () => {
      const hasLeftReview = (component: string, phase: Phase) => component === 'cart' && phase === 'red';
      const row = phaseRow('red', { hasLeftReview });
      assert.deepEqual(
        [row.state, row.description, row.actions],
        ['reviewing', 'a review was left open', ['resume', 'run']],
      );
    });

    it('says why a phase came to no verdict, with what to do about it, until there is one', () => {
      const troubleOf = (component: string, phase: Phase) =>
        component === 'cart' && phase === 'red'
          ? { what: 'The API key was refused: wrong', remedy: 'Set a valid one.' }
          : undefined;
      const row = phaseRow('red', { troubleOf });
      assert.deepEqual([row.state, row.description], ['stopped', 'The API key was refused: wrong']);
      assert.match(row.detail, /^The API key was refused: wrong\nSet a valid one\.$/);
      const component = all(draw({ troubleOf })).find(({ label }) => label === 'cart');
      assert.equal(component?.description, 'RED stopped: The API key was refused: wrong');
      const before = phaseRow('red', { ...withPhases({ red: reached }), troubleOf });
      assert.equal(before.state, 'reached', 'the verdict of before still holds');
    });

    it('says of the session file alone that the last answer came to nothing', () => {
      const attempt = {
        ...{ id: '001-green-cart', phase: 'green' as const, at: '2026-01-01T00:00:00.000Z', model: 'x', cost: 0.1 },
        ...{ result: 'unusable' as const, summary: 'The answer did not come whole: cut' },
      };
      const about = { cart: { phases: { red: reached }, attempts: [attempt] } };
      const row = phaseRow('green', about);
      assert.deepEqual([row.state, row.description], ['stopped', 'The answer did not come whole: cut']);
      const rows = all(draw(about)).slice(0, 2);
      assert.deepEqual(
        rows.map(({ description }) => description.split(' · ')[0]),
        ['$0.10', '$0.10'],
        'what it cost stands where it is not cut off',
      );
    });

    it('tells what a phase waits for', () => {
      assert.deepEqual(
        (['red', 'green', 'refactor', 'verify'] as const).map((phase) => phaseRow(phase).detail),
        ['', 'Can begin once RED is reached.', 'Can begin once GREEN is reached.', 'Can begin once GREEN is reached.'],
      );
      assert.equal(phaseRow('green', withPhases({ red: reached })).detail, '');
    });

    it('asks what follows a failed attempt, with the tests of its verdict below', () => {
      const verdict = judgeRed(redEvidence(testReport([testResult('test_total', 'passed')])));
      const { activity } = active(undefined);
      assert.ok(activity);
      const nextSteps = ['tryAgain', 'editFeedback', 'keepFiles', 'takeBack'] as const;
      const row = phaseRow('red', { activity: { ...activity, nextSteps }, verdictOf: () => verdict });
      assert.deepEqual([row.state, row.actions], ['reviewing', [...nextSteps, 'cancel']]);
      assert.ok(row.children.some((each) => each.label === 'test_total'));
    });

    it('shows what the model claims to contradict each other, with test and criterion below, each at its place', () => {
      const claim = {
        ...{ test: 'test_total', criterion: 'AC-2', why: 'One adds tax.\nThe other does not.' },
        testPlace: { path: 'tests/test_cart.py', line: 3 },
        criterionPlace: { path: 'specs/shop.yaml', line: 41 },
      };
      const judged = judgeRed(redEvidence(testReport([testResult('test_total', 'passed')])));
      const verdictOf = () => ({ ...judged, claims: [claim, { ...claim, testPlace: undefined }] });
      const row = phaseRow('red', { ...withPhases({ red: failed }), verdictOf });
      const claims = row.children.filter((each) => each.description === 'contradiction');
      assert.deepEqual(
        claims.map(({ label, detail }) => [label, detail]),
        [1, 2].map(() => ['One adds tax.', 'One adds tax.\nThe other does not.']),
      );
      assert.deepEqual(
        claims.map(({ children }) => children.map((child) => [child.label, child.target])),
        [{ kind: 'file', path: 'tests/test_cart.py', line: 3 }, undefined].map((target) => [
          ['test_total', target],
          ['AC-2', { kind: 'file', path: 'specs/shop.yaml', line: 41 }],
        ]),
      );
      assert.equal(new Set(all([row]).map(({ id }) => id)).size, all([row]).length);
    });
  });
});
