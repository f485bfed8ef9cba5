import { inCell, linkInCell, oneLine, tableOf } from '../lib/markdown';
import { PHASE_LABEL } from '../phase';
import type { Check, JudgedTest, Verdict } from './verdict';

/** A requirement, and how far it is proven. */
export interface ReportedRequirement {
  readonly id: string;
  readonly title: string;
  /** `proven`, `failing`, `stale`, `untested`. */
  readonly state: string;
  readonly why: string;
  /** Those that name it. */
  readonly tests: readonly Pick<JudgedTest, 'id' | 'file' | 'line'>[];
}

interface Reported {
  readonly component: string;
  readonly verdict: Verdict;
  readonly requirements: readonly ReportedRequirement[];
  /** More sections, as Markdown. */
  readonly proof: readonly string[];
  /** From the report to the root of the workspace, `../../`. */
  readonly toRoot: string;
}

const MOST_ROWS = 500;

/** A verdict as a Markdown document, with links to the tests. */
export function verdictReport({ component, verdict, requirements, proof, toRoot }: Reported): string {
  const { phase, reached, summary, checks, tests, notes, command, ranAt } = verdict;
  const link = (test: Pick<JudgedTest, 'id' | 'file' | 'line'>): string =>
    linkInCell(nameOf(test), `${toRoot}${test.file}`, test.line);
  const run = command === undefined ? '' : `Run${ranAt === undefined ? '' : ` at ${ranAt}`}: ${oneLine(command)}`;
  const shown = tests.slice(0, MOST_ROWS);
  const parts = [
    `# ${PHASE_LABEL[phase]} of ${oneLine(component)}: ${reached ? 'reached' : 'not reached'}`,
    oneLine(summary),
    run,
    section(
      'Checks',
      ['check', 'result', 'what was found'],
      checks.map(({ name, result, detail }) => [inCell(name), RESULT[result], inCell(detail)]),
    ),
    section(
      'Requirements',
      ['requirement', 'state', 'why', 'tests'],
      requirements.map(({ id, title, state, why, tests: naming }) => [
        inCell(title === '' ? id : `${id} ${title}`),
        inCell(state),
        inCell(why),
        naming.map(link).join(', '),
      ]),
    ),
    ...proof,
    section(
      'Tests',
      ['test', 'outcome', 'what it says'],
      shown.map((test) => [link(test), inCell(test.outcome), inCell(test.explanation)]),
    ),
    tests.length > shown.length ? `${tests.length - shown.length} more tests.` : '',
    notes.length === 0 ? '' : `## Notes\n\n${notes.map((note) => `- ${oneLine(note)}`).join('\n')}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const RESULT: Readonly<Record<Check['result'], string>> = {
  passed: 'passed',
  failed: '**failed**',
  'not-configured': 'not configured',
  'not-available': 'not shown',
};

/** The id without its file, which the link says. */
function nameOf({ id, file }: Pick<JudgedTest, 'id' | 'file'>): string {
  const rest = id.startsWith(file) ? id.slice(file.length).replace(/^[:\s>]+/, '') : id;
  return rest === '' ? id : rest;
}

function section(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : `## ${title}\n\n${tableOf(columns, rows)}`;
}
