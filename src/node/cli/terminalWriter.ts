import type { Writable } from 'node:stream';
import { countDown } from '../countDown';
import { labelledLine, TEXT_COLUMN } from './lines/labelledLine';

const CLEAR_LINE = '\u001b[K';
const DEFAULT_COLUMNS = 80;

/** Writes what stays to standard output and standard error and, at a terminal, one line that the next output takes away. */
export class TerminalWriter {
  /** Whether the line at the cursor is one that is written over. */
  private hasProgress = false;
  private stopWait = (): void => {};

  constructor(
    private readonly streams: { readonly out: Writable; readonly err: Writable },
    private readonly options: { readonly live: boolean; readonly columns?: number | undefined },
  ) {}

  lines(lines: readonly string[]): void {
    for (const line of lines) this.write(`${line}\n`);
  }

  /** Writes a text to standard output as it is. */
  write(text: string): void {
    this.clear();
    this.streams.out.write(text);
  }

  /** Writes lines to standard error. */
  aside(lines: readonly string[]): void {
    this.clear();
    this.streams.err.write(lines.map((line) => `${line}\n`).join(''));
  }

  /**
   * Writes the line that the next output takes away, no longer than the terminal is wide: it could not be taken away then. A log has
   * no use for it.
   */
  writeOver(label: string, text: string, color = (shown: string): string => shown): void {
    if (!this.options.live) return;
    const room = Math.max(0, (this.options.columns ?? DEFAULT_COLUMNS) - TEXT_COLUMN - 1);
    const words = text.replaceAll('\n', ' ').slice(0, room);
    this.streams.out.write(`\r${CLEAR_LINE}${labelledLine(label, color(words))}`);
    this.hasProgress = true;
  }

  /** Says what is waited for; at a terminal the seconds count down in that line, until the wait is ended. */
  wait(ms: number, words: (seconds: number) => string, color: (shown: string) => string): void {
    const whole = labelledLine('', color(words(Math.ceil(ms / 1_000))));
    if (!this.options.live) {
      this.lines([whole]);
      return;
    }
    const stop = countDown(ms, (seconds) => this.writeOver('', words(seconds), color));
    this.stopWait = () => {
      stop();
      this.lines([whole]);
    };
  }

  endWait(): void {
    const stop = this.stopWait;
    this.stopWait = () => {};
    stop();
  }

  /** Takes away the line that is written over. */
  clear(): void {
    if (this.hasProgress) this.streams.out.write(`\r${CLEAR_LINE}`);
    this.hasProgress = false;
  }
}
