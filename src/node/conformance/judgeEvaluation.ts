import type { Evaluation } from '../../core/conformance/evaluate/evaluateContracts';
import { followMoves } from '../../core/conformance/report/followMoves';
import type { ConformanceReport } from '../../core/conformance/report/report';
import { reportOf } from '../../core/conformance/report/reportOf';
import type { Environment } from '../environment';
import { sha256 } from '../hash';
import { gitMoves } from './gitMoves';
import type { Rules } from './loadRules';

interface Judging {
  /** Absolute. */
  readonly root: string;
  readonly environment: Environment;
  readonly rules: Pick<Rules, 'exemptions' | 'baseline'>;
  /** The files that were asked about, workspace-relative; undefined for all. */
  readonly only: readonly string[] | undefined;
}

/**
 * Holds what was found in a project against its exemptions and its baseline, also where files have moved since. Undefined when it is
 * cancelled.
 */
export async function judgeEvaluation(
  evaluation: Evaluation,
  { root, environment, rules, only }: Judging,
  signal: AbortSignal,
): Promise<ConformanceReport | undefined> {
  const evidence = gitMoves(root, environment, signal);
  const followed = await followMoves(rules.baseline ?? [], evaluation.results, { hash: sha256, evidence });
  if (signal.aborted) return undefined;
  return reportOf(evaluation, { exemptions: rules.exemptions, ...followed, hash: sha256, only });
}
