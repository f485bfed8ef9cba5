import { BUDGETS } from './answer';
import type { QueryKind } from './contenders/contender';
import type { Project } from './project';
import { KINDS } from './questions';
import type { Score } from './score';

/** How a question was answered. */
export interface ScoredAnswer {
  readonly implementation: string;
  readonly kind: QueryKind;
  readonly budget: number;
  readonly score: Score;
}

/** What a contender answered about a project. */
export interface Outcome {
  readonly contender: string;
  readonly project: Project;
  /** In its workspace. */
  readonly files: number;
  readonly answers: readonly ScoredAnswer[];
}

/** A kind of question with a budget. */
const COLUMNS = KINDS.flatMap((kind) => BUDGETS.map((budget) => ({ kind, budget })));

/**
 * Share of the true files in percent: held / shown with a name that is taken from them / shown with the definition of such a name.
 * A row for each contender, a column for each kind of question and budget. `note` says how many cases and files that is; `lost` names
 * the columns in which another contender surpasses the first by one of the three.
 */
export function recallTable(outcomes: readonly Outcome[]): {
  readonly table: string;
  readonly note: string;
  readonly lost: readonly string[];
} {
  const contenders = [...new Set(outcomes.map(({ contender }) => contender))];
  const rows = contenders.map((contender) => {
    const answers = outcomes.filter((each) => each.contender === contender).flatMap((each) => each.answers);
    return { contender, shares: COLUMNS.map((column) => shareOf(answers, column)) };
  });
  const table = aligned([
    ['', ...COLUMNS.map(titleOf)],
    ...rows.map(({ contender, shares }) => [contender, ...shares.map(shown)]),
  ]);
  const [first, ...others] = rows;
  const lost = COLUMNS.flatMap((column, index) =>
    others
      .filter(({ shares }) => MEASURES.some((of) => (shares[index]?.[of] ?? 0) > (first?.shares[index]?.[of] ?? 0)))
      .map(({ contender, shares }) => `${titleOf(column)}: ${contender} ${shown(shares[index])}`),
  );
  return { table, lost, note: noteOf(outcomes.filter(({ contender }) => contender === contenders[0])) };
}

/** In percent; undefined where there is no such question. */
type Share = Readonly<Record<Measure, number>> | undefined;
type Measure = (typeof MEASURES)[number];
const MEASURES = ['held', 'named', 'defined'] as const;

function shareOf(answers: readonly ScoredAnswer[], { kind, budget }: (typeof COLUMNS)[number]): Share {
  const own = answers.filter((each) => each.kind === kind && each.budget === budget);
  const sum = (of: 'wanted' | Measure) => own.reduce((all, { score }) => all + score[of], 0);
  const percent = (of: Measure) => (100 * sum(of)) / sum('wanted');
  return own.length === 0 ? undefined : { held: percent('held'), named: percent('named'), defined: percent('defined') };
}

function titleOf({ kind, budget }: (typeof COLUMNS)[number]): string {
  return `${kind}, ${budget / 1_000}k`;
}

function shown(share: Share): string {
  return share === undefined ? '–' : MEASURES.map((of) => share[of].toFixed(0)).join(' / ');
}

function noteOf(outcomes: readonly Outcome[]): string {
  const answers = outcomes.flatMap((each) => each.answers).filter(({ budget }) => budget === BUDGETS[0]);
  const counts = KINDS.map((kind) => {
    const own = answers.filter((each) => each.kind === kind);
    return `${own.length} with a ${kind} (${own.reduce((all, { score }) => all + score.wanted, 0)} true files)`;
  });
  const files = outcomes.reduce((all, outcome) => all + outcome.files, 0);
  return `${files} files of ${outcomes.length === 1 ? 'one project' : `${outcomes.length} projects`}; cases: ${counts.join(', ')}`;
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
