import type { Looked } from '../conformance/conformance';
import { findingLine } from '../conformance/formats/findingLine';
import { placeOf } from '../conformance/formats/placeOf';
import { blockingUnknowns, countsOf } from '../conformance/report/report';
import { blocks, violationWords } from '../conformance/report/violation';
import { countOf } from '../lib/countOf';
import type { Check, CheckFinding } from './verdict';

const name = 'conformance';
const MOST_NAMED = 10;
const MOST_LISTED = 100;

/** A new violation of severity error fails; what nobody could tell is not passed. */
export function judgeConformance(looked: Looked | undefined): Check {
  if (looked === undefined)
    return {
      name,
      result: 'not-configured',
      detail: 'The project has no contracts: agentforge conformance init writes a first one.',
    };
  const listed = findingsOf(looked);
  return { name, ...judged(looked), ...(listed.length === 0 ? {} : { findings: listed.slice(0, MOST_LISTED) }) };
}

function judged({ report, findings }: Looked): Pick<Check, 'result' | 'detail'> {
  const blocking = report.violations.filter(blocks);
  if (blocking.length > 0) {
    const told = blocking.map(
      (each) => `${placeOf(each)}: ${violationWords(each)} (${each.contract}/${each.check} ${each.id})`,
    );
    return { result: 'failed', detail: `Contracts of the project are broken: ${inShort(told)}` };
  }
  const wrong = findings.filter(({ severity }) => severity === 'error').map(findingLine);
  const unknown = blockingUnknowns(report).flatMap(({ contract, check, notEvaluated }) =>
    notEvaluated.map(({ path, why }) => `${contract.name}/${check.id}, ${placeOf({ path, line: undefined })}: ${why}`),
  );
  if (wrong.length + unknown.length > 0)
    return { result: 'not-available', detail: `Not evaluated: ${inShort([...wrong, ...unknown])}` };
  const { checks, open, known, exempted } = countsOf(report);
  const away =
    report.leftAway === 0
      ? ''
      : ` Checks of the project as a whole, for agentforge conformance check: ${report.leftAway}.`;
  if (checks.passed + checks.failed === 0) {
    if (checks['not evaluated'] > 0)
      return { result: 'not-available', detail: `Checks not evaluated: ${checks['not evaluated']}.${away}` };
    return { result: 'not-configured', detail: `No check of a contract is about these files.${away}` };
  }
  const others = `${countOf(open.warning, 'warning')}, ${open.info} of information, ${known} in the baseline, ${exempted} exempted`;
  const unevaluated = checks['not evaluated'] === 0 ? '' : ` Checks not evaluated: ${checks['not evaluated']}.`;
  const detail = `No new error by ${countOf(checks.passed + checks.failed, 'check')} of contracts in ${countOf(report.files, 'file')}; ${others}.${unevaluated}${away}`;
  return { result: 'passed', detail };
}

/** What keeps it from passing first. */
function findingsOf({ report, findings }: Looked): readonly CheckFinding[] {
  const open = report.violations.filter(({ state }) => state === 'new' || state === 'expired');
  const listed = [...open.filter(blocks), ...open.filter((each) => !blocks(each))];
  const unknown = report.checks.flatMap(({ contract, check, notEvaluated }) =>
    notEvaluated.map(({ path, why }) => ({
      ...{ path, line: undefined, what: `Not evaluated: ${why}` },
      ...{ by: `${check.severity} of ${contract.name}/${check.id}`, fails: false },
    })),
  );
  return [
    ...listed.map((each) => ({
      ...{ path: each.path, line: each.line, what: violationWords(each) },
      ...{ by: `${each.severity} of ${each.contract}/${each.check}`, fails: blocks(each) },
    })),
    ...findings.map(({ severity, place, message }) => ({
      ...{ path: place.path, line: place.position?.line, what: message },
      ...{ by: `${severity} in the contracts themselves`, fails: false },
    })),
    ...unknown,
  ];
}

function inShort(told: readonly string[]): string {
  const more = told.length - MOST_NAMED;
  return [...told.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more: agentforge conformance check`] : [])].join(
    '; ',
  );
}
