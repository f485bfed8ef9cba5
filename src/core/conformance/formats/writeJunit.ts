import type { ReportedCheck } from '../report/report';
import type { Violation } from '../report/violation';
import { findingLine } from './findingLine';
import type { Written } from './format';
import { placeOf } from './placeOf';

/** What XML cannot hold, not even as an escape. */
const FORBIDDEN = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ENTITY: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** JUnit XML: a suite for each contract, a case for each check. What was not evaluated is an error, or skipped below that severity. */
export function writeJunit({ report, findings }: Written): string {
  const suites = new Map<string, ReportedCheck[]>();
  for (const each of report.checks) suites.set(each.contract.name, [...(suites.get(each.contract.name) ?? []), each]);
  const written = [...suites].map(([name, checks]) => suite(name, checks.map(testCase)));
  const wrong = findings
    .filter(({ severity }) => severity === 'error')
    .map((finding) => ({
      kind: 'error',
      text: `    <testcase classname="contracts" name="${inXml(finding.place.path)}"><error message="${inXml(findingLine(finding))}"/></testcase>`,
    }));
  if (wrong.length > 0) written.push(suite('contracts', wrong));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="AgentForge conformance">\n${written.join('')}</testsuites>\n`;
}

interface Case {
  readonly kind: string;
  readonly text: string;
}

function suite(name: string, cases: readonly Case[]): string {
  const count = (kind: string) => cases.filter((each) => each.kind === kind).length;
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
  return `  <testsuite name="${inXml(name)}" ${counts}>\n${cases.map(({ text }) => `${text}\n`).join('')}  </testsuite>\n`;
}

function testCase({ contract, check, state, violations, notEvaluated }: ReportedCheck): Case {
  const open = violations.filter((each) => each.state === 'new' || each.state === 'expired');
  const why = notEvaluated.map((each) => `${placeOf({ ...each, line: undefined })}: ${each.why}`).join('\n');
  const [kind, inside] = ((): readonly [string, string] => {
    if (state === 'failed') return ['failure', failure(open, why)];
    if (state === 'passed') return ['passed', ''];
    if (state === 'nothing to check') return ['skipped', '<skipped message="no file is in its scope"/>'];
    const element = check.severity === 'error' ? 'error' : 'skipped';
    return [element, `<${element} message="${inXml(`not evaluated: ${why}`)}"/>`];
  })();
  const head = `    <testcase classname="${inXml(contract.name)}" name="${inXml(check.id)}"`;
  return { kind, text: inside === '' ? `${head}/>` : `${head}>${inside}</testcase>` };
}

function failure(open: readonly Violation[], why: string): string {
  const lines = open.map((each) => `${placeOf(each)}: ${each.severity}: ${each.message} ${each.id}`);
  if (why !== '') lines.push(`not evaluated: ${why}`);
  return `<failure message="${open.length} open" type="${open[0]?.severity ?? 'error'}">${inXml(lines.join('\n'))}</failure>`;
}

function inXml(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"\n]/g, (char) => ENTITY[char] ?? char);
}
