import type { Writable } from 'node:stream';
import type { AuthoringEvent, AuthoringOutcome } from '../../core/authoring/authoringEvents';
import type { ProposedFile } from '../../core/changes/changeSet';
import { countChanges } from '../../core/changes/diff';
import type { Problem } from '../../core/errors';
import type { ModelCatalogue } from '../../core/model/catalogue/modelCatalogue';
import { PRICES_AS_OF, priceOf } from '../../core/model/price';
import type { CostReport } from '../../core/outline/costLines';
import { describeImplementing } from '../../core/outline/implementReport';
import type { Row } from '../../core/outline/row';
import type { Phase } from '../../core/phase';
import { proofRanges } from '../../core/proof/coverage/proofWords';
import type { Generation } from '../../core/tdflow/history';
import type { ImplementReport } from '../../core/tdflow/implement/implementEvents';
import type { PhaseEvent, PhaseOutcome } from '../../core/tdflow/phaseEvents';
import type { PreparedPrompt } from '../../core/tdflow/preparePrompt';
import type { Session } from '../../core/tdflow/session';
import { exitCodeOfAuthored, exitCodeOfOutcome } from './exitCode';
import { explainInTerminal } from './explainInTerminal';
import type { Printer } from './printer';

/** One JSON object a line on standard output, and nothing else there. Each has an `event`. */
export class JsonPrinter implements Printer {
  constructor(private readonly stdout: Writable) {}

  phaseStarted(component: string, phase: Phase): void {
    this.write({ event: 'phase', component, phase });
  }

  event(event: PhaseEvent, component?: string): void {
    const write = (value: object) => this.write({ ...value, component });
    switch (event.kind) {
      case 'changes':
        // The stream itself would be a line of JSON for every line of code.
        return;
      case 'proposed':
        for (const file of event.changes.files) this.file(file, component);
        return;
      case 'prompt':
        write({
          event: 'prompt',
          tokens: event.prompt.tokens,
          estimate: event.estimate,
          instructionsFrom: event.instructionsFrom,
          omitted: event.omitted,
        });
        return;
      case 'reviewed': {
        const { changes, files } = event.review;
        write({
          event: 'review',
          explanation: changes.explanation,
          notes: changes.notes,
          files: files.map(({ file, decision }) => ({ path: file.name, decision })),
        });
        return;
      }
      case 'test':
        write(
          event.event.kind === 'run-ended'
            ? { event: 'run-ended', ...runSummary(event.event.report) }
            : flat(event.event),
        );
        return;
      case 'lines':
        write({ event: 'lines', ...proofRanges(event.proof) });
        return;
      case 'session':
        write({ event: 'session', session: event.session.id });
        return;
      case 'rollback-failed':
        this.problem(event.problem, component);
        return;
      default:
        write(flat(event));
    }
  }

  outcome(outcome: PhaseOutcome, component?: string): void {
    if (outcome.kind === 'failed') this.problem(outcome.problem, component);
    const report = 'report' in outcome ? outcome.report : undefined;
    this.write({ event: 'outcome', outcome: outcome.kind, exitCode: exitCodeOfOutcome(outcome), component, report });
  }

  authoring(told: AuthoringEvent): void {
    if (told.kind !== 'piece') {
      this.event(told);
      return;
    }
    const { piece, event } = told;
    if (event.kind === 'changes') return;
    const { prompt, ...about } = event.kind === 'prompt' ? event : { ...event, prompt: undefined };
    this.write({ ...flat(about), piece, tokens: prompt?.tokens });
  }

  authored(outcome: AuthoringOutcome): void {
    if (outcome.kind === 'failed') this.problem(outcome.problem);
    const { kind, ...rest } = outcome;
    this.write({ event: 'outcome', ...rest, outcome: kind, exitCode: exitCodeOfAuthored(outcome) });
  }

  problem(problem: Problem, component?: string): void {
    this.write({ event: 'problem', problem, ...explainInTerminal(problem), component });
  }

  note(text: string): void {
    this.write({ event: 'note', text });
  }

  text(text: string): void {
    this.write({ event: 'text', text });
  }

  prompt(text: string): void {
    this.write({ event: 'prompt-text', text });
  }

  promptContents({ prompt, pieces, omitted, notShown, instructionsFrom }: PreparedPrompt): void {
    this.write({ event: 'prompt-contents', tokens: prompt.tokens, pieces, omitted, notShown, instructionsFrom });
  }

  outline(rows: readonly Row[]): void {
    this.write({ event: 'outline', rows });
  }

  generations(generations: readonly Generation[]): void {
    for (const { entry, record, ...generation } of generations) {
      const { result, summary, model, cost } = record ?? {};
      this.write({ event: 'generation', ...generation, result, summary, model, cost, journalEntry: entry?.id });
    }
  }

  sessions(sessions: readonly Session[]): void {
    for (const session of sessions) this.write({ event: 'session', ...session, session: session.id });
  }

  models({ models, from, asOf }: ModelCatalogue, chosen: string | undefined): void {
    const priced = models.map((model) => ({ ...model, price: priceOf(model.id) ?? null }));
    this.write({ event: 'models', from, asOf, pricesAsOf: PRICES_AS_OF, chosen, models: priced });
  }

  costs(report: CostReport): void {
    this.write({ event: 'costs', ...report });
  }

  implemented(report: ImplementReport): void {
    const components = report.components.map(({ failure, ...component }) => {
      const { phase, outcome } = failure ?? {};
      const verdict = outcome !== undefined && 'verdict' in outcome ? outcome.verdict.summary : undefined;
      const problem = outcome?.kind === 'failed' ? outcome.problem : undefined;
      return { ...component, failedAt: phase, outcome: outcome?.kind, verdict, problem };
    });
    const { summary, next } = describeImplementing(report);
    this.write({ event: 'implemented', components, stopped: report.stopped, summary, next });
  }

  private file(
    { name, action, refusal, base, text, protected: isProtected, concerns, checks }: ProposedFile,
    component: string | undefined,
  ): void {
    this.write({
      event: 'file',
      path: name,
      action,
      refusal,
      protected: isProtected,
      ...concerns,
      checks,
      ...countChanges(base?.text ?? '', text),
      component,
    });
  }

  private write(value: object): void {
    this.stdout.write(`${JSON.stringify(value)}\n`);
  }
}

function flat<E extends { readonly kind: string }>(event: E): object {
  const { kind, ...rest } = event;
  return { event: kind, ...rest };
}

function runSummary(report: {
  readonly runner: string;
  readonly command: string;
  readonly end: object;
  readonly durationMs: number;
}): object {
  const { runner, command, end, durationMs } = report;
  return { runner, command, end, durationMs };
}
