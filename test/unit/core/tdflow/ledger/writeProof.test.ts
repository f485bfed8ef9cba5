import assert from 'node:assert/strict';
import { fail } from '../../../../../src/core/lib/result';
import { pastedProvider } from '../../../../../src/core/model/pastedProvider';
import { parseEntry } from '../../../../../src/core/proof/ledger/parseEntry';
import type { ProofEntry } from '../../../../../src/core/proof/ledger/proofEntry';
import type { Ports } from '../../../../../src/core/tdflow/ports';
import { lastApplied, rollBackPhase } from '../../../../../src/core/tdflow/rollBackPhase';
import type { Session } from '../../../../../src/core/tdflow/session';
import { OwnFiles } from '../../../../../src/node/ownFiles';
import { ProofLedgerFiles } from '../../../../../src/node/proof/proofLedgerFiles';
import { must } from '../../../../kit/must';
import { nodePorts } from '../../../../kit/nodePorts';
import { hashText } from '../../../../kit/sampleProof';
import type { RunOptions } from '../phaseRun';
import { CODE, failing, keeping, PhaseRun } from '../phaseRun';

describe('what a phase leaves in the proof ledger', () => {
  let run: PhaseRun;
  let proofs: ProofLedgerFiles;

  beforeEach(async () => {
    run = await PhaseRun.make();
    proofs = new ProofLedgerFiles(
      new OwnFiles(run.folder.root),
      () => '1.2.3',
      async () => 'Python 3.12.3',
    );
  });

  afterEach(() => run.folder.dispose());

  async function reach(phase: 'red' | 'green' | 'refactor', about: RunOptions = {}): Promise<Session> {
    const ports = (given: Ports) => ({ proofs, ...about.ports?.(given) });
    const { outcome, session } = await run.run(phase, { ...about, ports });
    assert.ok(outcome.kind !== 'failed' || about.ports !== undefined, JSON.stringify(outcome));
    return run.stored(session);
  }

  async function entries(): Promise<Readonly<Partial<Record<ProofEntry['phase'], ProofEntry & { name: string }>>>> {
    const found = await proofs.entries();
    return Object.fromEntries(
      found.map(({ name, text }) => {
        const entry = must(parseEntry(must(text)));
        return [entry.phase, { ...entry, name }];
      }),
    );
  }

  const phases = async () => Object.keys(await entries()).sort();

  it('RED: its reasons, and that there was no code; GREEN follows it, with the code and what else it changed', async () => {
    await run.folder.write('src/deep/cart_parts.py', 'PART = 0\n');
    const session = await reach('red');
    const { red } = await entries();
    assert.deepEqual(red?.results, { 'tests/test_cart.py::test_total': 'assertion' });
    assert.equal(red?.before['src/cart.py'], null);
    assert.deepEqual(red?.runner, { name: 'pytest', tool: 'Python 3.12.3' });
    await reach('green', { session });
    const { green } = await entries();
    assert.ok(green?.phase === 'green');
    assert.equal(green.previous, red?.name);
    assert.deepEqual(green.results, { 'tests/test_cart.py::test_total': 'passes-as-wanted' });
    assert.deepEqual([green.tests, green.promise, green.settings], [red?.tests, red?.promise, red?.settings]);
    assert.deepEqual(green.code, { 'src/cart.py': hashText(await run.folder.text('src/cart.py')) });
    assert.deepEqual(green.before, { 'src/deep/cart_parts.py': hashText('PART = 0\n') });
    assert.equal(await proofs.text(hashText('PART = 0\n')), 'PART = 0\n');
  });

  it('a rollback takes the entry with the files, and what only it needed', async () => {
    await run.folder.write('src/deep/cart_parts.py', 'PART = 0\n');
    const session = await reach('green', { session: await reach('red') });
    const ports = { ...nodePorts(run.folder.root), proofs };
    must(await rollBackPhase(session, await lastApplied(session, ports), ports));
    assert.deepEqual(await phases(), ['red']);
    assert.equal(await proofs.text(hashText('PART = 0\n')), undefined);
  });

  it('nothing of a step that was cancelled, or that the session could not be told of', async () => {
    const stop = new AbortController();
    const onEvent = ({ kind }: { readonly kind: string }) => kind === 'applied' && stop.abort();
    await run.run('red', { ports: () => ({ proofs }), signal: stop.signal, onEvent });
    assert.deepEqual(await phases(), []);
    let updates = 0;
    await reach('red', {
      ports: ({ sessions }) => ({
        sessions: {
          list: () => sessions.list(),
          read: (id) => sessions.read(id),
          write: (session) => sessions.write(session),
          // The first one only stores that there is a session.
          update: async (session, change) =>
            ++updates === 1
              ? sessions.update(session, change)
              : fail({ kind: 'write-failed', path: 'x.yaml', detail: 'the disk is full' }),
        },
      }),
    });
    assert.equal(updates, 2);
    assert.deepEqual(await phases(), []);
  });

  it('a phase that is reached no more takes those after it along', async () => {
    const session = await reach('green', { session: await reach('red') });
    assert.deepEqual(await phases(), ['green', 'red']);
    const provider = pastedProvider(CODE.replace('PART = 1', 'PART = 2'));
    await reach('green', { session, provider, runs: failing, consent: keeping });
    assert.deepEqual(await phases(), ['red']);
  });
});
