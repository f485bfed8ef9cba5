import type { Problem } from '../core/errors';
import { parseJson } from '../core/lib/parseJson';
import type { Result } from '../core/lib/result';
import { ok } from '../core/lib/result';
import type { CopiedPrompt } from '../core/tdflow/copiedPrompt';
import type { PromptStore } from '../core/tdflow/stores';
import type { OwnPath } from '../core/workspace/ownPath';
import { PROMPTS_FOLDER, promptFile } from '../core/workspace/ownPath';
import type { OwnFiles } from './ownFiles';
import type { FindSeal, Seal } from './seal';

const SUFFIX = '.json';
const KEPT = 30;
const LARGEST = 16_000_000;

/**
 * The prompts that a person carries to a model, as private files under the user's own seal: the text that an answer is about
 * is never one that a repository brought along.
 */
export class PromptFiles implements PromptStore {
  constructor(
    private readonly files: OwnFiles,
    private readonly findSeal: FindSeal,
  ) {}

  /** Remembers a prompt, and forgets the oldest of many. */
  async save(prompt: CopiedPrompt): Promise<Result<undefined, Problem>> {
    const path = promptFile(prompt.id);
    if (!path.ok) throw new Error(path.problem);
    const found = await this.findSeal();
    if (!found.ok) return found;
    const seal = found.value.of(sealed(prompt));
    const written = await this.files.write(path.value, `${JSON.stringify({ seal, prompt })}\n`);
    if (written.ok) await this.prune();
    return written;
  }

  /** Undefined when there is no such prompt, or not one of this user's. */
  async read(id: string): Promise<CopiedPrompt | undefined> {
    const path = promptFile(id);
    const seal = await this.findSeal();
    return path.ok && seal.ok ? this.readFrom(path.value, seal.value) : undefined;
  }

  /** Remembers what of an answer came whole; '' once there is nothing more to wait for. */
  async savePart(prompt: CopiedPrompt, part: string): Promise<Result<undefined, Problem>> {
    return prompt.part === part ? ok(undefined) : this.save({ ...prompt, part });
  }

  private async prune(): Promise<void> {
    const names = (await this.files.list(PROMPTS_FOLDER)).filter((name) => name.endsWith(SUFFIX));
    if (names.length <= KEPT) return;
    const seal = await this.findSeal();
    if (!seal.ok) return;
    const dated: { readonly path: OwnPath; readonly at: string }[] = [];
    for (const name of names) {
      const path = promptFile(name.slice(0, -SUFFIX.length));
      if (path.ok) dated.push({ path: path.value, at: (await this.readFrom(path.value, seal.value))?.at ?? '' });
    }
    dated.sort((a, b) => (a.at < b.at ? 1 : -1));
    for (const { path } of dated.slice(KEPT)) await this.files.remove(path);
  }

  private async readFrom(path: OwnPath, seal: Seal): Promise<CopiedPrompt | undefined> {
    const text = await this.files.readSmall(path, LARGEST);
    return text.ok && text.value !== undefined ? parsePrompt(text.value, seal) : undefined;
  }
}

/** Says what is sealed: the seal of a journal entry is no seal of a prompt. */
function sealed(prompt: unknown): string {
  return `prompt ${JSON.stringify(prompt) ?? ''}`;
}

/** What has the seal was written here, so its shape is right; undefined for everything else. */
function parsePrompt(text: string, seal: Seal): CopiedPrompt | undefined {
  const value = parseJson(text) as { readonly seal?: unknown; readonly prompt?: unknown } | null | undefined;
  if (typeof value?.seal !== 'string' || !seal.holds(sealed(value.prompt), value.seal)) return undefined;
  return value.prompt as CopiedPrompt;
}
