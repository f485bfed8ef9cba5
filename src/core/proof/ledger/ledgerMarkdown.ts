import { inCell, markdownTable, oneLine } from '../../lib/markdown';
import type { LedgerFinding, LedgerReport } from './ledgerFinding';
import { ledgerHolds } from './ledgerFinding';
import { ledgerSummary, STATE_WORDS } from './ledgerWords';

const MOST_ROWS = 500;

/** The report as a page for people, the errors first. */
export function ledgerMarkdown(report: LedgerReport): string {
  const { proofs, findings } = report;
  const errors = findings.filter(({ level }) => level === 'error');
  const notices = findings.filter(({ level }) => level === 'notice');
  const parts = [
    `# The ledger ${ledgerHolds(report) ? 'holds' : 'does not hold'}`,
    oneLine(ledgerSummary(report)),
    'The tests of each component were run in copies of the project: as RED saw them, without the code, and with the code as it is.',
    section(
      'Components',
      ['component', 'specification', 'phases', 'result', 'fail without the code', 'pass with it'],
      proofs.map(({ component, specification, phases, state, red, passing }) => [
        ...[component, specification, phases.map((phase) => phase.toUpperCase()).join(', '), STATE_WORDS[state]],
        ...(state === 'holds' ? [String(red), String(passing)] : ['', '']),
      ]),
    ),
    section('What is wrong', COLUMNS, errors.map(cellsOf)),
    section('Worth knowing', COLUMNS, notices.map(cellsOf)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const COLUMNS = ['where', 'what', 'name'];

function cellsOf({ file, line, detail, code }: LedgerFinding): readonly string[] {
  return [line === undefined ? file : `${file}:${line}`, detail, code];
}

function section(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const more = rows.length > MOST_ROWS ? `\n\n${inCell(`and ${rows.length - MOST_ROWS} more`)}` : '';
  return `## ${title}\n\n${markdownTable(columns, rows.slice(0, MOST_ROWS))}${more}`;
}
