import type { Omission } from '../context/contextBundle';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { SecretFinder } from '../model/findSecrets';
import { maskText } from '../model/maskText';
import type { WritingPhase } from '../phase';
import { parseTemplate } from '../prompt/template/parseTemplate';
import type { Template } from '../prompt/template/template';
import { tellMasked } from './maskSecrets';
import type { Task } from './task';

/** What the user or the project says in place of the usual words of a phase; undefined where nobody does. */
export interface PhaseTemplate {
  readonly template: Template | undefined;
  /** Its file, as it is shown to people. */
  readonly from: string | undefined;
  readonly masked: readonly Omission[];
}

/** The template of a task, read, and without what looks like a secret. */
export async function phaseTemplate(
  { phase, template: file }: Task<WritingPhase>,
  findMore: SecretFinder | undefined,
): Promise<Result<PhaseTemplate, Problem>> {
  if (file === undefined) return ok({ template: undefined, from: undefined, masked: [] });
  const { text, secrets } = await maskText(file.text, findMore);
  const parsed = parseTemplate({ path: file.path, text }, phase);
  return parsed.ok ? ok({ template: parsed.value, from: file.path, masked: tellMasked(file.path, secrets) }) : parsed;
}
