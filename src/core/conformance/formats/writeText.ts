import type { ReportedCheck } from '../report/report';
import type { Violation } from '../report/violation';
import { findingLine } from './findingLine';
import type { Written } from './format';
import { placeOf } from './placeOf';
import { summaryLines } from './summaryLines';

/** What blocks comes last, right above the summary. */
const ORDER = ['exempted', 'known', 'info', 'warning', 'error'];

/** For people at a terminal: a line for each violation that is not let through, and what was not looked at. */
export function writeText({ report, findings }: Written): string {
  const rank = ({ state, severity }: Violation) =>
    ORDER.indexOf(state === 'exempted' || state === 'known' ? state : severity);
  const shown = report.violations
    .filter(({ state }) => state === 'new' || state === 'expired')
    .sort((a, b) => rank(a) - rank(b));
  const lines = [
    ...findings.map(findingLine),
    ...report.checks.flatMap(unknownLines),
    ...shown.flatMap(violationLines),
    ...summaryLines(report),
  ];
  // What is told in more lines than one must not look like more than one violation.
  return `${lines.map((line) => line.trimEnd().replaceAll('\n', '\n    ')).join('\n')}\n`;
}

function unknownLines({ contract, check, notEvaluated }: ReportedCheck): readonly string[] {
  return notEvaluated.map(
    ({ path, why }) =>
      `${placeOf({ path, line: undefined })}: not evaluated (${check.severity}): ${why} [${contract.name}/${check.id}]`,
  );
}

function violationLines(violation: Violation): readonly string[] {
  const { severity, message, contract, check, id, fixHint, state, exemption } = violation;
  const expired = state === 'expired' ? ` The exemption ${exemption} does not hold any more.` : '';
  const line = `${placeOf(violation)}: ${severity}: ${message}${expired} [${contract}/${check} ${id}]`;
  return fixHint === undefined ? [line] : [line, `    ${fixHint}`];
}
