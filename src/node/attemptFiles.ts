import type { Problem } from '../core/errors';
import { parseJson } from '../core/lib/parseJson';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { OwnKeys } from '../core/model/ownKeys';
import { PHASES } from '../core/phase';
import type { Prompt } from '../core/prompt/prompt';
import { promptAsText } from '../core/prompt/prompt';
import { parseStrength } from '../core/proof/mutation/parseStrength';
import type { Strength } from '../core/proof/mutation/strength';
import type { AttemptStore, PageFile, SavedVerdict } from '../core/tdflow/stores';
import { parseTestContract } from '../core/testcontract/parseTestContract';
import type { TestContract } from '../core/testcontract/testContract';
import type { TestedLines } from '../core/verdict/testedLines';
import type { CheckFinding, Verdict } from '../core/verdict/verdict';
import type { CheckedPath } from '../core/workspace/checkedPath';
import type { AttemptFile, OwnPath } from '../core/workspace/ownPath';
import { attemptFile, attemptFolder, historyFolder, originalFile, replacedFile } from '../core/workspace/ownPath';
import type { OwnFiles } from './ownFiles';
import type { FindSeal } from './seal';

/** The history of a session as folders: `003-green-cart/{prompt.md,answer.md,proposal.diff,verdict.json}`. Its texts hold no key of the user. */
export class AttemptFiles implements AttemptStore {
  constructor(
    private readonly files: OwnFiles,
    private readonly ownKeys: OwnKeys,
    private readonly findSeal: FindSeal,
  ) {}

  async open(sessionId: string, phase: string, component: string): Promise<Result<string, Problem>> {
    const folder = historyFolder(sessionId);
    if (!folder.ok) return notAName(folder.problem);
    const taken = (await this.files.list(folder.value))
      .map((name) => Number.parseInt(name, 10))
      .filter(Number.isFinite);
    const name = `${phase}-${component.replace(/[^A-Za-z0-9_]+/g, '-').slice(0, 60)}`.replace(/[-_]+$/, '');
    for (let number = Math.max(0, ...taken) + 1; ; number++) {
      const attempt = `${String(number).padStart(3, '0')}-${name}`;
      const path = attemptFolder(sessionId, attempt);
      if (!path.ok) return notAName(path.problem);
      const made = await this.files.makeFolder(path.value);
      if (!made.ok) return made;
      if (made.value === 'made') return ok(attempt);
    }
  }

  async discard(sessionId: string, attempt: string): Promise<void> {
    const path = attemptFolder(sessionId, attempt);
    if (path.ok) await this.files.removeFolder(path.value);
  }

  savePrompt(sessionId: string, attempt: string, prompt: Prompt): Promise<Result<undefined, Problem>> {
    return this.write(sessionId, attempt, 'prompt.md', promptAsText(prompt));
  }

  saveAnswer(sessionId: string, attempt: string, answer: string): Promise<Result<undefined, Problem>> {
    return this.write(sessionId, attempt, 'answer.md', answer);
  }

  saveProposal(sessionId: string, attempt: string, diff: string): Promise<Result<undefined, Problem>> {
    return this.write(sessionId, attempt, 'proposal.diff', diff);
  }

  async readProposal(sessionId: string, attempt: string): Promise<string | undefined> {
    const file = attemptFile(sessionId, attempt, 'proposal.diff');
    return file.ok ? this.files.readText(file.value) : undefined;
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

  async saveReplaced(
    sessionId: string,
    attempt: string,
    path: CheckedPath,
    bytes: Uint8Array,
  ): Promise<Result<string, Problem>> {
    for (let number = 1; ; number++) {
      const file = replacedFile(sessionId, attempt, { number, path });
      if (!file.ok) return notAName(file.problem);
      if ((await this.files.sizeOf(file.value)) > 0) continue;
      const written = await this.files.write(file.value, bytes);
      return written.ok ? ok(file.value.relative) : written;
    }
  }

  saveContract(sessionId: string, attempt: string, contract: TestContract): Promise<Result<undefined, Problem>> {
    return this.write(sessionId, attempt, 'contract.json', `${JSON.stringify(contract)}\n`);
  }

  async readContract(sessionId: string, attempt: string): Promise<TestContract | undefined> {
    const file = attemptFile(sessionId, attempt, 'contract.json');
    const text = file.ok ? await this.files.readText(file.value) : undefined;
    return text === undefined ? undefined : parseTestContract(text);
  }

  saveOutput(sessionId: string, attempt: string, output: string): Promise<Result<undefined, Problem>> {
    return this.write(sessionId, attempt, 'output.txt', output);
  }

  saveReport(sessionId: string, attempt: string, report: string): Promise<Result<undefined, Problem>> {
    return this.write(sessionId, attempt, 'report.md', report);
  }

  saveVerdict(sessionId: string, attempt: string, saved: SavedVerdict): Promise<Result<undefined, Problem>> {
    return this.write(sessionId, attempt, 'verdict.json', `${JSON.stringify(saved, undefined, 2)}\n`);
  }

  async readVerdict(sessionId: string, attempt: string): Promise<SavedVerdict | undefined> {
    const file = attemptFile(sessionId, attempt, 'verdict.json');
    const text = file.ok ? await this.files.readText(file.value) : undefined;
    return text === undefined ? undefined : parseSavedVerdict(text);
  }

  async saveStrength(
    sessionId: string,
    attempt: string,
    { strength, page }: { readonly strength: Strength; readonly page: string },
  ): Promise<Result<undefined, Problem>> {
    const seal = await this.findSeal();
    if (!seal.ok) return seal;
    const saved = await this.write(sessionId, attempt, 'strength.md', page);
    if (!saved.ok) return saved;
    const kept: unknown = JSON.parse(this.ownKeys.hideIn(JSON.stringify(strength)));
    const sealed = { seal: seal.value.of(sealedStrength(sessionId, attempt, kept)), strength: kept };
    return this.write(sessionId, attempt, 'strength.json', `${JSON.stringify(sealed, undefined, 2)}\n`);
  }

  async readStrength(sessionId: string, attempt: string): Promise<Strength | 'not ours' | undefined> {
    const file = attemptFile(sessionId, attempt, 'strength.json');
    const text = file.ok ? await this.files.readText(file.value) : undefined;
    if (text === undefined) return undefined;
    const seal = await this.findSeal();
    const { seal: given, strength } = fieldsOf(text);
    if (!seal.ok || typeof given !== 'string') return 'not ours';
    if (!seal.value.holds(sealedStrength(sessionId, attempt, strength), given)) return 'not ours';
    return parseStrength(JSON.stringify(strength)) ?? 'not ours';
  }

  pathOf(sessionId: string, attempt: string, name: PageFile): string {
    const file = attemptFile(sessionId, attempt, name);
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
    return file.ok ? this.files.write(file.value, this.ownKeys.hideIn(text)) : notAName(file.problem);
  }
}

/** Says what is sealed: one of another kind, session or attempt is none of this. */
function sealedStrength(sessionId: string, attempt: string, strength: unknown): string {
  return `strength ${JSON.stringify([sessionId, attempt, strength])}`;
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A saved verdict, or undefined for any other text: the file may have been edited, or be another tool's report. */
export function parseSavedVerdict(text: string): SavedVerdict | undefined {
  const saved = parseJson(text) as Partial<SavedVerdict> | null | undefined;
  const verdict = saved?.verdict;
  const whole =
    typeof saved?.component === 'string' &&
    typeof saved.failures === 'string' &&
    typeof verdict?.summary === 'string' &&
    (PHASES as readonly string[]).includes(verdict.phase) &&
    typeof verdict.reached === 'boolean' &&
    isListOf(verdict.tests, ['id', 'name', 'file', 'outcome', 'reason', 'explanation']) &&
    isListOf(verdict.checks, ['name', 'result', 'detail']) &&
    verdict.checks.every(({ findings }) => findings === undefined || isListOfFindings(findings)) &&
    (verdict.blocks === undefined || isListOfBlocks(verdict.blocks)) &&
    (verdict.claims === undefined || isListOf(verdict.claims, ['test', 'criterion', 'why'])) &&
    Array.isArray(verdict.notes) &&
    verdict.notes.every((note) => typeof note === 'string');
  if (!whole) return undefined;
  const { claims = [], lines, ...others } = verdict as Verdict; // Verdicts were saved before claims existed.
  const measured = isTestedLines(lines) ? { lines } : {};
  return { ...(saved as SavedVerdict), verdict: { ...others, claims, ...measured } };
}

function isTestedLines(value: unknown): value is TestedLines {
  const { files, tests, together = [], unknown } = (value ?? {}) as Partial<Record<keyof TestedLines, unknown>>;
  return (
    isListOf(files, ['path', 'hash', 'run', 'missed', 'loaded']) &&
    isListOf(tests, ['id']) &&
    (tests as { files?: unknown }[]).every((test) => isListOf(test.files, ['path', 'lines'])) &&
    isListOf(together, []) &&
    (together as ({ ids?: unknown; files?: unknown } | null)[]).every(
      (group) => isTexts(group?.ids) && isListOf(group?.files, ['path', 'lines']),
    ) &&
    isListOf(unknown, ['id', 'why'])
  );
}

function isListOfFindings(value: unknown): boolean {
  const isOne = ({ path, line, fails }: Partial<Record<keyof CheckFinding, unknown>>) =>
    (path === undefined || typeof path === 'string') &&
    (line === undefined || typeof line === 'number') &&
    typeof fails === 'boolean';
  return isListOf(value, ['what', 'by']) && (value as Partial<Record<keyof CheckFinding, unknown>>[]).every(isOne);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isListOfBlocks(value: unknown): boolean {
  return (
    isListOf(value, ['kind', 'name']) && (value as { tests?: unknown }[]).every(({ tests }) => Array.isArray(tests))
  );
}

function isListOf(value: unknown, texts: readonly string[]): boolean {
  const isOne = (item: unknown) =>
    texts.every((key) => typeof (item as Record<string, unknown> | null)?.[key] === 'string');
  return Array.isArray(value) && value.every(isOne);
}

/** A session id read from a file may be anything. */
function notAName(detail: string): Result<never, Problem> {
  return fail({ kind: 'input-invalid', detail });
}
