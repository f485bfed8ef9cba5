import type { YamlChange } from '../../lib/yaml';
import type { DraftCheck } from './checkDraft';
import type { ModelJudgement, ValidationReport } from './records';

/** The verdict over a draft: what the rules found first, and then what a model adds, where one was asked. */
export function judgeDraft(
  { results, issues }: DraftCheck,
  judgement: ModelJudgement | undefined,
): Pick<ValidationReport, 'overall_verdict' | 'checklist_results' | 'blocking_issues'> & {
  readonly warnings: readonly string[];
  readonly strengths: readonly string[];
  readonly isByRulesAlone: boolean;
} {
  const told = judgement?.blocking_issues ?? [];
  const blocking = [
    ...issues,
    ...told.map((each, index) => ({
      ...each,
      issue_id: `ISSUE-${String(issues.length + index + 1).padStart(3, '0')}`,
    })),
  ];
  const noted = results.flatMap(({ status, evidence = '' }) => (status === 'warn' ? evidence.split('\n') : []));
  const warnings = [...noted, ...(judgement?.warnings ?? [])];
  const verdict = blocking.length > 0 ? 'needs_revision' : warnings.length > 0 ? 'approved_with_notes' : 'approved';
  return {
    overall_verdict: verdict,
    checklist_results: results,
    blocking_issues: blocking,
    warnings,
    strengths: judgement?.strengths ?? [],
    isByRulesAlone: judgement === undefined,
  };
}

/** The report as it is written. */
export function reportOf({ isByRulesAlone, ...judged }: ReturnType<typeof judgeDraft>): {
  readonly [key: string]: YamlChange;
} {
  const guidance = judged.blocking_issues.map(({ issue_id: id, suggested_fix: fix }) => [id, fix]);
  return {
    ...judged,
    checklist_results: judged.checklist_results.map((each) => ({ ...each })),
    blocking_issues: judged.blocking_issues.map((each) => ({ ...each })),
    revision_guidance: Object.fromEntries(guidance),
    approval_conditions: isByRulesAlone ? ['Checked by rules alone: a person should read it.'] : [],
  };
}
