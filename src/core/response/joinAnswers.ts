import type { BlockAction } from './events';
import { ResponseParser } from './parser';

/** What two answers to one prompt come to. */
export interface JoinedAnswer {
  readonly text: string;
  /** Paths of the blocks that only the first one brings, each once, as written: hostile. */
  readonly fromFirst: readonly string[];
}

/** A block that is closed. */
interface Block {
  readonly path: string | undefined;
  readonly action: BlockAction;
  /** Its lines, fences and all. */
  readonly text: string;
  /** The same, with the prose before it. */
  readonly withProse: string;
}

/**
 * Joins what an answer brought whole to the answer that came after it. A file that comes again counts as it came last, and an addition
 * that comes again is made once.
 */
export function joinAnswers(first: string, second: string): JoinedAnswer {
  const fresh = blocksIn(second);
  const replaced = new Set(fresh.filter(({ action }) => action !== 'append').map(({ path }) => path));
  const known = new Set(fresh.map(({ text }) => text));
  const isStale = ({ path, text }: Block) => known.has(text) || (path !== undefined && replaced.has(path));
  const kept = blocksIn(first).filter((block) => !isStale(block));
  if (kept.length === 0) return { text: second, fromFirst: [] };
  const fromFirst = new Set(kept.flatMap(({ path }) => (path === undefined ? [] : [path])));
  const text = `${kept.map(({ withProse }) => withProse).join('\n')}\n\n${second}`;
  return { text, fromFirst: [...fromFirst] };
}

function blocksIn(answer: string): readonly Block[] {
  const parser = new ResponseParser();
  const lines = answer.split('\n');
  const blocks: Block[] = [];
  let after = 0;
  let open: { readonly path: string | undefined; readonly action: BlockAction; readonly line: number } | undefined;
  for (const event of [...parser.push(answer), ...parser.end()]) {
    if (event.kind === 'block-opened') open = event;
    if (event.kind !== 'block-closed' || open === undefined) continue;
    const { path, action, line } = open;
    const text = lines.slice(line - 1, event.line).join('\n');
    blocks.push({ path, action, text, withProse: lines.slice(after, event.line).join('\n') });
    after = event.line;
  }
  return blocks;
}
