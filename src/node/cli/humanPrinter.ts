import type { Writable } from 'node:stream';
import { createColors } from 'picocolors';
import type { ChangeSet, ProposedFile } from '../../core/changes/changeSet';
import { countChanges, hunksBetween } from '../../core/changes/diff';
import type { Problem } from '../../core/errors';
import { splitLines } from '../../core/lib/lines';
import type { ModelCatalogue } from '../../core/model/catalogue/modelCatalogue';
import { undated } from '../../core/model/catalogue/undated';
import { PRICES_AS_OF } from '../../core/model/price';
import type { Usage } from '../../core/model/provider';
import type { CostReport } from '../../core/outline/costLines';
import { costLines } from '../../core/outline/costLines';
import { estimateWords } from '../../core/outline/costWords';
import { explainProblem } from '../../core/outline/explainProblem';
import { modelLine } from '../../core/outline/modelLine';
import type { Wait } from '../../core/outline/modelWords';
import { cacheMissWords, usageWords, waitWords } from '../../core/outline/modelWords';
import type { Row, RowState } from '../../core/outline/row';
import type { Phase } from '../../core/phase';
import { PHASE_LABEL } from '../../core/phase';
import type { Generation } from '../../core/tdflow/history';
import type { PhaseEvent, PhaseOutcome, Step } from '../../core/tdflow/phaseEvents';
import type { Session } from '../../core/tdflow/session';
import { lastTouched } from '../../core/tdflow/session';
import type { TestEvent } from '../../core/testrun/runner';
import type { Verdict } from '../../core/verdict/verdict';
import { countDown } from '../countDown';
import type { Printer } from './printer';
import { visible, visibleDeep } from './visible';

const LABEL_WIDTH = 10;
const CLEAR_LINE = '\u001b[K';
const DEFAULT_COLUMNS = 80;

/** For a person at a terminal: results on standard output, problems and notes on standard error. */
export class HumanPrinter implements Printer {
  private readonly colors;
  private hasProgress = false;
  private endWait = (): void => {};

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
    this.colors = createColors(options.color);
  }

  phaseStarted(component: string, phase: Phase): void {
    this.line(`\n${this.colors.bold(PHASE_LABEL[phase])}  ${visible(component)}`);
  }

  event(told: PhaseEvent): void {
    this.endWait();
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
        for (const { what, why } of event.omitted) this.labelled('', dim(`left out: ${what} (${why})`));
        return;
      case 'model-started':
        this.labelled('answer', event.label);
        return;
      case 'model-retrying':
      case 'model-waiting':
      case 'model-continuing':
        this.wait(event);
        return;
      case 'model-ended': {
        if (event.usage !== undefined) this.labelled('', dim(paid(event.usage, event.cost)));
        const miss = cacheMissWords(event.cacheMiss);
        if (miss !== undefined) this.labelled('', dim(miss));
        return;
      }
      case 'changes':
        this.progress(event.changes);
        return;
      case 'proposed':
        this.clearProgress();
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
        else if (event.event.kind === 'output' && this.options.verbose) this.out.write(dim(event.event.text));
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

  outcome(outcome: PhaseOutcome): void {
    this.endWait();
    this.clearProgress();
    if (outcome.kind === 'failed') this.problem(outcome.problem);
    else if (outcome.kind === 'rejected') this.note('Nothing was accepted, so nothing was changed.');
    else if (outcome.kind === 'contradiction')
      this.note('The model claims a contradiction; you decide which side is right.');
    else if (outcome.kind === 'cancelled') this.note('Cancelled. Everything is as it was.');
  }

  problem(problem: Problem): void {
    const { what, remedy } = visibleDeep(explainProblem(problem));
    if (what === '') return;
    this.err.write(`${this.colors.red('error')}  ${what}\n${remedy === '' ? '' : `       ${remedy}\n`}`);
  }

  note(text: string): void {
    this.err.write(`${this.colors.yellow('note')}   ${visible(text)}\n`);
  }

  text(text: string): void {
    this.line(text);
  }

  prompt(text: string): void {
    this.out.write(text);
  }

  outline(rows: readonly Row[]): void {
    this.rows(visibleDeep(rows), 0);
  }

  generations(generations: readonly Generation[]): void {
    for (const { number, at, phase, component, record, files, state } of visibleDeep(generations)) {
      const paid = record?.cost === undefined ? '' : `, $${record.cost.toFixed(4)}`;
      const title = `${String(number).padStart(3)}  ${at.slice(0, 16).replace('T', ' ')}  ${PHASE_LABEL[phase]} ${component}`;
      const how = record === undefined ? '' : `  ${record.result.replace('-', ' ')} (${record.model}${paid})`;
      this.line(`${this.colors.bold(title)}${how}  ${state}`);
      if (record !== undefined) this.line(this.colors.dim(`     ${record.summary}`));
      for (const { path, change } of files) this.line(`     ${change.padEnd(8)} ${path}`);
    }
  }

  sessions(sessions: readonly Session[]): void {
    for (const session of visibleDeep(sessions)) {
      const verified = session.components.filter((component) => component.status === 'verified').length;
      this.line(
        `${session.id}  ${session.specFile}  ${verified}/${session.components.length} verified  ${lastTouched(session)}`,
      );
    }
  }

  models({ models, asOf }: ModelCatalogue, chosen: string | undefined): void {
    const lines = models.map((model) => visibleDeep(modelLine(model)));
    const wide = (key: 'id' | 'limits' | 'price') => Math.max(...lines.map((line) => line[key].length));
    const [id, limits, price] = [wide('id'), wide('limits'), wide('price')];
    for (const line of lines) {
      const about = [line.role, line.life, chosen !== undefined && undated(line.id) === undated(chosen) ? 'chosen' : '']
        .filter(Boolean)
        .join(', ');
      const text = [line.id.padEnd(id), line.limits.padEnd(limits), line.price.padEnd(price), about].join('  ');
      this.line(line.life.startsWith('retired') ? this.colors.dim(text.trimEnd()) : text.trimEnd());
    }
    this.line(
      this.colors.dim(
        `Limits in tokens, as of ${asOf}; US dollars for a million tokens in / out, as of ${PRICES_AS_OF}.`,
      ),
    );
  }

  costs(report: CostReport): void {
    const lines = visibleDeep(costLines(report));
    const width = Math.max(...lines.map(({ depth, label }) => depth * 2 + label.length)) + 2;
    for (const { depth, label, value } of lines) {
      this.line(`${'  '.repeat(depth)}${label}`.padEnd(width) + value);
    }
  }

  private step(step: Step): void {
    const [label, text] = STEP_TEXT[step] ?? [];
    if (label !== undefined && text !== undefined) this.labelled(label, text);
  }

  /** One line that is written over, at a terminal only: a log has no use for it. */
  private progress(changes: ChangeSet): void {
    const file = changes.files.at(-1);
    if (!this.options.live || file === undefined) return;
    const lines = splitLines(file.text).length;
    this.out.write(`\r${CLEAR_LINE}  ${'receiving'.padEnd(LABEL_WIDTH)}${visible(file.name)}, ${lines} lines`);
    this.hasProgress = true;
  }

  /** At a terminal the seconds count down in their line, until something else is told. */
  private wait(wait: Wait): void {
    this.clearProgress();
    const whole = waitWords(wait, Math.ceil((wait.delayMs ?? 0) / 1_000));
    if (this.options.live) this.countDown(wait, whole);
    else this.labelled('', this.colors.dim(whole));
  }

  private countDown(wait: Wait, whole: string): void {
    const stop = countDown(wait.delayMs ?? 0, (seconds) => {
      const room = Math.max(0, (this.options.columns ?? DEFAULT_COLUMNS) - LABEL_WIDTH - 3);
      const words = waitWords(wait, seconds).replaceAll('\n', ' ').slice(0, room);
      this.out.write(`\r${CLEAR_LINE}  ${' '.repeat(LABEL_WIDTH)}${this.colors.dim(words)}`);
    });
    this.endWait = () => {
      stop();
      this.endWait = () => {};
      this.out.write(`\r${CLEAR_LINE}`);
      this.labelled('', this.colors.dim(whole));
    };
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
    const { added, removed } = countChanges(file.base?.text ?? '', file.text);
    if (file.refusal !== undefined) {
      this.labelled('refused', this.colors.red(`${file.name}: ${file.refusal.detail}`));
      return;
    }
    const target = file.to === undefined ? '' : ` -> ${file.to.relative}`;
    const protection = file.protected ? this.colors.yellow('  protected: needs its own consent') : '';
    this.labelled(FILE_VERB[file.action], `${file.name}${target}  +${added} -${removed}${protection}`);
    for (const change of file.concerns?.contract ?? []) {
      this.labelled('', this.colors.yellow(`contract change, line ${change.line}: ${change.detail}`));
    }
    for (const { weight, line, detail } of file.concerns?.workarounds ?? []) {
      const text = `line ${line}: ${detail}`;
      this.labelled(
        '',
        weight === 'decide' ? this.colors.yellow(`looks like a way around the tests, ${text}`) : this.colors.dim(text),
      );
    }
    for (const { weight, line, detail } of file.checks ?? []) {
      const text = line === undefined ? detail : `line ${line}: ${detail}`;
      this.labelled('', weight === 'warning' ? this.colors.yellow(text) : this.colors.dim(text));
    }
    for (const hunk of hunksBetween(file.base?.text ?? '', file.text)) {
      this.line(
        `    ${this.colors.cyan(`@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`)}`,
      );
      for (const line of hunk.lines) this.line(`    ${this.diffLine(line)}`);
    }
  }

  private diffLine(line: string): string {
    if (line.startsWith('+')) return this.colors.green(line);
    return line.startsWith('-') ? this.colors.red(line) : line;
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
    this.out.write(`${text}\n`);
  }
}

function paid(usage: Usage, cost: number | undefined): string {
  const price = cost === undefined ? 'price not known' : `at most $${cost.toFixed(4)} (prices of ${PRICES_AS_OF})`;
  return `${usageWords(usage)}, ${price}`;
}

/** Steps that take their time and that nothing else tells of. */
const STEP_TEXT: Readonly<Partial<Record<Step, readonly [label: string, text: string]>>> = {
  baseline: ['before', 'running the tests as they are'],
  'stand-in': ['', 'running the tests against a stand-in for the module under test'],
  probes: [
    '',
    'trying trivial subjects: what only returns nothing, 0, something empty or its argument, or only raises',
  ],
  repeat: ['', 'running the tests once more'],
  others: ['', 'running the tests of other files that use what changed'],
};

function placeText({ path, line }: { readonly path: string; readonly line: number | undefined }): string {
  return line === undefined ? path : `${path}:${line}`;
}

/** Further lines stand under the first. */
function indented(text: string): string {
  return text.replaceAll('\n', `\n${' '.repeat(LABEL_WIDTH + 2)}`);
}

const FILE_VERB: Readonly<Record<ProposedFile['action'], string>> = {
  write: 'proposed',
  append: 'added to',
  delete: 'deleted',
  rename: 'renamed',
};
