import { inCell, linkInCell, oneLine, tableOf } from '../lib/markdown';
import { timeWords } from '../lib/timeWords';
import { PHASE_LABEL } from '../phase';
import type { Check, JudgedTest, Verdict } from './verdict';

/** A requirement, and how far it is proven. */
export interface ReportedRequirement {
  readonly id: string;
  readonly title: string;
  /** Of the specification's file, from 1. */
  readonly line: number;
  /** `proven`, `failing`, `stale`, `untested`. */
  readonly state: string;
  readonly why: string;
  /** Those that name it. */
  readonly tests: readonly Pick<JudgedTest, 'id' | 'file' | 'line'>[];
}

interface Reported {
  readonly component: string;
  /** What it is about. */
  readonly places: ReportedPlaces;
  readonly verdict: Verdict;
  readonly requirements: readonly ReportedRequirement[];
  /** More sections, as Markdown. */
  readonly proof: readonly string[];
  /** From the report to the root of the workspace, `../../`. */
  readonly toRoot: string;
}

/** Workspace-relative paths; the line, from 1, is the component's. */
export interface ReportedPlaces {
  readonly specification: { readonly path: string; readonly line: number };
  readonly code: readonly string[];
  readonly tests: readonly string[];
}

const MOST_ROWS = 500;

/** A verdict as a Markdown document, with links to the tests. */
export function verdictReport({ component, places, verdict, requirements, proof, toRoot }: Reported): string {
  const { phase, reached, summary, checks, tests, notes, command, ranAt } = verdict;
  const link = (test: Pick<JudgedTest, 'id' | 'file' | 'line'>): string =>
    linkInCell(nameOf(test), `${toRoot}${test.file}`, test.line);
  const run =
    command === undefined ? '' : `Run${ranAt === undefined ? '' : ` at ${timeWords(ranAt)}`}: ${oneLine(command)}`;
  const shown = tests.slice(0, MOST_ROWS);
  const parts = [
    `# ${PHASE_LABEL[phase]} of ${oneLine(component)}: ${reached ? 'reached' : 'not reached'}`,
    oneLine(summary),
    linksTo(places, toRoot),
    run,
    section(
      'Checks',
      ['check', 'result', 'what was found'],
      checks.map((check) => [inCell(check.name), resultOf(check), inCell(check.detail)]),
    ),
    ...checks.map(({ name, findings = [] }) =>
      section(
        `What ${name} found`,
        ['where', 'what', 'by'],
        findings.map(({ path, line: at, what, by }) => [
          path === undefined
            ? 'the project'
            : linkInCell(at === undefined ? path : `${path}:${at}`, `${toRoot}${path}`, at),
          ...[inCell(what), inCell(by)],
        ]),
      ),
    ),
    section(
      'Requirements',
      ['requirement', 'state', 'why', 'tests'],
      requirements.map(({ id, title, line: at, state, why, tests: naming }) => [
        linkInCell(title === '' ? id : `${id} ${title}`, `${toRoot}${places.specification.path}`, at),
        inCell(state),
        inCell(why),
        naming.map(link).join('<br>'),
      ]),
    ),
    ...proof,
    section(
      'Tests',
      ['test', 'outcome', 'what it says'],
      shown.map((test) => [
        link(test),
        inCell(test.outcome),
        test.outcome === 'passed' && test.asNeeded ? '' : inCell(test.explanation),
      ]),
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
  'not-available': '**not checked**',
};

/** What no test names was looked for, and is not there. */
function resultOf({ name, result }: Check): string {
  return name === 'requirement proof' && result === 'not-available' ? '**not proven**' : RESULT[result];
}

function linksTo({ specification, code, tests }: ReportedPlaces, toRoot: string): string {
  const files = (what: string, paths: readonly string[]) =>
    paths.length === 0 ? [] : [`${what}: ${paths.map((path) => linkInCell(path, `${toRoot}${path}`)).join(', ')}`];
  const { path, line } = specification;
  const from = `Specification: ${linkInCell(`${path}:${line}`, `${toRoot}${path}`, line)}`;
  return [from, ...files('Code', code), ...files('Tests', tests)].join(' · ');
}

/** The id without its file, which the link says. */
function nameOf({ id, file }: Pick<JudgedTest, 'id' | 'file'>): string {
  const rest = id.startsWith(file) ? id.slice(file.length).replace(/^[:\s>]+/, '') : id;
  return rest === '' ? id : rest.replaceAll('::', ' > ');
}

function section(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : `## ${title}\n\n${tableOf(columns, rows)}`;
}
