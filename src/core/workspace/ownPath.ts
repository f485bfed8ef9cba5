import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { WritingPhase } from '../phase';
import type { CheckedPath } from './checkedPath';

const ROOT = '.agentforge';
const SESSION_ID = /^tdflow_\d{8}_\d{6}_\d{6}$/;
/** Safe as a file name everywhere: no separators, no dot at either end. */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,118}[A-Za-z0-9])?$/;
const SHA_256 = /^[0-9a-f]{64}$/;
const RECORDING_NAME = /^\d{8}T\d{6}Z$/;
/** Contracts that others extend begin with an underscore. */
const YAML_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,118}\.ya?ml$/;
const PROMPT_ID = /^[0-9a-f]{12}$/;

export type AttemptFile =
  | 'prompt.md'
  | 'answer.md'
  | 'proposal.diff'
  | 'verdict.json'
  | 'strength.json'
  | 'strength.md'
  | 'contract.json'
  | 'output.txt'
  | 'report.md'
  | 'review.json';

let create: (relative: string) => OwnPath;

/**
 * A file or folder of the product itself, under `.agentforge`. No function here takes a path as text: ids and names are
 * matched whole, so nothing that an answer says can become one of these.
 */
export class OwnPath {
  /** Keeps the type from being met by any object of the same shape. */
  protected readonly madeBy = 'ownPath';

  private constructor(
    /** From the root of the workspace, with forward slashes. */
    readonly relative: string,
  ) {}

  static {
    create = (relative) => new OwnPath(relative);
  }
}

export const SESSIONS_FOLDER = create(`${ROOT}/tdflow`);
/** Has a folder for each session. */
export const HISTORY_FOLDER = create(`${ROOT}/history`);
export const JOURNAL_FOLDER = create(`${ROOT}/journal`);
export const WORKSPACE_LOCK = create(`${ROOT}/journal/lock`);
export const WAIVERS_FOLDER = create(`${ROOT}/waivers`);
export const GENERATION_SETTINGS = create(`${ROOT}/generation.yaml`);
/** May hold a key; refused when git tracks it. */
export const SECRETS = create(`${ROOT}/secrets.yaml`);
/** Hides the secrets from git. */
export const OWN_IGNORES = create(`${ROOT}/.gitignore`);
export const PROMPTS_FOLDER = create(`${ROOT}/prompts`);
/** What was said to models and by them; the newest file first. */
export const INTERACTION_LOGS = [
  create(`${ROOT}/log/interactions.jsonl`),
  create(`${ROOT}/log/interactions.1.jsonl`),
  create(`${ROOT}/log/interactions.2.jsonl`),
] as const;
/** The newest of each kind, as pages to read. */
export const REPORTS = {
  conformance: create(`${ROOT}/reports/conformance.md`),
  implemented: create(`${ROOT}/reports/implemented.md`),
  ledger: create(`${ROOT}/reports/ledger.md`),
} as const;
/** Which files people want in prompts, or not. */
export const CONTEXT_CHOICES = create(`${ROOT}/context.yaml`);
export const CODEBASE_PROFILE = create(`${ROOT}/codebase_profile.yaml`);
export const CONTRACTS_FOLDER = create(`${ROOT}/contracts`);
export const EXEMPTIONS_FOLDER = create(`${ROOT}/exemptions`);
/** The violations that a project began with. */
export const CONFORMANCE_BASELINE = create(`${ROOT}/conformance_baseline.json`);
/** What was proven, for everybody to check again; to be committed. */
export const PROOF_LEDGER_FOLDER = create(`${ROOT}/ledger`);

export function sessionFile(sessionId: string): Result<OwnPath, string> {
  return SESSION_ID.test(sessionId) ? ok(create(`${SESSIONS_FOLDER.relative}/${sessionId}.yaml`)) : badId(sessionId);
}

/** Holds the attempts of a session. */
export function historyFolder(sessionId: string): Result<OwnPath, string> {
  return SESSION_ID.test(sessionId) ? ok(create(`${HISTORY_FOLDER.relative}/${sessionId}`)) : badId(sessionId);
}

/** One attempt at a phase; `attempt` is a name such as `003-green-cart`. */
export function attemptFolder(sessionId: string, attempt: string): Result<OwnPath, string> {
  const history = historyFolder(sessionId);
  if (!history.ok) return history;
  return NAME.test(attempt) ? ok(create(`${history.value.relative}/${attempt}`)) : badId(attempt);
}

export function attemptFile(sessionId: string, attempt: string, file: AttemptFile): Result<OwnPath, string> {
  const folder = attemptFolder(sessionId, attempt);
  return folder.ok ? ok(create(`${folder.value.relative}/${file}`)) : folder;
}

/** Whether a path from the root of the workspace is where an open review is kept. */
export function isReviewFile(relative: string): boolean {
  return relative.startsWith(`${HISTORY_FOLDER.relative}/`) && relative.endsWith('/review.json');
}

/** The plain copy of a file as it was before an attempt. */
export function originalFile(sessionId: string, attempt: string, path: CheckedPath): Result<OwnPath, string> {
  const folder = attemptFolder(sessionId, attempt);
  return folder.ok ? ok(create(`${folder.value.relative}/originals/${path.relative}`)) : folder;
}

/** The plain copy of a file as it was before a rollback of an attempt replaced it; `number` counts from 1. */
export function replacedFile(
  sessionId: string,
  attempt: string,
  { number, path }: { readonly number: number; readonly path: CheckedPath },
): Result<OwnPath, string> {
  const folder = attemptFolder(sessionId, attempt);
  return folder.ok ? ok(create(`${folder.value.relative}/replaced/${number}/${path.relative}`)) : folder;
}

export function journalEntry(id: string): Result<OwnPath, string> {
  return NAME.test(id) ? ok(create(`${JOURNAL_FOLDER.relative}/${id}.json`)) : badId(id);
}

/** Contents that an entry of the journal speaks of; `number` counts from 1. */
export function journalPack(id: string, number: number): Result<OwnPath, string> {
  return NAME.test(id) ? ok(create(`${JOURNAL_FOLDER.relative}/${id}.${number}.pack`)) : badId(id);
}

/** What is held while a lock is looked at that nobody may hold any more. */
export function lockOf(lock: OwnPath): OwnPath {
  return create(`${lock.relative}.next`);
}

/** `id` is made by the store: lower-case hex. */
export function waiverFile(id: string): Result<OwnPath, string> {
  return SHA_256.test(id) ? ok(create(`${WAIVERS_FOLDER.relative}/${id}.json`)) : badId(id);
}

/** An entry of the proof ledger, or an earlier code that one needs; each has the hash of its text for a name. */
export function proofFile(hash: string, kind: 'json' | 'txt'): Result<OwnPath, string> {
  return SHA_256.test(hash) ? ok(create(`${PROOF_LEDGER_FOLDER.relative}/${hash}.${kind}`)) : badId(hash);
}

/** A run that was recorded at a time such as `20260131T120000Z`. */
export function recordingFile(time: string): Result<OwnPath, string> {
  return RECORDING_NAME.test(time) ? ok(create(`${ROOT}/log/recording-${time}.jsonl`)) : badId(time);
}

/**
 * The recorded answer for a component's phase. A component's name is free text: what could lead to another folder becomes a
 * hyphen.
 */
export function recordedAnswerFile(component: string, phase: string): OwnPath {
  const part = (name: string) => name.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return create(`${ROOT}/recordings/${part(component)}.${part(phase)}.md`);
}

/** A prompt that a person carries to a model. */
export function promptFile(id: string): Result<OwnPath, string> {
  return PROMPT_ID.test(id) ? ok(create(`${PROMPTS_FOLDER.relative}/${id}.json`)) : badId(id);
}

/** What the project says in place of the usual words of a phase. */
export function templateFile(phase: WritingPhase): OwnPath {
  return create(`${ROOT}/templates/${phase}.md`);
}

/** A contract or an exemption, by its name in their folder. */
export function ruleFile(folder: typeof CONTRACTS_FOLDER, name: string): Result<OwnPath, string> {
  return YAML_NAME.test(name) ? ok(create(`${folder.relative}/${name}`)) : badId(name);
}

function badId(id: string): Result<never, string> {
  return fail(`${JSON.stringify(id.slice(0, 80))} is no name of a session, attempt or journal entry`);
}
