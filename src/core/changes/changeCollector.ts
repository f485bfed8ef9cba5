import type { SyntaxTrees } from '../codebase/syntaxTrees';
import type { ResponseEvent } from '../response/events';
import type { ChangeSet, ProposedFile } from './changeSet';
import { Explanation } from './explanation';
import { keepMarks } from './headerComment';
import { NewLines } from './newLines';
import { fillIn } from './partialFile';
import type { AnswerPolicy, NamedBlock, ProposalPorts } from './proposeFile';
import { proposeFile } from './proposeFile';
import { Spelling } from './spelling';
import type { UnnamedBlock } from './unnamedBlocks';
import { judgeUnnamed } from './unnamedBlocks';

interface OpenFile {
  readonly file: ProposedFile;
  /** The file of the same path from earlier in the answer, which this one replaces once it is whole. */
  readonly replaces: ProposedFile | undefined;
  readonly line: number;
  text: string;
  readonly newLines: NewLines | undefined;
  hasIgnoredLines: boolean;
}

interface CollectorPorts extends Omit<ProposalPorts, 'spelling'> {
  readonly trees: SyntaxTrees;
}

/** Turns the events of one answer into a change set that grows with them. Reads the workspace, changes nothing. */
export class ChangeCollector {
  readonly #policy: AnswerPolicy;
  readonly #ports: CollectorPorts & ProposalPorts;
  readonly #explanation = new Explanation();
  readonly #notes: string[] = [];
  /** How many there were when the last block was opened. */
  #notesBefore = 0;
  readonly #incomplete: string[] = [];
  readonly #unchanged: string[] = [];
  /** What its blocks added to files, and what of that was kept when the answer broke off: the rest may bring it again. */
  readonly #added = new Set<string>();
  #keptAdditions: ReadonlySet<string> = new Set();
  readonly #unnamed: UnnamedBlock[] = [];
  #files: readonly ProposedFile[] = [];
  #open: OpenFile | UnnamedBlock | 'ignored' | undefined;
  #namesFiles = false;

  constructor(policy: AnswerPolicy, ports: CollectorPorts) {
    this.#policy = policy;
    this.#ports = { ...ports, spelling: new Spelling(ports.reader) };
  }

  /** Takes the next events, in order and never two batches at once, and gives the change set as it is after them. */
  async add(events: readonly ResponseEvent[]): Promise<ChangeSet> {
    for (const event of events) {
      // Nearly all events are lines: to wait for each of them would cost as much as reading them.
      if (event.kind === 'block-line') this.#addLine(event.text);
      else await this.#addOne(event);
    }
    return this.#changeSet();
  }

  /** Goes back to before the block that is open, as if it had not come; `dropped` is its file's name, undefined when there is none. */
  rewind(): { readonly changes: ChangeSet; readonly dropped: string | undefined } {
    const open = this.#open;
    this.#open = undefined;
    if (open !== undefined) this.#notes.length = this.#notesBefore;
    this.#keptAdditions = new Set(this.#added);
    const dropped = open !== undefined && open !== 'ignored' && 'file' in open ? open.file.name : undefined;
    return { changes: this.#changeSet(), dropped };
  }

  /** Ends the answer where it is, by our own will: what is open is no cut, and what of it is refused stays to be shown. */
  stop(): ChangeSet {
    const open = this.#open;
    if (open !== undefined && open !== 'ignored' && 'file' in open && open.file.refusal !== undefined) {
      this.#files = placed(this.#files, { ...open.file, text: open.text, state: 'complete' }, open.replaces);
    }
    this.#open = undefined;
    return this.#changeSet();
  }

  #changeSet(): ChangeSet {
    return {
      files: this.#currentFiles(),
      explanation: this.#explanation.text,
      unchanged: [...this.#unchanged],
      notes: [...this.#notes, ...this.#unchanged.map((name) => `${name}: the same as before`)],
      incomplete: [...this.#incomplete],
    };
  }

  async #addOne(event: Exclude<ResponseEvent, { kind: 'block-line' }>): Promise<void> {
    switch (event.kind) {
      case 'prose':
        return this.#explanation.addLine(event.text);
      case 'block-opened':
        this.#explanation.endParagraph();
        this.#notesBefore = this.#notes.length;
        return this.#openBlock(event);
      case 'block-closed':
        return this.#closeBlock();
      case 'block-unclosed':
        this.#incomplete.push(
          `the answer ends inside the block of ${this.#openName()}, opened in line ${event.openedAt}`,
        );
        this.#open = undefined;
        return;
      case 'end':
        return this.#finish();
    }
  }

  async #openBlock(block: Extract<ResponseEvent, { kind: 'block-opened' }>): Promise<void> {
    const { path, action, language, line } = block;
    if (path !== undefined) {
      this.#namesFiles = true;
      return this.#openFile({ ...block, path });
    }
    if (action === 'write') {
      this.#open = { language, line, lines: [] };
      return;
    }
    this.#notes.push(`the "${action}" block in line ${line} names no path and is ignored`);
    this.#open = 'ignored';
  }

  async #openFile(block: NamedBlock): Promise<void> {
    const file = await proposeFile(block, this.#files, this.#policy, this.#ports);
    const replaces =
      file.refusal === undefined
        ? this.#files.find((other) => other.refusal === undefined && other.path?.relative === file.path?.relative)
        : undefined;
    const newLines = grows(file) ? new NewLines(file.action === 'write' ? (file.base?.text ?? '') : '') : undefined;
    this.#open = { file, replaces, line: block.line, text: file.text, newLines, hasIgnoredLines: false };
    if (block.origin === 'line-before') {
      this.#notes.push(`${file.name}: path taken from the line before its block, in line ${block.line}`);
    }
    if (block.action === 'append' && file.refusal === undefined && file.base === undefined && replaces === undefined) {
      this.#notes.push(`${file.name}: there is no such file to add to, so it is created`);
    }
  }

  #addLine(text: string): void {
    const open = this.#open;
    if (open === undefined || open === 'ignored') return;
    if ('lines' in open) open.lines.push(text);
    else if (open.newLines !== undefined) {
      open.text += `${text}\n`;
      open.newLines.add(text);
    } else if (text.trim() !== '') open.hasIgnoredLines = true;
  }

  async #closeBlock(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined || open === 'ignored') return;
    if ('lines' in open) this.#unnamed.push(open);
    else await this.#settle(open);
  }

  async #settle(open: OpenFile): Promise<void> {
    const { file, replaces } = open;
    if (this.#isKeptAddition(open)) {
      this.#notes.push(`${file.name}: what was added to it comes once more, and counts once`);
      return;
    }
    if (open.hasIgnoredLines) this.#notes.push(`${file.name}: the lines in its "${file.action}" block are ignored`);
    if (replaces !== undefined) this.#notes.push(replacedNote(file));
    const whole = await this.#filledIn(completed(file, open.text), open);
    const settled = isUnchanged(whole) ? undefined : whole;
    if (settled === undefined) this.#unchanged.push(file.name);
    this.#files = placed(this.#files, settled, replaces);
  }

  #isKeptAddition({ file, text }: OpenFile): boolean {
    if (file.action !== 'append' || file.path === undefined || file.refusal !== undefined) return false;
    const addition = `${file.path.relative}\0${text.slice(file.text.length)}`;
    this.#added.add(addition);
    return this.#keptAdditions.has(addition);
  }

  /** A text that leaves parts of its file out gets them back where that is certain, and is refused where it is not. */
  async #filledIn(file: ProposedFile, { file: opened, replaces }: OpenFile): Promise<ProposedFile> {
    if (file.refusal !== undefined || !grows(file)) return file;
    const before = file.action === 'append' ? opened.text : '';
    const filled = await fillIn(
      {
        path: file.name,
        text: file.text.slice(before.length),
        base: replaces === undefined ? file.base?.text : undefined,
        isAdded: file.action === 'append' && before !== '',
      },
      this.#ports.trees,
    );
    if (filled.kind === 'whole') return file;
    if (filled.kind === 'refused') return { ...file, refusal: { kind: 'partial', detail: filled.detail } };
    this.#notes.push(`${file.name}: ${filled.note}`);
    return { ...file, text: before + filled.text };
  }

  async #finish(): Promise<void> {
    if (this.#namesFiles || this.#incomplete.length > 0) {
      this.#addNotes(judgeUnnamed(this.#unnamed, undefined).notes);
      return;
    }
    const expected = expectedBy(this.#policy);
    const { taken, notes } = judgeUnnamed(this.#unnamed, expected);
    this.#addNotes(notes);
    if (taken === undefined || expected === undefined) return;
    const { language, line } = taken;
    await this.#openFile({
      kind: 'block-opened',
      action: 'write',
      path: expected,
      to: undefined,
      origin: 'none',
      language,
      line,
    });
    for (const text of taken.lines) this.#addLine(text);
    await this.#closeBlock();
  }

  #addNotes(notes: readonly string[]): void {
    for (const note of notes) this.#notes.push(note);
  }

  #currentFiles(): readonly ProposedFile[] {
    const open = this.#open;
    if (open === undefined || open === 'ignored' || 'lines' in open) return this.#files;
    return placed(this.#files, { ...open.file, text: open.text, newLines: open.newLines?.count }, open.replaces);
  }

  #openName(): string {
    const open = this.#open;
    return open !== undefined && open !== 'ignored' && 'file' in open ? open.file.name : 'a file without a name';
  }
}

/** The file of a block without a name; undefined where it could be one of several. */
function expectedBy(policy: AnswerPolicy): string | undefined {
  if (!('documents' in policy)) return policy.phase === 'red' ? policy.testPath : policy.implementationPath;
  const [only, second] = policy.documents;
  return second === undefined ? only?.relative : undefined;
}

/** Whether the lines of its block become part of it. */
function grows({ action }: ProposedFile): boolean {
  return action === 'write' || action === 'append';
}

function replacedNote({ name, action }: ProposedFile): string {
  return action === 'append'
    ? `${name}: in two blocks of the answer; the later one adds to the earlier`
    : `${name}: in two blocks of the answer; the later one counts`;
}

/** In the place of the file it replaces, else at the end; undefined only takes the replaced one away. */
function placed(
  files: readonly ProposedFile[],
  file: ProposedFile | undefined,
  replaces: ProposedFile | undefined,
): readonly ProposedFile[] {
  if (replaces === undefined) return file === undefined ? files : [...files, file];
  return files.toSpliced(files.indexOf(replaces), 1, ...(file === undefined ? [] : [file]));
}

function completed(file: ProposedFile, streamed: string): ProposedFile {
  const { base, path, action } = file;
  const whole = { ...file, text: streamed, state: 'complete' } as const;
  if (file.refusal !== undefined || path === undefined) return whole;
  if (streamed.includes('\0')) {
    return { ...whole, refusal: { kind: 'unreadable', detail: `${file.name} would contain NUL characters` } };
  }
  if (base === undefined || (action !== 'write' && action !== 'append')) return whole;
  const text = action === 'write' ? keepMarks(path.relative, streamed, base.text) : streamed;
  return { ...whole, text: endedAs(base.text, text) };
}

/** Without the final newline where the file has none: an answer cannot leave it out. */
function endedAs(base: string, text: string): string {
  return base === '' || base.endsWith('\n') ? text : text.replace(/\n$/, '');
}

function isUnchanged({ action, base, text, refusal }: ProposedFile): boolean {
  if (refusal !== undefined || base === undefined || action === 'delete' || action === 'rename') return false;
  return text === base.text;
}
