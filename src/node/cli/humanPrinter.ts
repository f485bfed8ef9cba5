import type { Writable } from 'node:stream';
import type { AuthoringEvent, AuthoringOutcome, PieceEvent } from '../../core/authoring/authoringEvents';
import type { ChangeSet } from '../../core/changes/changeSet';
import type { Problem } from '../../core/errors';
import { splitLines } from '../../core/lib/lines';
import { visible, visibleDeep } from '../../core/lib/visible';
import type { ModelCatalogue } from '../../core/model/catalogue/modelCatalogue';
import type { CostReport } from '../../core/outline/costLines';
import { costLines } from '../../core/outline/costLines';
import { describeImplementing } from '../../core/outline/implementReport';
import { waitWords } from '../../core/outline/modelWords';
import type { ContentRow } from '../../core/outline/promptContents';
import { leftOutRows, shownRows } from '../../core/outline/promptContents';
import type { Row } from '../../core/outline/row';
import type { Phase } from '../../core/phase';
import { PHASE_LABEL } from '../../core/phase';
import type { Generation } from '../../core/tdflow/history';
import type { ImplementReport } from '../../core/tdflow/implement/implementEvents';
import type { PhaseEvent, PhaseOutcome } from '../../core/tdflow/phaseEvents';
import { isModelStep } from '../../core/tdflow/phaseEvents';
import type { PreparedPrompt } from '../../core/tdflow/preparePrompt';
import type { Session } from '../../core/tdflow/session';
import type { Colors } from './colors';
import { colorsFor } from './colors';
import { explainInTerminal } from './explainInTerminal';
import { contentLines } from './lines/contentLines';
import { labelledLine } from './lines/labelledLine';
import { costTable, generationLines, modelLines, sessionLines } from './lines/listLines';
import { outlineLines } from './lines/outlineLines';
import { phaseEventLines } from './lines/phaseEventLines';
import { pieceLine } from './lines/pieceLine';
import type { Printer } from './printer';
import { TerminalWriter } from './terminalWriter';
import { textTable } from './textTable';

const TONE = { dim: 'dim', bad: 'red' } as const;
/** Lines below the first of a note or a problem stand under what it says. */
const ASIDE = ' '.repeat(7);

/** For a person at a terminal: results on standard output, problems and notes on standard error. */
export class HumanPrinter implements Printer {
  private readonly colors: Colors;
  private readonly terminal: TerminalWriter;
  private isReceiving = false;
  /** The phase that each component is in, and the one whose heading was printed last. */
  private readonly phases = new Map<string, Phase>();
  private headed: string | undefined;

  constructor(
    out: Writable,
    err: Writable,
    private readonly options: {
      readonly color: boolean;
      readonly live: boolean;
      readonly verbose: boolean;
      /** Width of the terminal. */
      readonly columns?: number | undefined;
    },
  ) {
    this.colors = colorsFor(options);
    this.terminal = new TerminalWriter({ out, err }, options);
  }

  phaseStarted(component: string, phase: Phase): void {
    this.phases.set(component, phase);
    this.heading(component);
  }

  event(told: PhaseEvent, component?: string): void {
    this.terminal.endWait();
    if (component !== undefined && isModelStep(told)) {
      this.piece(component, told);
      return;
    }
    this.headingOf(component);
    // A stream's texts are only counted; mapping them anew for every line of it would be slow.
    if (told.kind === 'changes') {
      this.progress(told.changes);
      return;
    }
    const { colors } = this;
    const { verbose } = this.options;
    const event = visibleDeep(told);
    switch (event.kind) {
      case 'model-retrying':
      case 'model-waiting':
      case 'model-continuing':
        this.terminal.wait(event.delayMs ?? 0, (seconds) => waitWords(event, seconds), colors.dim);
        return;
      case 'rollback-failed':
        this.problem(event.problem);
        return;
      case 'model-started':
      case 'model-ended':
        this.isReceiving = event.kind === 'model-started';
        break;
      case 'test':
        if (event.event.kind === 'output' && verbose) this.terminal.write(colors.dim(event.event.text));
        break;
    }
    this.terminal.lines(phaseEventLines(event, { colors, verbose }));
  }

  outcome(outcome: PhaseOutcome, component?: string): void {
    this.terminal.endWait();
    this.terminal.clear();
    this.headingOf(component);
    if (outcome.kind === 'failed') this.problem(outcome.problem);
    else if (outcome.kind === 'rejected') this.note('Nothing was accepted, so nothing was changed.');
    else if (outcome.kind === 'contradiction')
      this.note('The model claims a contradiction; you decide which side is right.');
    else if (outcome.kind === 'cancelled') this.note('Cancelled. Everything is as it was.');
    else if (outcome.report !== undefined) this.terminal.lines([labelledLine('report', visible(outcome.report))]);
  }

  authoring(told: AuthoringEvent): void {
    if (told.kind === 'piece') this.piece(told.piece, told.event);
    else this.event(told);
  }

  authored(outcome: AuthoringOutcome): void {
    this.terminal.endWait();
    this.terminal.clear();
    if (outcome.kind === 'cancelled') {
      this.note('Cancelled. Everything is as it was.');
      return;
    }
    const problems = outcome.failed.map(({ problem }) => problem);
    const told = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
    if (outcome.kind === 'failed') told.set(JSON.stringify(outcome.problem), outcome.problem);
    for (const problem of told.values()) this.problem(problem);
    if (outcome.kind === 'rejected') this.note('Nothing was accepted, so nothing was changed.');
    if (outcome.kind === 'unchanged') this.note('The answers leave every document as it is.');
  }

  problem(problem: Problem): void {
    const { what, remedy } = visibleDeep(explainInTerminal(problem));
    if (what === '') return;
    const lines = remedy === '' ? [] : remedy.split('\n');
    this.terminal.aside([`${this.colors.red('error')}  ${what}`, ...lines.map((line) => `${ASIDE}${line}`)]);
  }

  note(text: string): void {
    this.terminal.aside([this.noteLine(visible(text))]);
  }

  text(text: string): void {
    this.terminal.lines([text]);
  }

  prompt(text: string): void {
    this.terminal.write(text);
  }

  promptContents(prepared: PreparedPrompt): void {
    this.contents('In the prompt, in tokens at most:', shownRows(prepared));
    const leftOut = leftOutRows(prepared);
    if (leftOut.length > 0) this.contents('Left out of the prompt:', leftOut);
  }

  outline(rows: readonly Row[]): void {
    this.terminal.lines(outlineLines(visibleDeep(rows), this.colors));
  }

  generations(generations: readonly Generation[]): void {
    this.terminal.lines(generationLines(visibleDeep(generations), this.colors));
  }

  sessions(sessions: readonly Session[]): void {
    this.terminal.lines(sessionLines(visibleDeep(sessions)));
  }

  models(catalogue: ModelCatalogue, chosen: string | undefined): void {
    this.terminal.lines(modelLines(visibleDeep(catalogue), chosen, this.colors));
  }

  costs(report: CostReport): void {
    this.terminal.lines(costTable(visibleDeep(costLines(report))));
  }

  implemented(report: ImplementReport): void {
    const { columns, rows, summary, next } = visibleDeep(describeImplementing(report));
    this.terminal.lines([`\n${textTable(columns, rows)}\n\n${this.colors.bold(summary)}`, ...next]);
  }

  /** What is told of one of several that are answered at the same time. */
  private piece(piece: string, event: PieceEvent): void {
    // Only the lines of a growing text are counted: it is shown when it is whole.
    const line = event.kind === 'changes' ? pieceLine(piece, event) : pieceLine(visible(piece), visibleDeep(event));
    if (line === undefined) return;
    const { label, text, tone } = line;
    if (tone === 'progress') {
      this.terminal.writeOver(label, text);
      return;
    }
    const omitted = event.kind === 'prompt' ? event.omitted : [];
    this.terminal.lines([
      labelledLine(label, tone === 'plain' ? text : this.colors[TONE[tone]](text)),
      ...omitted.map(({ what, why }) =>
        labelledLine('', this.colors.dim(`left out: ${visible(what)} (${visible(why)})`)),
      ),
    ]);
  }

  /** The file that comes, in a line that is written over. */
  private progress(changes: ChangeSet): void {
    const file = changes.files.at(-1);
    if (!this.options.live || !this.isReceiving || file === undefined) return;
    const lines = splitLines(file.text).length;
    this.terminal.writeOver('receiving', `${visible(file.name)}, ${lines} lines`);
  }

  private contents(title: string, rows: readonly ContentRow[]): void {
    const lines = contentLines(visibleDeep(rows), this.colors);
    this.terminal.aside([this.noteLine(title), ...lines.map((line) => `${ASIDE}${line}`)]);
  }

  private noteLine(text: string): string {
    return `${this.colors.yellow('note')}   ${text}`;
  }

  /** Says whose lines follow, where those of another came between. */
  private headingOf(component: string | undefined): void {
    if (component !== undefined && component !== this.headed) this.heading(component);
  }

  private heading(component: string): void {
    const phase = this.phases.get(component);
    this.headed = component;
    if (phase === undefined) return;
    this.terminal.lines([`\n${this.colors.bold(PHASE_LABEL[phase])}  ${visible(component)}`]);
  }
}
