import { inCell, linkInCell, oneLine, tableOf } from '../../lib/markdown';
import { timeWords } from '../../lib/timeWords';
import type { CheckedProof, LedgerFinding, LedgerReport, PlacedTest, ProofPlaces } from './ledgerFinding';
import { ledgerHolds } from './ledgerFinding';
import { ledgerSummary, STATE_WORDS } from './ledgerWords';

const MOST_ROWS = 500;
const MOST_TESTS = 10;

interface Page {
  /** When it was checked; ISO 8601. */
  readonly at: string;
  /** From the page to the root of the workspace, `../../`. */
  readonly toRoot: string;
}

/** The report as a page for people, the errors first, with links to what it speaks of. */
export function ledgerMarkdown(report: LedgerReport, { at, toRoot }: Page): string {
  const { proofs, findings } = report;
  const checked = `Checked at ${timeWords(at)}.`;
  const errors = findings.filter(({ level }) => level === 'error');
  const notices = findings.filter(({ level }) => level === 'notice');
  if (proofs.length === 0 && errors.length === 0) return `${[...EMPTY, checked].join('\n\n')}\n`;
  const cellsOf = ({ file, line, detail, code }: LedgerFinding): readonly string[] => [
    linkInCell(placeOf(file, line), `${toRoot}${file}`, line),
    ...[inCell(detail), inCell(code)],
  ];
  const parts = [
    `# The ledger ${ledgerHolds(report) ? 'holds' : 'does not hold'}`,
    oneLine(ledgerSummary(report)),
    `${checked} The tests of each component are run in copies of the project: as RED saw them, without the code, and with the code as it is.`,
    section(
      'Components',
      ['component', 'specification', 'phases', 'result', 'fail without the code', 'pass with it'],
      proofs.map((proof) => [
        ...[inCell(proof.component), specificationLink(proof, toRoot), phaseLinks(proof, toRoot)],
        proof.state === 'holds' ? STATE_WORDS.holds : `**${STATE_WORDS[proof.state]}**`,
        ...(proof.state === 'holds' ? [String(proof.red), String(proof.passing)] : ['', '']),
      ]),
    ),
    section('What is wrong', COLUMNS, errors.map(cellsOf)),
    section('Worth knowing', COLUMNS, notices.map(cellsOf)),
    ...proofs.flatMap((proof) => (proof.places === undefined ? [] : componentParts(proof, proof.places, toRoot))),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const COLUMNS = ['where', 'what', 'name'];

const EMPTY = [
  '# There is no ledger yet',
  'The ledger is what lets anybody check later that the tests failed without the code, and pass with it. It has an entry for each RED, GREEN and REFACTOR that was reached.',
  '## What to do',
  [
    '1. Reach RED and GREEN of a component, in the view TDFLOW.',
    '2. Commit the folder `.agentforge/ledger` with the code.',
    '3. Choose "Verify the ledger" again, or run `agentforge verify --ledger`, here or in a job of your CI.',
  ].join('\n'),
];

function componentParts(proof: CheckedProof, places: ProofPlaces, toRoot: string): readonly string[] {
  const { specification, component, state } = proof;
  const link = ({ name, file, line }: PlacedTest) => linkInCell(name, `${toRoot}${file}`, line);
  const files = [...new Set(places.tests.map(({ file }) => file))];
  const linksTo = (paths: readonly string[]) => paths.map((path) => linkInCell(path, `${toRoot}${path}`)).join(', ');
  const isRun = places.tests.some(({ outcome }) => outcome !== undefined);
  const title = `## ${oneLine(component)}: ${STATE_WORDS[state]}`;
  return [
    title,
    `Code: ${linksTo(places.code)} · Tests: ${linksTo(files)}`,
    table(
      'Requirements',
      ['requirement', 'proof', 'tests that name it'],
      places.requirements.map(({ id, title: words, line, tests, lacking }) => [
        linkInCell(words === '' ? id : `${id} ${words}`, `${toRoot}${specification}`, line),
        proofWords(proof, tests.length, lacking),
        shortened(tests.flatMap((index) => places.tests[index] ?? []).map(link)),
      ]),
    ),
    table(
      'Tests',
      ['test', 'recorded without the code', ...(isRun ? ['with the code now'] : [])],
      places.tests.map((test) => [link(test), inCell(test.red), ...(isRun ? [inCell(test.outcome ?? 'not run')] : [])]),
    ),
  ];
}

function proofWords({ state, phases }: CheckedProof, tests: number, lacking: readonly string[]): string {
  if (tests === 0) return 'no test names it';
  if (state !== 'holds') return '**not proven**';
  if (lacking.length > 0) return `no test names ${inCell(lacking.join(', '))}`;
  return phases.includes('green') ? 'proven' : 'its tests fail as recorded; GREEN is to come';
}

function shortened(links: readonly string[]): string {
  const more = links.length - MOST_TESTS;
  return [...links.slice(0, MOST_TESTS), ...(more > 0 ? [`and ${more} more`] : [])].join('<br>');
}

function specificationLink({ specification, places }: CheckedProof, toRoot: string): string {
  return linkInCell(placeOf(specification, places?.line), `${toRoot}${specification}`, places?.line);
}

function phaseLinks({ phases, places }: CheckedProof, toRoot: string): string {
  const words = (phase: string) => phase.toUpperCase();
  const pathOf = new Map(places?.entries.map(({ phase, path }) => [phase, path]));
  const cell = (phase: string, path: string | undefined) =>
    path === undefined ? words(phase) : linkInCell(words(phase), `${toRoot}${path}`);
  return phases.map((phase) => cell(phase, pathOf.get(phase))).join(', ');
}

function placeOf(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`;
}

function table(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return section(title, columns, rows).replace('## ', '### ');
}

function section(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const more = rows.length > MOST_ROWS ? `\n\n${inCell(`and ${rows.length - MOST_ROWS} more`)}` : '';
  return `## ${title}\n\n${tableOf(columns, rows.slice(0, MOST_ROWS))}${more}`;
}
