import type { ReportedCheck } from '../report/report';
import type { Violation } from '../report/violation';
import { findingLine } from './findingLine';
import type { Written } from './format';
import { placeOf } from './placeOf';
import { summaryLines } from './summaryLines';

/** A report to read, or to put under a change. */
export function writeMarkdown({ report, findings }: Written): string {
  const open = report.violations.filter(({ state }) => state === 'new' || state === 'expired');
  const rest = report.violations.filter(({ state }) => state === 'known' || state === 'exempted');
  const unknown = report.checks.filter(({ notEvaluated }) => notEvaluated.length > 0);
  const parts = [
    ['# Conformance', ...summaryLines(report).map((line) => `- ${text(line)}`)],
    section(
      'Wrong in contracts, exemptions or baseline',
      findings.map((finding) => `- ${text(findingLine(finding))}`),
    ),
    section('Open violations', table(open)),
    section('Not evaluated', unknown.flatMap(unknownLines)),
    section('In the baseline, or exempted', table(rest)),
  ].filter((part) => part.length > 0);
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines];
}

function table(violations: readonly Violation[]): readonly string[] {
  if (violations.length === 0) return [];
  const rows = violations.map((violation) => {
    const { severity, contract, check, message, state, exemption, id } = violation;
    const how = exemption === undefined ? state : `${state}: ${exemption}`;
    return `| ${[severity, code(placeOf(violation)), text(`${contract}/${check}`), text(message), text(how), id].join(' | ')} |`;
  });
  return ['| Severity | Where | Check | What | State | Id |', '| --- | --- | --- | --- | --- | --- |', ...rows];
}

function unknownLines({ contract, check, notEvaluated }: ReportedCheck): readonly string[] {
  return notEvaluated.map(
    ({ path, why }) =>
      `- ${text(`${contract.name}/${check.id}`)} (${check.severity}), ${code(placeOf({ path, line: undefined }))}: ${text(why)}`,
  );
}

/** Nothing in it may begin markup, a cell or a line. */
function text(words: string): string {
  return words.replace(/[\\`*_{}[\]<>#|!~@&]/g, '\\$&').replace(/\s+/g, ' ');
}

function code(words: string): string {
  return `\`${words.replace(/[`|\n]/g, ' ')}\``;
}
