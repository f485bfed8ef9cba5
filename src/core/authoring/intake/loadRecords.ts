import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import type { Ports } from '../../tdflow/ports';
import { checkPath } from '../../workspace/checkedPath';
import type { FileText } from '../../workspace/fileText';
import type { RecordName } from './recordFiles';
import { DEFAULT_SPECIFICATION, RECORD_FILES } from './recordFiles';
import type { Shape } from './recordShape';
import { readRecord } from './recordShape';
import type { ClarificationLog, TiedRecord } from './records';
import { analysisReport, clarificationLog, intakeRecord, revisionSession, validationReport } from './records';
import type { IntakeRecords } from './workflow';

/** The records of the request that is at work, and their texts. */
export interface LoadedRecords {
  readonly records: IntakeRecords;
  /** '' for a record that is not there, or is of another request. */
  readonly texts: Readonly<Record<RecordName, string>>;
  /** What ties the other records to the request; '' when there is none. */
  readonly mark: string;
  /** What was revised of the draft, the oldest first. */
  readonly revisions: readonly string[];
  /** The specification that was drafted; '' when there is none. */
  readonly draftText: string;
}

type LoadPorts = Pick<Ports, 'reader' | 'links' | 'hash'>;

/** Reads what lies in the project. On failure: what is wrong with records that are there, with their lines; at least one. */
export async function loadRecords(ports: LoadPorts): Promise<Result<LoadedRecords, readonly Problem[]>> {
  const problems: Problem[] = [];
  const texts: Record<RecordName, string> = {
    intake_record: '',
    clarification_log: '',
    analysis_report: '',
    validation_report: '',
    revision_session: '',
  };
  let mark: string | undefined;
  // Another tool ties nothing: beside its request, what is not tied belongs to it.
  let isTied = false;
  const load = async <T extends TiedRecord>(name: RecordName, shape: Shape<T>): Promise<T | undefined> => {
    const file = await readFile(RECORD_FILES[name], ports);
    if (!file.ok) {
      problems.push(file.problem);
      return undefined;
    }
    if (file.value === undefined) return undefined;
    const read = readRecord(file.value.text, name, shape);
    if (!read.ok) {
      problems.push(...read.problem.map(({ position, detail }) => invalid(RECORD_FILES[name], position, detail)));
      return undefined;
    }
    const tie = read.value.agentforge?.request;
    if (mark !== undefined && tie !== mark && (isTied || tie !== undefined)) return undefined;
    texts[name] = file.value.text;
    return read.value;
  };
  const intake = await load('intake_record', intakeRecord);
  // Who mends a word of the request is still at the same one.
  mark = intake === undefined ? undefined : (intake.agentforge?.request ?? markOf(intake.raw_request, ports));
  isTied = intake?.agentforge?.request !== undefined;
  const clarification = await load('clarification_log', clarificationLog);
  const analysis = await load('analysis_report', analysisReport);
  const report = await load('validation_report', validationReport);
  const revision = await load('revision_session', revisionSession);
  // Another tool, which ties nothing, writes its draft in the usual place.
  const usual = intake !== undefined && intake.agentforge === undefined ? DEFAULT_SPECIFICATION : undefined;
  const path = intake?.agentforge?.specification ?? usual;
  const draft = path === undefined ? ok(undefined) : await readFile(path, ports);
  if (!draft.ok) problems.push(draft.problem);
  if (problems.length > 0) return fail(problems);
  const file = draft.ok ? draft.value : undefined;
  const known = path === undefined || file === undefined ? undefined : { path, hash: shortHash(file.text, ports) };
  const decided = JSON.stringify([texts.intake_record, texts.clarification_log]);
  return ok({
    records: {
      ...{ intake, clarification, analysis, report, draft: known },
      decided: shortHash(decided, ports),
      answers: clarification === undefined ? '' : shortHash(answersIn(clarification), ports),
      revisedFor: revision?.agentforge?.answers,
    },
    texts,
    mark: mark ?? '',
    revisions: revision?.apply_log ?? [],
    draftText: file?.text ?? '',
  });
}

/** What ties the other records to a request. */
export function markOf(request: string, ports: Pick<Ports, 'hash'>): string {
  return shortHash(request, ports);
}

function answersIn({
  questions_asked: asked,
  assumptions_made: assumed,
  scope_definition: scope,
}: ClarificationLog): string {
  const answered = asked.filter(({ answer }) => answer !== '').map(({ question, answer }) => [question, answer]);
  return JSON.stringify([answered, assumed, scope]);
}

/** First 16 hex digits of the SHA-256 of a text. */
export function shortHash(text: string, { hash }: Pick<Ports, 'hash'>): string {
  return hash(new TextEncoder().encode(text)).slice(0, 16);
}

async function readFile(raw: string, { reader, links }: LoadPorts): Promise<Result<FileText | undefined, Problem>> {
  const path = await checkPath(raw, links);
  if (!path.ok) return fail({ kind: 'file-unreadable', path: raw, detail: path.problem });
  const file = await reader.read(path.value);
  return file === 'unreadable'
    ? fail({ kind: 'file-unreadable', path: raw, detail: 'it is no text, or there is no permission' })
    : ok(file);
}

function invalid(path: string, position: { readonly line: number; readonly column: number }, detail: string): Problem {
  const remedy = 'Mend it there, or remove the file and do that step again.';
  return { kind: 'spec-invalid', place: { path, position }, detail, remedy };
}
