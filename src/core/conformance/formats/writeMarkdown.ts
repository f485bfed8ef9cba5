import type { Place } from '../../errors';
import { linkInCell } from '../../lib/markdown';
import type { ContractFinding } from '../contracts/contractFinding';
import { isBuiltIn } from '../contracts/isBuiltIn';
import type { ReportedCheck } from '../report/report';
import type { Violation } from '../report/violation';
import { violationWords } from '../report/violation';
import { findingLine } from './findingLine';
import type { Written } from './format';
import { placeOf } from './placeOf';
import { summaryLines } from './summaryLines';

/**
 * A report to read, or to put under a change.
 * @param toRoot from a page that has it to the root of the workspace, `../../`; it has links then
 */
export function writeMarkdown({ report, findings }: Written, toRoot?: string): string {
  const open = report.violations.filter(({ state }) => state === 'new' || state === 'expired');
  const rest = report.violations.filter(({ state }) => state === 'known' || state === 'exempted');
  const unknown = report.checks.filter(({ notEvaluated }) => notEvaluated.length > 0);
  const links = new Links(report.checks, toRoot);
  const parts = [
    ['# Conformance', ...summaryLines(report).map((line) => `- ${text(line)}`)],
    section(
      'Wrong in contracts, exemptions or baseline',
      findings.map((finding) => `- ${links.finding(finding)}`),
    ),
    section('Open violations', table(open, links)),
    section(
      'Not evaluated',
      unknown.flatMap((each) => unknownLines(each, links)),
    ),
    section('In the baseline, or exempted', table(rest, links)),
  ].filter((part) => part.length > 0);
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines];
}

function table(violations: readonly Violation[], links: Links): readonly string[] {
  if (violations.length === 0) return [];
  const rows = violations.map((violation) => {
    const { severity, contract, check, state, exemption, id } = violation;
    const how = exemption === undefined ? state : `${state}: ${exemption}`;
    return `| ${[severity, links.place(violation), links.check(contract, check), text(violationWords(violation)), text(how), id].join(' | ')} |`;
  });
  return ['| Severity | Where | Check | What | State | Id |', '| --- | --- | --- | --- | --- | --- |', ...rows];
}

function unknownLines({ contract, check, notEvaluated }: ReportedCheck, links: Links): readonly string[] {
  return notEvaluated.map(
    ({ path, why }) =>
      `- ${links.check(contract.name, check.id)} (${check.severity}), ${links.place({ path, line: undefined })}: ${text(why)}`,
  );
}

/** Leads to files and to checks of contracts where the report is a page beside them. */
class Links {
  private readonly checks: ReadonlyMap<string, Place>;

  constructor(
    checks: readonly ReportedCheck[],
    private readonly toRoot: string | undefined,
  ) {
    this.checks = new Map(checks.map(({ contract, check }) => [`${contract.name}/${check.id}`, check.place]));
  }

  place(at: Pick<Violation, 'path' | 'line'>): string {
    if (this.toRoot === undefined) return code(placeOf(at));
    if (at.path === undefined) return text(placeOf(at));
    return linkInCell(placeOf(at), `${this.toRoot}${at.path}`, at.line);
  }

  check(contract: string, id: string): string {
    const name = `${contract}/${id}`;
    const place = this.checks.get(name);
    if (this.toRoot === undefined || place === undefined || isBuiltIn(place.path)) return text(name);
    return linkInCell(name, `${this.toRoot}${place.path}`, place.position?.line);
  }

  finding(finding: ContractFinding): string {
    if (this.toRoot === undefined || isBuiltIn(finding.place.path)) return text(findingLine(finding));
    const { severity, place, message } = finding;
    return `${this.place({ path: place.path, line: place.position?.line })}: ${severity}: ${text(message)}`;
  }
}

/** Nothing in it may begin markup, a cell or a line. */
function text(words: string): string {
  return words.replace(/[\\`*_{}[\]<>#|!~@&]/g, '\\$&').replace(/\s+/g, ' ');
}

function code(words: string): string {
  return `\`${words.replace(/[`|\n]/g, ' ')}\``;
}
