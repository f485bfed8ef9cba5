import { join } from 'node:path';
import type { HoverProvider, Position, TextDocument } from 'vscode';
import { Hover, MarkdownString, Uri } from 'vscode';
import { rangesOf } from '../../core/lib/lineRanges';
import { oneLine } from '../../core/lib/markdown';
import { readKeptLines } from '../../core/proof/coverage/keepLines';
import type { LinesRun } from '../../core/proof/testLines';
import type { LastRun } from '../../core/tdflow/lastRuns';
import { proofByLines } from '../../core/tdflow/proofByLines';
import type { RequirementState } from '../../core/tdflow/requirementStates';
import type { Flow } from '../flow';
import type { Proofs } from './proofs';

const MOST_TESTS = 20;
const MOST_RANGES = 20;

/** Over the first line of a requirement: how far it is proven, its tests and its code, each a link. */
export class RequirementHovers implements HoverProvider {
  constructor(
    private readonly proofs: Proofs,
    private readonly flow: Flow,
  ) {}

  provideHover(document: TextDocument, { line }: Position): Hover | undefined {
    const root = this.flow.project?.root;
    const found = this.proofs.of(document).find(({ requirement }) => requirement.position.line - 1 === line);
    if (root === undefined || found === undefined) return undefined;
    return new Hover(textOf(found, linesOf(found, this.proofs.lastRuns), root));
  }
}

/** What its tests ran of the code when that was last measured; nothing of what is another one now. */
function linesOf(state: RequirementState, runs: readonly LastRun[]): readonly LinesRun[] {
  return runs.flatMap(({ lines, isStale }) => {
    const kept = lines === undefined || isStale ? undefined : readKeptLines(lines);
    return kept === undefined ? [] : proofByLines([state], kept).requirements.flatMap(({ files }) => files);
  });
}

/** Names of tests come from the repository: they are text, and their links lead to files. */
function textOf(
  { requirement, state, why, tests, unnamed, code }: RequirementState,
  ran: readonly LinesRun[],
  root: string,
): MarkdownString {
  const link = (label: string, path: string, line?: number) => {
    const uri = Uri.file(join(root, path)).with({ fragment: line === undefined ? '' : `L${line}` });
    return `[${oneLine(label)}](${uri.toString().replace(/[()]/g, encodeURIComponent)})`;
  };
  const shown = tests.slice(0, MOST_TESTS);
  const more = tests.length - shown.length;
  const lines = [
    `**${oneLine(requirement.id)}** ${state}: ${oneLine(why)}`,
    ...shown.map(({ name, file, line, outcome }) => `- ${link(name, file, line)}: ${outcome.replace('-', ' ')}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
    ...(unnamed.length === 0 ? [] : ['', `No test names ${unnamed.map(oneLine).join(', ')}.`]),
    ...ran.flatMap(({ path, lines: own }) => {
      const ranges = rangesOf(own).slice(0, MOST_RANGES);
      const links = ranges.map(({ first, last }) =>
        link(first === last ? `${first}` : `${first}-${last}`, path, first),
      );
      return ['', `Its tests run ${oneLine(path)}: ${links.join(', ')}`];
    }),
    ...(code.length === 0 ? [] : ['', `Code: ${code.map((path) => link(path, path)).join(', ')}`]),
  ];
  return new MarkdownString(lines.join('\n'));
}
