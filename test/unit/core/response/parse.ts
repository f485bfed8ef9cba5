import type { ResponseEvent } from '../../../../src/core/response/events';
import { ResponseParser } from '../../../../src/core/response/parser';

/** What the chunks give, one after the other. */
export function parseChunks(chunks: Iterable<string>): ResponseEvent[] {
  const parser = new ResponseParser();
  const events: ResponseEvent[] = [];
  for (const chunk of chunks) for (const event of parser.push(chunk)) events.push(event);
  for (const event of parser.end()) events.push(event);
  return events;
}

export interface ParsedBlock {
  readonly action: string;
  readonly path: string | undefined;
  readonly to: string | undefined;
  readonly origin: string;
  readonly language: string;
  readonly lines: readonly string[];
  readonly closed: boolean;
}

/** The blocks of an answer as a reader sees them. */
export function blocksOf(answer: string): ParsedBlock[] {
  const blocks: (ParsedBlock & { lines: string[]; closed: boolean })[] = [];
  for (const event of parseChunks([answer])) {
    if (event.kind === 'block-opened') {
      const { action, path, to, origin, language } = event;
      blocks.push({ action, path, to, origin, language, lines: [], closed: false });
    }
    if (event.kind === 'block-line') blocks.at(-1)!.lines.push(event.text);
    if (event.kind === 'block-closed') blocks.at(-1)!.closed = true;
  }
  return blocks;
}
