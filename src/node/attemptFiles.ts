import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { Prompt } from '../core/prompt/prompt';
import { promptAsText } from '../core/prompt/prompt';
import type { AttemptStore, SavedVerdict } from '../core/tdflow/stores';
import type { CheckedPath } from '../core/workspace/checkedPath';
import type { AttemptFile, OwnPath } from '../core/workspace/ownPath';
import { attemptFile, historyFolder, originalFile } from '../core/workspace/ownPath';
import type { OwnFiles } from './ownFiles';

/** The history of a session as folders: `003-green-cart/{prompt.md,answer.md,proposal.diff,verdict.json}`. */
export class AttemptFiles implements AttemptStore {
  constructor(private readonly files: OwnFiles) {}

  async open(sessionId: string, phase: string, component: string): Promise<Result<string, Problem>> {
    const folder = historyFolder(sessionId);
    if (!folder.ok) return notAName(folder.problem);
    const numbers = (await this.files.list(folder.value))
      .map((name) => Number.parseInt(name, 10))
      .filter(Number.isFinite);
    const next = String(Math.max(0, ...numbers) + 1).padStart(3, '0');
    return ok(`${next}-${phase}-${component.replace(/[^A-Za-z0-9_]+/g, '-').slice(0, 60)}`.replace(/[-_]+$/, ''));
  }

  async saveGeneration(
    sessionId: string,
    attempt: string,
    prompt: Prompt,
    answer: string,
  ): Promise<Result<undefined, Problem>> {
    const written = await this.write(sessionId, attempt, 'prompt.md', promptAsText(prompt));
    return written.ok ? this.write(sessionId, attempt, 'answer.md', answer) : written;
  }

  saveProposal(sessionId: string, attempt: string, diff: string): Promise<Result<undefined, Problem>> {
    return this.write(sessionId, attempt, 'proposal.diff', diff);
  }

  async saveOriginal(
    sessionId: string,
    attempt: string,
    path: CheckedPath,
    bytes: Uint8Array,
  ): Promise<Result<undefined, Problem>> {
    const file = originalFile(sessionId, attempt, path);
    return file.ok ? this.files.write(file.value, bytes) : notAName(file.problem);
  }

  saveVerdict(sessionId: string, attempt: string, saved: SavedVerdict): Promise<Result<undefined, Problem>> {
    return this.write(sessionId, attempt, 'verdict.json', `${JSON.stringify(saved, undefined, 2)}\n`);
  }

  async readVerdict(sessionId: string, attempt: string): Promise<SavedVerdict | undefined> {
    const file = attemptFile(sessionId, attempt, 'verdict.json');
    const text = file.ok ? await this.files.readText(file.value) : undefined;
    return text === undefined ? undefined : parseSavedVerdict(text);
  }

  promptPath(sessionId: string, attempt: string): string {
    const file = attemptFile(sessionId, attempt, 'prompt.md');
    if (!file.ok) throw new Error(file.problem);
    return file.value.relative;
  }

  private async write(
    sessionId: string,
    attempt: string,
    name: AttemptFile,
    text: string,
  ): Promise<Result<undefined, Problem>> {
    const file: Result<OwnPath, string> = attemptFile(sessionId, attempt, name);
    return file.ok ? this.files.write(file.value, text) : notAName(file.problem);
  }
}

/** A saved verdict, or undefined for any other text: the file may have been edited, or be another tool's report. */
export function parseSavedVerdict(text: string): SavedVerdict | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const saved = value as Partial<SavedVerdict> | null;
  const whole =
    typeof saved?.component === 'string' &&
    typeof saved.failures === 'string' &&
    typeof saved.verdict?.summary === 'string' &&
    ['red', 'green', 'refactor', 'verify'].includes(saved.verdict.phase) &&
    Array.isArray(saved.verdict.tests) &&
    Array.isArray(saved.verdict.checks) &&
    Array.isArray(saved.verdict.notes);
  return whole ? (saved as SavedVerdict) : undefined;
}

/** A session id read from a file may be anything. */
function notAName(detail: string): Result<never, Problem> {
  return fail({ kind: 'input-invalid', detail });
}
