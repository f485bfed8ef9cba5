import type { Looked } from '../conformance/conformance';
import { findingLine } from '../conformance/formats/findingLine';
import { placeOf } from '../conformance/formats/placeOf';
import { blockingUnknowns, countsOf } from '../conformance/report/report';
import { blocks } from '../conformance/report/violation';
import { countOf } from '../lib/countOf';
import type { Check } from './verdict';

const name = 'conformance';
const MOST_NAMED = 10;

/** A new violation of severity error fails; what nobody could tell is not passed. */
export function judgeConformance(looked: Looked | undefined): Check {
  if (looked === undefined) return { name, result: 'not-configured', detail: 'conformance: not configured' };
  const { report, findings } = looked;
  const blocking = report.violations.filter(blocks);
  if (blocking.length > 0) {
    const told = blocking.map(
      (each) => `${placeOf(each)}: ${each.message} (${each.contract}/${each.check} ${each.id})`,
    );
    return { name, result: 'failed', detail: `Contracts of the project are broken: ${inShort(told)}` };
  }
  const wrong = findings.filter(({ severity }) => severity === 'error').map(findingLine);
  const unknown = blockingUnknowns(report).flatMap(({ contract, check, notEvaluated }) =>
    notEvaluated.map(({ path, why }) => `${contract.name}/${check.id}, ${placeOf({ path, line: undefined })}: ${why}`),
  );
  if (wrong.length + unknown.length > 0)
    return { name, result: 'not-available', detail: `Not evaluated: ${inShort([...wrong, ...unknown])}` };
  const { checks, open, known, exempted } = countsOf(report);
  const away =
    report.leftAway === 0
      ? ''
      : ` Checks of the project as a whole, for agentforge conformance check: ${report.leftAway}.`;
  if (checks.passed + checks.failed === 0) {
    if (checks['not evaluated'] > 0)
      return { name, result: 'not-available', detail: `Checks not evaluated: ${checks['not evaluated']}.${away}` };
    return { name, result: 'not-configured', detail: `No check of a contract is about these files.${away}` };
  }
  const others = `${countOf(open.warning, 'warning')}, ${open.info} of information, ${known} in the baseline, ${exempted} exempted`;
  const unevaluated = checks['not evaluated'] === 0 ? '' : ` Checks not evaluated: ${checks['not evaluated']}.`;
  const detail = `No new error by ${countOf(checks.passed + checks.failed, 'check')} of contracts in ${countOf(report.files, 'file')}; ${others}.${unevaluated}${away}`;
  return { name, result: 'passed', detail };
}

function inShort(told: readonly string[]): string {
  const more = told.length - MOST_NAMED;
  return [...told.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more: agentforge conformance check`] : [])].join(
    '; ',
  );
}
