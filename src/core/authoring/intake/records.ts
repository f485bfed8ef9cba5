import type { RecordName } from './recordFiles';
import type { Shape } from './recordShape';
import { anyText, listOf, oneOf, optional, record, text, truth } from './recordShape';

type Read<S> = S extends Shape<infer T> ? T : never;

/** What ties a record to the request that it is about, and to the draft; keys of our own, which no other tool needs. */
const ties = optional(
  record({
    /** First 16 hex digits of the SHA-256 of the request, so that records of another request are not taken for this one's. */
    request: optional(text),
    /** Where the draft was written; workspace-relative. */
    specification: optional(text),
    /** `IntakeRecords.answers` when the analysis was made, when the draft was written, and when it was revised, each in its record. */
    answers: optional(text),
    /** `IntakeRecords.draft.hash` of the draft that was judged, as the verdict left it. */
    judged: optional(text),
    /** What was decided when the draft was judged: `LoadedRecords.records.decided`. */
    decided: optional(text),
    /** Why it was given up. */
    abandoned: optional(anyText),
  }),
  undefined,
);

const question = record({
  question: text,
  priority: oneOf('blocking', 'important', 'nice_to_know'),
  category: oneOf('scope', 'behavior', 'constraint', 'technical'),
  suggested_answer: optional(text),
  options: optional(listOf(text), []),
});
export type Question = Read<typeof question>;

const outOfScope = record({ item: text, reason: text, deferred_to: optional(text) });

export const intakeRecord = record({
  raw_request: text,
  detected_intent: text,
  detected_scope: oneOf('trivial', 'small', 'medium', 'large', 'unclear'),
  detected_type: oneOf('feature', 'bugfix', 'refactor', 'documentation', 'configuration', 'unknown'),
  key_entities: listOf(
    record({
      entity_name: text,
      entity_type: oneOf('class', 'interface', 'service', 'concept', 'unknown'),
      confidence: text,
    }),
  ),
  initial_questions: listOf(question),
  implicit_requirements: optional(listOf(record({ requirement: text, confidence: text })), []),
  affected_areas: optional(listOf(record({ area: text, impact: oneOf('direct', 'indirect', 'unknown') })), []),
  red_flags: optional(listOf(anyText), []),
  /** Our own: what the request covers, as the analyst proposes it. */
  proposed_scope: optional(
    record({ in_scope: optional(listOf(text), []), out_of_scope: optional(listOf(outOfScope), []) }),
    { in_scope: [], out_of_scope: [] },
  ),
  agentforge: ties,
});
export type IntakeRecord = Read<typeof intakeRecord>;

export const clarificationLog = record({
  questions_asked: listOf(record({ question: text, answer: anyText, implications: optional(listOf(text), []) })),
  assumptions_made: optional(
    listOf(
      record({
        assumption: text,
        reason: oneOf('user_unknown', 'user_deferred', 'inferred_from_context'),
        confidence: oneOf('high', 'medium', 'low'),
        needs_validation: optional(truth),
      }),
    ),
    [],
  ),
  scope_definition: record({
    in_scope: listOf(record({ item: text, confirmed_by: oneOf('user_explicit', 'user_implicit', 'analyst_proposed') })),
    out_of_scope: listOf(outOfScope),
    deferred: optional(listOf(anyText), []),
  }),
  agentforge: ties,
});
export type ClarificationLog = Read<typeof clarificationLog>;

export const analysisReport = record({
  existing_components: listOf(
    record({
      component_name: text,
      component_type: text,
      location: record({ file: text, start_line: optional(text), end_line: optional(text) }),
      relevance: oneOf('primary', 'secondary', 'reference'),
      current_behavior: text,
      public_interface: optional(listOf(record({ member_name: text, member_type: text, signature: text })), []),
      will_be_modified: truth,
      modification_type: optional(text),
    }),
  ),
  patterns_discovered: listOf(
    record({
      pattern_name: text,
      description: text,
      examples: optional(listOf(anyText), []),
      must_follow: truth,
      rationale: optional(text),
    }),
  ),
  constraints_discovered: listOf(
    record({
      constraint: text,
      source: text,
      location: optional(anyText),
      impact: text,
      severity: oneOf('hard', 'soft'),
    }),
  ),
  risks_identified: listOf(
    record({
      risk: text,
      category: text,
      severity: text,
      likelihood: text,
      affected_areas: optional(listOf(anyText), []),
      mitigation_strategy: text,
    }),
  ),
  integration_points: optional(listOf(anyText), []),
  recommended_approach: record({
    summary: text,
    new_components: optional(listOf(record({ name: text, type: text, layer: text, responsibility: text })), []),
    modified_components: optional(listOf(anyText), []),
    sequence_of_changes: listOf(record({ step: text, description: text, files_affected: listOf(text) })),
  }),
  agentforge: ties,
});
export type AnalysisReport = Read<typeof analysisReport>;

const issue = record({ issue_id: text, location: text, description: text, suggested_fix: text });
export type BlockingIssue = Read<typeof issue>;

const checkResult = record({
  check_id: text,
  check_description: text,
  status: oneOf('pass', 'warn', 'fail'),
  notes: optional(anyText),
  evidence: optional(anyText),
});
export type CheckResult = Read<typeof checkResult>;

export const validationReport = record({
  overall_verdict: oneOf('approved', 'approved_with_notes', 'needs_revision', 'rejected'),
  checklist_results: listOf(checkResult),
  blocking_issues: optional(listOf(issue), []),
  warnings: optional(listOf(anyText), []),
  strengths: optional(listOf(anyText), []),
  approval_conditions: optional(listOf(anyText), []),
  agentforge: ties,
});
export type ValidationReport = Read<typeof validationReport>;

/** What a model says of a draft that the checks let through. */
export const modelJudgement = record({
  blocking_issues: optional(listOf(issue), []),
  warnings: optional(listOf(text), []),
  strengths: optional(listOf(text), []),
});
export type ModelJudgement = Read<typeof modelJudgement>;

export const revisionSession = record({
  session_id: text,
  created_at: text,
  spec_file: text,
  validation_file: text,
  mode: optional(oneOf('interactive', 'autonomous', 'paused_for_human')),
  status: oneOf('in_progress', 'pending_human', 'ready_to_apply', 'applied', 'cancelled'),
  issues: listOf(record({ issue_id: optional(text), description: optional(anyText) })),
  apply_log: optional(listOf(anyText), []),
  agentforge: ties,
});

/** What every record has: what ties it to its request. */
export interface TiedRecord {
  readonly agentforge: { readonly request: string | undefined } | undefined;
}

export const RECORD_SHAPES: Readonly<Record<RecordName, Shape<TiedRecord>>> = {
  intake_record: intakeRecord,
  clarification_log: clarificationLog,
  analysis_report: analysisReport,
  validation_report: validationReport,
  revision_session: revisionSession,
};
