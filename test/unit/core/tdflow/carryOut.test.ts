import assert from 'node:assert/strict';
import { fail } from '../../../../src/core/lib/result';
import { pastedProvider } from '../../../../src/core/model/pastedProvider';
import { explainProblem } from '../../../../src/core/outline/explainProblem';
import type { PhaseEvent } from '../../../../src/core/tdflow/phaseEvents';
import type { Ports } from '../../../../src/core/tdflow/ports';
import { lastApplied } from '../../../../src/core/tdflow/rollBackPhase';
import { componentOf } from '../../../../src/core/tdflow/session';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleSession } from '../../../kit/sampleSession';
import type { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { testReport } from '../../../kit/testReport';
import { block, failing, PhaseRun, passing } from './phaseRun';

const CONFLICT = { kind: 'rollback-conflict', paths: ['src/cart.py'] } as const;

describe('carrying out what was accepted', () => {
  let phase: PhaseRun;
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    phase = await PhaseRun.make();
    folder = phase.folder;
  });

  afterEach(() => folder.dispose());

  const states = async () => (await nodePorts(folder.root).journal.readEntries()).map((entry) => entry.state);

  it('has stored a new session before anything is written', async () => {
    const session = sampleSession();
    let writes = 0;
    const ports = ({ writer, sessions }: Ports): Partial<Ports> => ({
      writer: Object.assign(Object.create(writer) as typeof writer, {
        async apply(...args: Parameters<typeof writer.apply>) {
          writes += 1;
          assert.deepEqual(must(await sessions.read(session.id)), session);
          return writer.apply(...args);
        },
      }),
    });
    assert.equal((await phase.run('red', { session, ports })).outcome.kind, 'reached');
    assert.equal(writes, 1);
  });

  it('counts as kept only once it is judged', async () => {
    const seen: string[][] = [];
    const look = async () => {
      seen.push([...(await states())]);
      return passing({ files: [], timeLimitMs: 0 }, new AbortController().signal);
    };
    assert.equal((await phase.run('green', { runs: look })).outcome.kind, 'reached');
    assert.deepEqual([seen, await states()], [[['applied'], ['applied']], ['kept']]);
  });

  describe('when nobody listens any more', () => {
    const isFrom = (kinds: readonly string[], event: PhaseEvent) =>
      kinds.includes(event.kind === 'step' ? `step ${event.step}` : event.kind);

    for (const last of ['step apply', 'applied', 'step tests', 'test', 'step verdict', 'verdict', 'step rollback']) {
      it(`after "${last}", leaves no file behind and the session as it was`, async () => {
        let before = {};
        const { session } = await phase.run('green', {
          runs: last === 'step rollback' ? failing : passing,
          ready: async () => {
            before = await folder.snapshot();
          },
          onEvent: (event) => (isFrom([last], event) ? 'stop' : undefined),
        });
        assert.ok(phase.events.some((event) => isFrom([last], event)));
        assert.deepEqual(await folder.snapshot(), before);
        assert.deepEqual(await phase.stored(session), session);
        assert.ok((await states()).every((state) => state === 'rolled-back'));
      });
    }

    it('after the record was written, leaves the files that it speaks of', async () => {
      const { session } = await phase.run('green', { onEvent: (event) => event.kind === 'session' && 'stop' });
      assert.equal(componentOf(await phase.stored(session), 'cart')?.phases.green?.state, 'reached');
      assert.match(await folder.text('src/cart.py'), /class Cart/);
      assert.deepEqual(await states(), ['kept']);
    });
  });

  it('leaves no file behind when the runner throws, and hides the bug from nobody', async () => {
    let before = {};
    const running = phase.run('green', {
      ready: async () => {
        before = await folder.snapshot();
      },
      runs: async () => {
        assert.match(await folder.text('src/cart.py'), /class Cart/);
        throw new Error('a bug');
      },
    });
    await assert.rejects(running, /a bug/);
    assert.deepEqual(await folder.snapshot(), before);
    assert.deepEqual(await states(), ['rolled-back']);
  });

  it('leaves no file behind when the journal cannot say that they are kept', async () => {
    const problem = { kind: 'write-failed', path: 'journal', detail: 'no space left on the device' } as const;
    let before = {};
    const { outcome, session } = await phase.run('green', {
      ready: async () => {
        before = await folder.snapshot();
      },
      ports: ({ journal }) => ({
        journal: Object.assign(Object.create(journal) as typeof journal, {
          writeEntry: async (entry: Parameters<typeof journal.writeEntry>[0]) =>
            entry.state === 'kept' ? fail(problem) : journal.writeEntry(entry),
        }),
      }),
    });
    assert.deepEqual(outcome, { kind: 'failed', problem });
    assert.deepEqual(await folder.snapshot(), before);
    assert.deepEqual(await phase.stored(session), session);
  });

  describe('and edited by hand while the tests run', () => {
    const handEdit = () => folder.write('src/cart.py', 'by hand\n');

    it('then cancelled, says that it could not be taken back: that is no clean cancel', async () => {
      const controller = new AbortController();
      const { outcome, session } = await phase.run('green', {
        signal: controller.signal,
        runs: async () => {
          await handEdit();
          controller.abort();
          return testReport([]);
        },
      });
      assert.deepEqual(outcome, { kind: 'failed', problem: CONFLICT });
      assert.equal(await folder.text('src/cart.py'), 'by hand\n');
      assert.deepEqual(await phase.stored(session), session);
      assert.deepEqual(await states(), ['kept']);
      assert.ok(await lastApplied(session, nodePorts(folder.root)), 'it can be rolled back once the user has decided');
    });

    it('then not reached, says so and keeps the entry for a later rollback', async () => {
      const { outcome, session } = await phase.run('green', {
        runs: async (...args) => {
          await handEdit();
          return failing(...args);
        },
      });
      assert.ok(outcome.kind === 'not-reached' && outcome.journalEntry !== undefined);
      assert.deepEqual(
        phase.events.flatMap((event) => (event.kind === 'rollback-failed' ? [event.problem] : [])),
        [CONFLICT],
      );
      assert.equal(componentOf(await phase.stored(session), 'cart')?.phases.green?.journalEntry, outcome.journalEntry);
      assert.deepEqual(await states(), ['kept']);
    });
  });

  it('cancelled while the user is asked whether to keep it, takes it back and records nothing', async () => {
    const controller = new AbortController();
    const { outcome, session } = await phase.run('red', {
      runs: passing,
      signal: controller.signal,
      consent: {
        afterFailure: async () => {
          controller.abort();
          return { kind: 'take-back' };
        },
      },
    });
    assert.deepEqual(outcome, { kind: 'cancelled' });
    assert.deepEqual(await phase.stored(session), session);
    assert.deepEqual(await states(), ['rolled-back']);
  });

  it('goes straight to tests and verdict when the answer leaves every file as it is', async () => {
    let before = {};
    const { outcome, session } = await phase.run('green', {
      provider: pastedProvider(block('src/cart.py', 'class Cart: ...')),
      ready: async () => {
        await folder.write('src/cart.py', 'class Cart: ...\n');
        before = await folder.snapshot();
      },
      consent: { review: () => assert.fail('there is nothing to decide about') },
    });
    assert.equal(outcome.kind, 'reached');
    assert.deepEqual(phase.steps(), ['prompt', 'model', 'tests', 'repeat', 'verdict']);
    assert.deepEqual(await folder.snapshot(), before);
    assert.deepEqual(await states(), []);
    const record = componentOf(await phase.stored(session), 'cart')?.phases.green;
    assert.deepEqual([record?.state, record?.journalEntry], ['reached', undefined]);
  });

  it('takes nothing back that it did not write, when the verdict on unchanged files is not reached', async () => {
    const { outcome } = await phase.run('green', {
      provider: pastedProvider(block('src/cart.py', 'class Cart: ...')),
      ready: () => folder.write('src/cart.py', 'class Cart: ...\n'),
      runs: failing,
    });
    assert.ok(outcome.kind === 'failed' && outcome.problem.kind === 'answer-empty');
    assert.match(
      explainProblem(outcome.problem).what,
      /^The answer changes nothing: src\/cart\.py is as before, and with that 1 of 1 test/,
    );
    assert.match(outcome.problem.promptPath ?? '', /prompt\.md$/);
    assert.equal(await folder.text('src/cart.py'), 'class Cart: ...\n');
    assert.ok(!phase.steps().includes('rollback'));
  });
});
