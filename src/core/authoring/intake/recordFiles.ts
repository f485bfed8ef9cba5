/** Where the records of a request lie, as other tools expect them; workspace-relative. */
export const RECORD_FILES = {
  intake_record: 'outputs/intake_record.yaml',
  clarification_log: 'outputs/clarification_log.yaml',
  analysis_report: 'outputs/analysis_report.yaml',
  validation_report: 'outputs/validation_report.yaml',
  revision_session: 'outputs/revision_session.yaml',
} as const;

export type RecordName = keyof typeof RECORD_FILES;

/** Where a draft is written when nothing else is said. */
export const DEFAULT_SPECIFICATION = 'outputs/specification.yaml';
