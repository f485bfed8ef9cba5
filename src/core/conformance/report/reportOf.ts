import type { CheckResult } from '../evaluate/checkResult';
import type { Evaluation } from '../evaluate/evaluateContracts';
import type { Exemption } from '../exemptions/exemption';
import { exemptionFor } from '../exemptions/exemptionFor';
import type { Baseline } from './baseline';
import { goneFrom } from './baseline';
import type { MovedFile } from './followMoves';
import type { CheckState, ConformanceReport, ReportedCheck } from './report';
import type { Violation, ViolationState } from './violation';
import type { Hash } from './violationId';
import { violationIds } from './violationId';

interface Judging {
  readonly exemptions: readonly Exemption[];
  readonly baseline: Baseline;
  /** Files of the baseline that have other paths now, with which they are in it. */
  readonly moved?: readonly MovedFile[];
  readonly hash: Hash;
  /** The files that were asked about; undefined for all. */
  readonly only?: readonly string[] | undefined;
}

/** Says of each violation whether it is new, known, or let through, and of each check how it stands. */
export function reportOf(evaluation: Evaluation, judging: Judging): ConformanceReport {
  const { exemptions, baseline, moved = [], hash, only } = judging;
  const known = new Set(baseline.map(({ id }) => id));
  const checks = evaluation.results.map((result): ReportedCheck => {
    const ids = violationIds(result, hash);
    const violations = ids.map((id, index) => violationOf(id, index, result, { exemptions, known }));
    const { contract, check, notEvaluated, files } = result;
    return { contract, check, notEvaluated, files, violations, state: stateOf(result, violations) };
  });
  const violations = checks.flatMap((each) => each.violations);
  const there = new Set(violations.map(({ id }) => id));
  const { files, withoutText, leftAway } = evaluation;
  const gone = goneFrom(baseline, { checks, there, only });
  return { checks, violations, baseline, moved, gone, files, withoutText, leftAway };
}

function violationOf(
  id: string,
  index: number,
  { contract, check, breaches }: CheckResult,
  { exemptions, known }: { readonly exemptions: readonly Exemption[]; readonly known: ReadonlySet<string> },
): Violation {
  const { path, line, message = '' } = breaches[index] ?? { path: undefined, line: undefined };
  const exemption = exemptionFor({ id, contract: contract.name, check: check.id, path }, exemptions);
  const state: ViolationState =
    exemption?.state === 'active' ? 'exempted' : known.has(id) ? 'known' : exemption === undefined ? 'new' : 'expired';
  const { severity, fixHint } = check;
  const names = { contract: contract.name, check: check.id };
  return { id, ...names, severity, path, line, message, fixHint, state, exemption: exemption?.id };
}

function stateOf({ files, notEvaluated }: CheckResult, violations: readonly Violation[]): CheckState {
  if (violations.some(({ state }) => state === 'new' || state === 'expired')) return 'failed';
  if (notEvaluated.length > 0) return 'not evaluated';
  return files === 0 ? 'nothing to check' : 'passed';
}
