import { rollBack } from '../../apply/rollBack';
import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import { decideAll } from '../../review/review';
import type { Consent } from '../../tdflow/consent';
import type { AuthoringEvent, AuthoringOutcome } from '../authoringEvents';
import type { AuthoringPorts, AuthoringTools } from '../writeDocuments';
import { writeDocuments } from '../writeDocuments';
import type { WritePorts } from '../writeTexts';
import { settleStatus } from './draftStatus';
import type { IntakeStepWork, StepRequest } from './intakeStep';
import { RECORD_FILES } from './recordFiles';
import { writeRecord } from './writeRecord';

/**
 * Asks a model for a step, and writes its answer when the person accepts it; a report on a draft is written as it is. Then the records
 * say so, and a draft that was judged says whether it is approved. Cancelled or failed, everything is as before.
 */
export async function* runIntakeStep(
  { request, prepared }: { readonly request: StepRequest; readonly prepared: IntakeStepWork },
  { consent, ...by }: Omit<AuthoringTools, 'atOnce'>,
  ports: AuthoringPorts & WritePorts,
  signal: AbortSignal,
): AsyncGenerator<AuthoringEvent, AuthoringOutcome> {
  const isReport = request.step === 'validate';
  const tools = { ...by, consent: asked(consent, prepared, isReport ? takesAll : undefined) };
  const running = writeDocuments(prepared.work, tools, ports, signal);
  let outcome: AuthoringOutcome | undefined;
  while (outcome === undefined) {
    const step = await running.next();
    if (step.done === true) outcome = step.value;
    // What nobody is asked about is not shown as a proposal: it is told as a report.
    else if (!(isReport && step.value.kind === 'proposed')) yield step.value;
  }
  if (outcome.kind !== 'written' && outcome.kind !== 'unchanged') return outcome;
  // Nothing was revised.
  if (outcome.kind === 'unchanged' && request.step === 'revise') return outcome;
  const recorded = await record(request, prepared, ports);
  if (recorded.ok) return outcome;
  const back = outcome.kind === 'written' ? await takeBack(outcome.journalEntry, ports) : ok(undefined);
  return { kind: 'failed', problem: back.ok ? recorded.problem : back.problem, failed: [] };
}

/** Takes back what was written, since the records cannot say so. */
async function takeBack(id: string, ports: WritePorts): Promise<Result<unknown, Problem>> {
  const entry = (await ports.journal.readEntries()).find((each) => each.id === id);
  return entry === undefined ? ok(undefined) : rollBack(entry, ports);
}

const takesAll: Consent['review'] = async (review) => ok(decideAll(review, 'accepted'));

/** The consent, which is not asked about an answer that cannot be written; `instead` gives the review in its place. */
function asked(consent: Consent, { faultsOf }: IntakeStepWork, instead: Consent['review'] | undefined): Consent {
  return {
    review(review, signal, inspect) {
      const [faulty] = review.files.flatMap(({ file, text }) => {
        const faults = faultsOf(text);
        return faults.length === 0 ? [] : [`${file.name}: ${faults.join(' ')}`];
      });
      if (faulty !== undefined) return Promise.resolve(fail({ kind: 'answer-refused', detail: faulty }));
      return instead === undefined ? consent.review(review, signal, inspect) : instead(review, signal, inspect);
    },
    ...(consent.beforeWriting === undefined
      ? {}
      : { beforeWriting: (files) => consent.beforeWriting?.(files) ?? Promise.resolve([]) }),
    afterFailure: (failed, signal) => consent.afterFailure(failed, signal),
  };
}

async function record(
  request: StepRequest,
  { path }: IntakeStepWork,
  ports: WritePorts,
): Promise<Result<undefined, Problem>> {
  const { step, loaded } = request;
  if (step === 'validate') return settleStatus(request, ports);
  const { answers } = loaded.records;
  if (step === 'draft') {
    const ties = { specification: path.relative, answers };
    return writeRecord(request, 'intake_record', { changes: {}, ties }, ports);
  }
  if (step !== 'revise') return ok(undefined);
  const at = ports.clock.now().toISOString();
  const issues = loaded.records.report?.blocking_issues ?? [];
  const changes = {
    session_id: request.session.id,
    created_at: at,
    spec_file: path.relative,
    validation_file: RECORD_FILES.validation_report,
    mode: 'interactive',
    status: 'applied',
    issues: issues.map((each) => ({ ...each, resolution: 'rewritten' })),
    summary: { total: issues.length },
    apply_log: [...loaded.revisions, `${at} ${path.relative} was written anew`],
  };
  return writeRecord(request, 'revision_session', { changes, ties: { answers } }, ports);
}
