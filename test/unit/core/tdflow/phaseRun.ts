import { ok } from '../../../../src/core/lib/result';
import { pastedProvider } from '../../../../src/core/model/pastedProvider';
import type { ModelProvider } from '../../../../src/core/model/provider';
import type { WritingPhase } from '../../../../src/core/phase';
import { PHASES } from '../../../../src/core/phase';
import { decideAll } from '../../../../src/core/review/review';
import type { Consent } from '../../../../src/core/tdflow/consent';
import { markFiles } from '../../../../src/core/tdflow/fileMarks';
import type { PhaseEvent, PhaseOutcome, Step } from '../../../../src/core/tdflow/phaseEvents';
import type { Ports } from '../../../../src/core/tdflow/ports';
import type { RepairLimits } from '../../../../src/core/tdflow/repairLimits';
import { ONE_ATTEMPT } from '../../../../src/core/tdflow/repairLimits';
import { runPhase } from '../../../../src/core/tdflow/runPhase';
import type { Session } from '../../../../src/core/tdflow/session';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';
import { sampleTask } from '../../../kit/sampleTask';
import type { ScriptedRun } from '../../../kit/scriptedRunners';
import { scriptedRunners } from '../../../kit/scriptedRunners';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { testReport, testResult } from '../../../kit/testReport';

export const block = (path: string, text: string) => `\`\`\`python:${path}\n${text}\n\`\`\`\n`;
export const TESTS = `Here are the tests.\n${block('tests/test_cart.py', 'from src.cart import total\n\n\ndef test_total():\n    assert total() == 3')}`;
export const CODE = `Here is the code.\n${block('src/deep/cart_parts.py', 'PART = 1')}${block('src/cart.py', 'class Cart: ...')}`;

const yes: Consent = {
  review: async (review) => ok(decideAll(review, 'accepted')),
  afterFailure: async () => ({ kind: 'take-back' }),
};
/** Leaves the files although the verdict is not reached. */
export const keeping: Partial<Consent> = { afterFailure: async () => ({ kind: 'keep' }) };
export const failing: ScriptedRun = () =>
  testReport([testResult('test_total', 'failed', { exception: 'AssertionError', message: 'assert 0 == 3' })]);
export const passing: ScriptedRun = () => testReport([testResult('test_total', 'passed')]);

/** What differs from a phase in which everything goes well; `runs` finds a failing test in RED and a passing one later. */
export interface RunOptions {
  readonly runs?: ScriptedRun;
  readonly provider?: ModelProvider;
  readonly consent?: Partial<Consent>;
  /** One attempt when left away. */
  readonly limits?: RepairLimits;
  readonly ports?: (ports: Ports) => Partial<Ports>;
  readonly signal?: AbortSignal;
  /** Answers `stop` to listen no longer. */
  readonly onEvent?: (event: PhaseEvent) => unknown;
  /** The test file that RED left, for a later phase. */
  readonly tests?: string;
  /** The session to go on with; otherwise one in which every phase before is reached. */
  readonly session?: Session;
  /** Runs when the session is stored and the workspace is as the phase will find it. */
  readonly ready?: () => Promise<void>;
}

/** Runs phases of the sample's cart in a temporary folder, with the real adapters and scripted test runs. */
export class PhaseRun {
  readonly events: PhaseEvent[] = [];

  private constructor(readonly folder: TemporaryWorkspace) {}

  static async make(): Promise<PhaseRun> {
    const folder = await TemporaryWorkspace.make({ 'src/other.py': 'x = 1\r\n' });
    await folder.write('bin/run.sh', '#!/bin/sh\n', 0o755);
    return new PhaseRun(folder);
  }

  async run(phase: WritingPhase, about: RunOptions = {}): Promise<{ outcome: PhaseOutcome; session: Session }> {
    const given = nodePorts(this.folder.root, scriptedRunners(about.runs ?? (phase === 'red' ? failing : passing)));
    const session = about.session ?? (await this.prepare(phase, given, about.tests));
    await about.ready?.();
    const ports = { ...given, ...about.ports?.(given) };
    const provider = about.provider ?? pastedProvider(phase === 'red' ? TESTS : CODE);
    const consent = { ...yes, ...about.consent };
    const task = await sampleTask(phase, ports, { session, testTimeLimitMs: 60_000 });
    const running = runPhase(
      task,
      { provider, consent, limits: about.limits ?? ONE_ATTEMPT },
      ports,
      about.signal ?? new AbortController().signal,
    );
    for (;;) {
      const step = await running.next();
      if (step.done === true) return { outcome: step.value, session };
      this.events.push(step.value);
      if (about.onEvent?.(step.value) === 'stop') {
        await running.return({ kind: 'cancelled' });
        return { outcome: { kind: 'cancelled' }, session };
      }
    }
  }

  steps(): readonly Step[] {
    return this.events.flatMap((event) => (event.kind === 'step' ? [event.step] : []));
  }

  async stored(session: Session): Promise<Session> {
    return must(await nodePorts(this.folder.root).sessions.read(session.id));
  }

  /** Stores a session whose phases before this one are reached, and puts their files in place. */
  private async prepare(
    phase: WritingPhase,
    ports: Ports,
    tests = 'from src.cart import total\n\n\ndef test_total():\n    assert total() == 3\n',
  ): Promise<Session> {
    if (phase !== 'red') await this.folder.write('tests/test_cart.py', tests);
    if (phase === 'refactor') await this.folder.write('src/cart.py', 'class Cart: pass\n');
    const files = await markFiles(['tests/test_cart.py'], ports);
    const before = PHASES.slice(0, PHASES.indexOf(phase));
    const phases = Object.fromEntries(before.map((each) => [each, sampleRecord({ files, journalEntry: undefined })]));
    const session = sampleSession({ components: [sampleComponent('cart', { phases }), sampleComponent('receipt')] });
    must(await ports.sessions.write(session));
    return session;
  }
}
