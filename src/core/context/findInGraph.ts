import type { CodebaseGraph } from '../codebase/graph/codebaseGraph';
import type { CodebaseQuery, Finding } from './codebaseSearch';
import { inShort } from './inShort';
import { rankFiles } from './rankFiles';
import { wantedNames } from './ranking/wantedNames';
import { upperEstimate } from './tokenCounter';

/** A file as it is now. */
export interface FileContent {
  readonly text: string;
  /** Signatures and first lines of docs; '' when there are none. */
  readonly outline: string;
  /** Why nothing of it is to be shown, for people. */
  readonly leftOut?: string;
}

const REASONS_SHOWN = 2;
const MOST_FILES = 150;
/** So many times what is asked for is given: many are shown in short. */
const SPARE = 6;
/** A file that would take more than this share of the room is worth its outline only. */
const LARGEST_SHARE = 1 / 4;

/** The files that matter, best first, with what can be shown of them. `show` gives undefined for a file that is gone. */
export async function findInGraph(
  graph: CodebaseGraph,
  query: CodebaseQuery,
  show: (path: string) => Promise<FileContent | undefined>,
): Promise<readonly Finding[]> {
  const worth = wantedNames(graph, query);
  const pinned = new Set(query.pinned);
  const findings: Finding[] = [];
  let tokens = 0;
  for (const { file, score, reasons } of rankFiles(graph, query)) {
    if (tokens > SPARE * query.tokens || findings.length === MOST_FILES) break;
    const path = graph.paths[file] ?? '';
    const content = await show(path);
    if (content === undefined) continue;
    const { text, outline, leftOut } = content;
    const why = reasons.slice(0, REASONS_SHOWN).join('; ');
    if (leftOut !== undefined) findings.push({ path, score, why, outline: '', inShort: '', text: undefined, leftOut });
    if (leftOut !== undefined || text.trim() === '') continue;
    const share = pinned.has(path) ? 1 : LARGEST_SHARE;
    const isSmall = upperEstimate(text) <= query.tokens * share;
    tokens += upperEstimate(outline === '' && isSmall ? text : outline);
    findings.push({
      path,
      score,
      why,
      outline,
      inShort: inShort(outline, worth),
      text: isSmall ? text : undefined,
    });
  }
  return findings;
}
