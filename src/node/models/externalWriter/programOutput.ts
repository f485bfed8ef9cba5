import { sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { visible } from '../../../core/lib/visible';
import { withoutSecrets } from '../../../core/model/redact';
import { PushedLines } from '../../runners/pushedLines';

/** More of it nobody reads, and all is kept with the answer: its beginning as it comes, and its end. */
const FIRST_LINES = 100;
const LAST_LINES = 20;
const LINES_OF_ERROR = 8;
const LONGEST_LINE = 500;

/**
 * What a program prints, line by line, as a quotation: no line of it can be read as a file, an order or a claim of an answer. Without
 * the secrets that it was given, and without the folder in which it works.
 */
export class ProgramOutput {
  private readonly last: string[] = [];
  private waiting: string[] = [];
  private count = 0;
  private readonly streams = {
    stdout: new PushedLines((line) => this.addLine(line)),
    stderr: new PushedLines((line) => this.addLine(line)),
  };

  /** `folder` is absolute. */
  constructor(
    private readonly secrets: readonly string[],
    private readonly folder: string,
  ) {}

  add(text: string, stream: 'stdout' | 'stderr'): void {
    this.streams[stream].add(text);
  }

  async finish(): Promise<void> {
    await this.streams.stdout.finish();
    await this.streams.stderr.finish();
    const rest = this.count - FIRST_LINES;
    if (rest > LAST_LINES) this.waiting.push(`… ${rest - LAST_LINES} lines are left out here`);
    if (rest > 0) this.waiting.push(...this.last.slice(-rest));
  }

  /** What came since it was asked last; '' when nothing did. */
  take(): string {
    const lines = this.waiting;
    this.waiting = [];
    return lines.map((line) => `> ${line}\n`).join('');
  }

  /** The end of it, for an error; '' when nothing was printed. */
  get lastWords(): string {
    return this.last.length === 0 ? '' : `:\n${this.last.slice(-LINES_OF_ERROR).join('\n')}`;
  }

  private addLine(raw: string): void {
    // A progress bar writes over its line: what stood there last is what it says.
    const parts = stripVTControlCharacters(raw).split('\r');
    const seen = withoutSecrets(parts.findLast((part) => part.trim() !== '') ?? '', this.secrets);
    const line = visible(seen.replaceAll(`${this.folder}${sep}`, ''))
      .trimEnd()
      .slice(0, LONGEST_LINE);
    if (line === '') return;
    this.last.push(line);
    if (this.last.length > LAST_LINES) this.last.shift();
    this.count++;
    if (this.count <= FIRST_LINES) this.waiting.push(line);
  }
}
