import type { CheckedProof, LedgerFinding, LedgerReport } from './ledgerFinding';
import { ledgerHolds } from './ledgerFinding';

/** `cart (specs/shop.yaml), RED and GREEN: holds: 5 tests fail without the code as recorded, 5 pass with it`. */
export function proofLine({ specification, component, phases, state, red, passing }: CheckedProof): string {
  const labels = phases.map((phase) => phase.toUpperCase()).join(', ');
  return asLine(
    `${component} (${specification}), ${labels}: ${STATE_WORDS[state]}${state === 'holds' ? ran(red, passing) : ''}`,
  );
}

/** One line, which no service that runs jobs takes for a command: these begin with `::`, or have `##[` in them. */
export function asLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/^::/, ': :').replaceAll('##[', '# #[');
}

/** A component's state for people. */
export const STATE_WORDS: Readonly<Record<CheckedProof['state'], string>> = {
  holds: 'holds',
  fails: 'does not hold',
  'not-evaluated': 'not evaluated',
};

function ran(red: number, passing: number): string {
  const fail = `${count(red)} ${red === 1 ? 'fails' : 'fail'} without the code as recorded`;
  return `: ${fail}${passing === 0 ? '' : `, ${count(passing)} ${passing === 1 ? 'passes' : 'pass'} with it`}`;
}

function count(number: number): string {
  return `${number} ${number === 1 ? 'test' : 'tests'}`;
}

/** `src/cart.js:3: error: ... [code-changed]`. */
export function findingLine({ file, line, level, code, detail }: LedgerFinding): string {
  return asLine(`${file}${line === undefined ? '' : `:${line}`}: ${level}: ${detail} [${code}]`);
}

/** What the check came to, in one sentence. */
export function ledgerSummary(report: LedgerReport): string {
  const { proofs, findings } = report;
  const errors = findings.filter(({ level }) => level === 'error').length;
  const held = proofs.filter(({ state }) => state === 'holds').length;
  if (proofs.length === 0 && errors === 0)
    return 'The ledger is empty: nothing is proven. Reach RED and GREEN of a component, and commit .agentforge/ledger.';
  const share = `${held} of ${proofs.length} ${proofs.length === 1 ? 'component' : 'components'}`;
  return ledgerHolds(report)
    ? `The ledger holds: ${share}, each run again.`
    : `The ledger does not hold: ${share}, ${errors} ${errors === 1 ? 'error' : 'errors'}.`;
}

/** A finding as GitHub shows it beside the line it speaks of; it reads such lines in what a job prints. */
export function githubAnnotation({ level, file, line, code, detail }: LedgerFinding): string {
  const place = `file=${inProperty(file)}${line === undefined ? '' : `,line=${line}`}`;
  return `::${level} ${place},title=${inProperty(`AgentForge ledger: ${code}`)}::${inMessage(detail)}`;
}

/** What would end the line, or the command, is escaped the way that GitHub undoes. */
function inMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function inProperty(text: string): string {
  return inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
