import type { Writable } from 'node:stream';
import type { AuthoringEvent, AuthoringOutcome, PieceEvent } from '../../core/authoring/authoringEvents';
import type { ChangeSet, ProposedFile } from '../../core/changes/changeSet';
import type { Problem } from '../../core/errors';
import { splitLines } from '../../core/lib/lines';
import { visible, visibleDeep } from '../../core/lib/visible';
import type { ModelCatalogue } from '../../core/model/catalogue/modelCatalogue';
import type { Usage } from '../../core/model/provider';
import type { CostReport } from '../../core/outline/costLines';
import { costLines } from '../../core/outline/costLines';
import { estimateWords, paidWords } from '../../core/outline/costWords';
import { describeImplementing } from '../../core/outline/implementReport';
import type { Wait } from '../../core/outline/modelWords';
import { cacheMissWords, usageWords, waitWords } from '../../core/outline/modelWords';
import type { ContentRow } from '../../core/outline/promptContents';
import { leftOutRows, shownRows } from '../../core/outline/promptContents';
import type { Row, RowState } from '../../core/outline/row';
import type { Phase } from '../../core/phase';
import { PHASE_LABEL } from '../../core/phase';
import { proofLines } from '../../core/proof/coverage/proofWords';
import type { Generation } from '../../core/tdflow/history';
import type { ImplementReport } from '../../core/tdflow/implement/implementEvents';
import type { PhaseEvent, PhaseOutcome, Step } from '../../core/tdflow/phaseEvents';
import { isModelStep } from '../../core/tdflow/phaseEvents';
import type { PreparedPrompt } from '../../core/tdflow/preparePrompt';
import type { Session } from '../../core/tdflow/session';
import type { TestEvent } from '../../core/testrun/runner';
import type { Verdict } from '../../core/verdict/verdict';
import { countDown } from '../countDown';
import type { Colors } from './colors';
import { colorsFor } from './colors';
import { explainInTerminal } from './explainInTerminal';
import { costTable, generationLines, modelLines, sessionLines } from './listLines';
import { pieceLine } from './pieceLine';
import type { Printer } from './printer';
import { diffLines, proposedLines } from './proposedLines';
import { STEP_TEXT } from './stepText';
import { textTable } from './textTable';

const LABEL_WIDTH = 10;
const TONE = { dim: 'dim', bad: 'red' } as const;
const CLEAR_LINE = '\u001b[K';
const DEFAULT_COLUMNS = 80;

/** For a person at a terminal: results on standard output, problems and notes on standard error. */
export class HumanPrinter implements Printer {
  private readonly colors: Colors;
  /** Whether the line at the cursor is one that is written over. */
  private hasProgress = false;
  private isReceiving = false;
  private endWait = (): void => {};
  /** The phase that each component is in, and the one whose heading was printed last. */
  private readonly phases = new Map<string, Phase>();
  private headed: string | undefined;

  constructor(
    private readonly out: Writable,
    private readonly err: Writable,
    private readonly options: {
      readonly color: boolean;
      readonly live: boolean;
      readonly verbose: boolean;
      /** Width of the terminal. */
      readonly columns?: number | undefined;
    },
  ) {
    this.colors = colorsFor(options);
  }

  phaseStarted(component: string, phase: Phase): void {
    this.phases.set(component, phase);
    this.heading(component);
  }

  event(told: PhaseEvent, component?: string): void {
    this.endWait();
    if (component !== undefined && isModelStep(told)) {
      this.piece(component, told);
      return;
    }
    this.headingOf(component);
    // A stream's texts are only counted; mapping them anew for every line of it would be slow.
    const event = told.kind === 'changes' ? told : visibleDeep(told);
    const { dim, green } = this.colors;
    switch (event.kind) {
      case 'attempt':
        this.labelled('attempt', `${event.number} of ${event.of}`);
        return;
      case 'attempt-failed':
        if (event.verdict === undefined) this.labelled('failed', this.colors.red(indented(event.feedback)));
        if (event.stop !== undefined && event.of > 1) this.labelled('', dim(event.stop));
        return;
      case 'step':
        this.step(event.step);
        return;
      case 'prompt':
        this.labelled('prompt', `at most ${event.prompt.tokens} tokens`);
        if (event.estimate !== undefined) this.labelled('cost', dim(estimateWords(event.estimate)));
        if (event.instructionsFrom !== undefined) this.labelled('', `instructions from ${event.instructionsFrom}`);
        for (const { what, why } of event.omitted) this.labelled('', dim(`left out: ${what} (${why})`));
        return;
      case 'model-started':
        this.isReceiving = true;
        this.labelled('answer', event.label);
        return;
      case 'model-retrying':
      case 'model-waiting':
      case 'model-continuing':
        this.wait(event);
        return;
      case 'model-ended': {
        this.isReceiving = false;
        if (event.usage !== undefined) this.labelled('', dim(paid(event.usage, event.cost)));
        // A beginning that is too short for the cache is so in each run, and nothing is to be done about it.
        const miss = event.cacheMiss === 'missed' || this.options.verbose ? cacheMissWords(event.cacheMiss) : undefined;
        if (miss !== undefined) this.labelled('', dim(miss));
        return;
      }
      case 'changes':
        this.progress(event.changes);
        return;
      case 'proposed':
        for (const file of event.changes.files) this.file(file);
        for (const note of event.changes.notes) this.labelled('note', note);
        if (event.changes.explanation !== '')
          this.labelled('why', this.colors.dim(indented(event.changes.explanation)));
        return;
      case 'reviewed':
        return;
      case 'applied':
        this.labelled('written', event.files.join(', '));
        return;
      case 'test':
        if (event.event.kind === 'run-started') this.runStarted(event.event);
        else if (event.event.kind === 'output' && this.options.verbose) this.write(this.out, dim(event.event.text));
        return;
      case 'lines':
        for (const [index, line] of proofLines(event.proof).entries()) this.labelled(index === 0 ? 'lines' : '', line);
        return;
      case 'verdict':
        this.verdict(event.verdict);
        return;
      case 'rolled-back':
        this.labelled(
          'undone',
          event.files.length === 0 ? 'nothing had to be taken back' : `${event.files.join(', ')} as before`,
        );
        return;
      case 'rollback-failed':
        this.problem(event.problem);
        return;
      case 'session':
        if (this.options.verbose) this.labelled('session', green(event.session.id));
        return;
    }
  }

  outcome(outcome: PhaseOutcome, component?: string): void {
    this.endWait();
    this.clearProgress();
    this.headingOf(component);
    if (outcome.kind === 'failed') this.problem(outcome.problem);
    else if (outcome.kind === 'rejected') this.note('Nothing was accepted, so nothing was changed.');
    else if (outcome.kind === 'contradiction')
      this.note('The model claims a contradiction; you decide which side is right.');
    else if (outcome.kind === 'cancelled') this.note('Cancelled. Everything is as it was.');
    else if (outcome.report !== undefined) this.labelled('report', visible(outcome.report));
  }

  authoring(told: AuthoringEvent): void {
    if (told.kind !== 'piece') {
      this.event(told);
      return;
    }
    this.piece(told.piece, told.event);
  }

  /** What is told of one of several that are answered at the same time. */
  private piece(piece: string, event: PieceEvent): void {
    // Only the lines of a growing text are counted: it is shown when it is whole.
    const line = event.kind === 'changes' ? pieceLine(piece, event) : pieceLine(visible(piece), visibleDeep(event));
    if (line === undefined) return;
    const { label, text, tone } = line;
    if (tone !== 'progress') this.labelled(label, tone === 'plain' ? text : this.colors[TONE[tone]](text));
    else if (this.options.live) this.writeOver(label, text);
    if (event.kind !== 'prompt') return;
    for (const { what, why } of event.omitted)
      this.labelled('', this.colors.dim(`left out: ${visible(what)} (${visible(why)})`));
  }

  authored(outcome: AuthoringOutcome): void {
    this.endWait();
    this.clearProgress();
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
    const text = [`${this.colors.red('error')}  ${what}`, ...lines.map((line) => `       ${line}`)].join('\n');
    this.write(this.err, `${text}\n`);
  }

  note(text: string): void {
    this.write(this.err, `${this.colors.yellow('note')}   ${visible(text)}\n`);
  }

  text(text: string): void {
    this.line(text);
  }

  prompt(text: string): void {
    this.write(this.out, text);
  }

  promptContents(prepared: PreparedPrompt): void {
    this.contents('In the prompt, in tokens at most:', shownRows(prepared));
    const leftOut = leftOutRows(prepared);
    if (leftOut.length > 0) this.contents('Left out of the prompt:', leftOut);
  }

  private contents(title: string, rows: readonly ContentRow[]): void {
    const shown = visibleDeep(rows);
    const [section, file] = [
      Math.max(...shown.map((row) => row.section.length)),
      Math.max(...shown.map((row) => row.file.length)),
    ];
    const lines = shown.map((row) =>
      [
        row.section.padEnd(section),
        row.file.padEnd(file),
        String(row.tokens ?? '').padStart(6),
        this.colors.dim(row.why),
      ].join('  '),
    );
    this.write(
      this.err,
      `${this.colors.yellow('note')}   ${title}\n${lines.map((line) => `       ${line}\n`).join('')}`,
    );
  }

  outline(rows: readonly Row[]): void {
    this.rows(visibleDeep(rows), 0);
  }

  generations(generations: readonly Generation[]): void {
    for (const line of generationLines(visibleDeep(generations), this.colors)) this.line(line);
  }

  sessions(sessions: readonly Session[]): void {
    for (const line of sessionLines(visibleDeep(sessions))) this.line(line);
  }

  models(catalogue: ModelCatalogue, chosen: string | undefined): void {
    for (const line of modelLines(visibleDeep(catalogue), chosen, this.colors)) this.line(line);
  }

  costs(report: CostReport): void {
    for (const line of costTable(visibleDeep(costLines(report)))) this.line(line);
  }

  implemented(report: ImplementReport): void {
    const { columns, rows, summary, next } = visibleDeep(describeImplementing(report));
    this.line(`\n${textTable(columns, rows)}\n\n${this.colors.bold(summary)}`);
    for (const line of next) this.line(line);
  }

  /** Says whose lines follow, where those of another came between. */
  private headingOf(component: string | undefined): void {
    if (component !== undefined && component !== this.headed) this.heading(component);
  }

  private heading(component: string): void {
    const phase = this.phases.get(component);
    this.headed = component;
    if (phase !== undefined) this.line(`\n${this.colors.bold(PHASE_LABEL[phase])}  ${visible(component)}`);
  }

  private step(step: Step): void {
    const [label, text] = STEP_TEXT[step] ?? [];
    if (label !== undefined && text !== undefined) this.labelled(label, text);
  }

  /** One line that is written over, at a terminal only: a log has no use for it. */
  private progress(changes: ChangeSet): void {
    const file = changes.files.at(-1);
    if (!this.options.live || !this.isReceiving || file === undefined) return;
    const lines = splitLines(file.text).length;
    this.writeOver('receiving', `${visible(file.name)}, ${lines} lines`);
  }

  /** At a terminal the seconds count down in their line, until something else is told. */
  private wait(wait: Wait): void {
    const whole = waitWords(wait, Math.ceil((wait.delayMs ?? 0) / 1_000));
    if (this.options.live) this.countDown(wait, whole);
    else this.labelled('', this.colors.dim(whole));
  }

  private countDown(wait: Wait, whole: string): void {
    const stop = countDown(wait.delayMs ?? 0, (seconds) => {
      this.writeOver('', waitWords(wait, seconds), this.colors.dim);
    });
    this.endWait = () => {
      stop();
      this.endWait = () => {};
      this.labelled('', this.colors.dim(whole));
    };
  }

  /** Writes the line that the next output takes away; no longer than the terminal is wide, for it could not be taken away then. */
  private writeOver(label: string, text: string, color = (shown: string): string => shown): void {
    const room = Math.max(0, (this.options.columns ?? DEFAULT_COLUMNS) - LABEL_WIDTH - 3);
    const words = text.replaceAll('\n', ' ').slice(0, room);
    this.out.write(`\r${CLEAR_LINE}  ${label.padEnd(LABEL_WIDTH)}${color(words)}`);
    this.hasProgress = true;
  }

  private write(stream: Writable, text: string): void {
    this.clearProgress();
    stream.write(text);
  }

  private clearProgress(): void {
    if (this.hasProgress) this.out.write(`\r${CLEAR_LINE}`);
    this.hasProgress = false;
  }

  private rows(rows: readonly Row[], depth: number): void {
    for (const row of rows) {
      const description = row.description === '' ? '' : `  ${this.colors.dim(row.description)}`;
      this.line(`${'  '.repeat(depth)}${this.mark(row.state)} ${row.label}${description}`);
      this.rows(row.children, depth + 1);
    }
  }

  private mark(state: RowState): string {
    const { green, red, yellow, dim, cyan } = this.colors;
    switch (state) {
      case 'reached':
      case 'accepted':
        return green('✓');
      case 'failed':
      case 'stopped':
      case 'refused':
        return red('✗');
      case 'stale':
        return yellow('!');
      case 'running':
      case 'reviewing':
        return cyan('…');
      case 'ready':
        return '○';
      case 'rejected':
        return dim('–');
      case 'waiting':
        return dim('·');
      case 'none':
        return ' ';
    }
  }

  private file(file: ProposedFile): void {
    for (const { label, text } of proposedLines(file, this.colors)) this.labelled(label, text);
    if (file.refusal !== undefined) return;
    for (const line of diffLines(file, this.colors)) this.line(`    ${line}`);
  }

  private verdict(verdict: Verdict): void {
    const { green, red, dim } = this.colors;
    for (const test of verdict.tests) {
      const mark = test.apart === true ? dim('–') : test.asNeeded ? green('✓') : red('✗');
      this.line(`    ${mark} ${test.name}  ${dim(test.explanation)}`);
    }
    for (const { name, result, detail } of verdict.checks) {
      this.labelled('', `${name}: ${result.replace('-', ' ')}${result === 'failed' ? `: ${detail}` : ''}`);
    }
    const label = PHASE_LABEL[verdict.phase];
    const word = verdict.reached ? green(`${label} reached`) : red(`${label} not reached`);
    this.labelled('verdict', `${word}: ${verdict.summary}`);
    for (const { testPlace, criterionPlace } of verdict.claims) {
      if (testPlace !== undefined) this.labelled('test', placeText(testPlace));
      if (criterionPlace !== undefined) this.labelled('criterion', placeText(criterionPlace));
    }
    for (const note of verdict.notes) this.labelled('', dim(note));
  }

  private runStarted({ command, why }: Extract<TestEvent, { kind: 'run-started' }>): void {
    this.labelled('run', command);
    if (why !== undefined) this.labelled('', this.colors.dim(why));
  }

  private labelled(label: string, text: string): void {
    this.line(`  ${label.padEnd(LABEL_WIDTH)}${text}`);
  }

  private line(text: string): void {
    this.write(this.out, `${text}\n`);
  }
}

function paid(usage: Usage, cost: number | undefined): string {
  return `${usageWords(usage)}, ${paidWords(cost, usage)}`;
}

function placeText({ path, line }: { readonly path: string; readonly line: number | undefined }): string {
  return line === undefined ? path : `${path}:${line}`;
}

/** Further lines stand under the first. */
function indented(text: string): string {
  return text.replaceAll('\n', `\n${' '.repeat(LABEL_WIDTH + 2)}`);
}
