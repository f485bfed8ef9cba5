import type { ResponseEvent } from './events';
import type { Fence } from './fence';
import { readFence } from './fence';
import { readMarker } from './marker';
import { pathFromProse } from './pathText';

interface OpenBlock {
  readonly fence: Fence;
  readonly path: string | undefined;
  readonly line: number;
  /** The line of prose before it. */
  readonly lineBefore: string;
  /** Fence lengths of the levels opened inside the block, outermost first. */
  readonly nested: number[];
}

/**
 * Reads an answer in the form of `ANSWER_FORMAT` (`core/prompt`) while it arrives, line by line and in linear time. The events are the
 * same for any cutting of the same text into chunks. A parser reads one answer: after `end` it is spent.
 */
export class ResponseParser {
  #pending: string[] = [];
  #lineNumber = 0;
  #block: OpenBlock | undefined;
  /** The last prose line that is not blank, if no block stands between. */
  #lineBefore = '';

  push(chunk: string): ResponseEvent[] {
    const events: ResponseEvent[] = [];
    let start = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
      this.#pending.push(chunk.slice(start, end));
      events.push(this.#readLine(this.#takePending()));
      start = end + 1;
    }
    if (start < chunk.length) this.#pending.push(chunk.slice(start));
    return events;
  }

  end(): ResponseEvent[] {
    const events: ResponseEvent[] = [];
    const rest = this.#takePending();
    if (rest !== '') events.push(this.#readLine(rest));
    if (this.#block !== undefined) {
      events.push({ kind: 'block-unclosed', openedAt: this.#block.line, path: this.#block.path });
    }
    events.push({ kind: 'end' });
    return events;
  }

  /**
   * Goes back to before the block that is open and the line that has not ended, as if they had not come; the number of lines that
   * stay. What is pushed next continues there.
   */
  rewind(): number {
    this.#pending = [];
    if (this.#block !== undefined) {
      this.#lineNumber = this.#block.line - 1;
      this.#lineBefore = this.#block.lineBefore;
    }
    this.#block = undefined;
    return this.#lineNumber;
  }

  #takePending(): string {
    const line = this.#pending.length === 1 ? (this.#pending[0] ?? '') : this.#pending.join('');
    this.#pending = [];
    return line;
  }

  #readLine(raw: string): ResponseEvent {
    this.#lineNumber++;
    const withoutCr = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const text = this.#lineNumber === 1 ? withoutInvisibleStart(withoutCr) : withoutCr;
    const fence = readFence(text);
    if (this.#block !== undefined) return this.#readInside(this.#block, text, fence);
    return fence === undefined ? this.#readProse(text) : this.#open(fence);
  }

  #readProse(text: string): ResponseEvent {
    if (text.trim() !== '') this.#lineBefore = text;
    return { kind: 'prose', text, line: this.#lineNumber };
  }

  #open(fence: Fence): ResponseEvent {
    const marker = readMarker(fence.info);
    const isUnnamed = marker.path === undefined && marker.action === 'write';
    const pathBefore = isUnnamed ? pathFromProse(this.#lineBefore, marker.language) : undefined;
    const path = marker.path ?? pathBefore;
    const origin = marker.path !== undefined ? 'marker' : pathBefore !== undefined ? 'line-before' : 'none';
    this.#block = { fence, path, line: this.#lineNumber, lineBefore: this.#lineBefore, nested: [] };
    this.#lineBefore = '';
    return { kind: 'block-opened', ...marker, path, origin, line: this.#lineNumber };
  }

  #readInside(block: OpenBlock, text: string, fence: Fence | undefined): ResponseEvent {
    const level = block.nested.at(-1) ?? block.fence.length;
    if (fence !== undefined && fence.marker === block.fence.marker && fence.length >= level) {
      if (fence.info !== '') {
        block.nested.push(fence.length);
      } else if (block.nested.pop() === undefined) {
        this.#block = undefined;
        return { kind: 'block-closed', line: this.#lineNumber };
      }
    }
    return { kind: 'block-line', text: withoutIndent(text, block.fence.indent), line: this.#lineNumber };
  }
}

/** A byte order mark and NULs before the first character are leftovers of a copy from elsewhere. */
function withoutInvisibleStart(line: string): string {
  let start = 0;
  while (line[start] === '\uFEFF' || line[start] === '\0') start++;
  return line.slice(start);
}

/** The content of an indented block is indented as its fence is: as much of that as is there goes away. */
function withoutIndent(line: string, indent: number): string {
  let start = 0;
  while (start < indent && line[start] === ' ') start++;
  return start === 0 ? line : line.slice(start);
}
