import { readChoices, writeChoices } from '../core/context/choicesFile';
import type { ContextChoices } from '../core/context/contextChoices';
import { NO_CHOICES } from '../core/context/contextChoices';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import { CONTEXT_CHOICES } from '../core/workspace/ownPath';
import type { OwnFiles } from './ownFiles';

/** In bytes; thousands of paths. */
const LARGEST = 256 * 1024;

/**
 * Which files of a project its people want in prompts, or not. It belongs to the project and may be committed: it can only choose among
 * the project's own files, and never one that holds secrets or that `.agentforgeignore` names.
 */
export async function readContextChoices(files: OwnFiles): Promise<Result<ContextChoices, Problem>> {
  const text = await readText(files);
  if (!text.ok) return text;
  const read = readChoices(text.value);
  return read.ok ? read : unreadable(read.problem);
}

/** Changes what is chosen; the rest of the file stays as it is. */
export async function changeContextChoices(
  files: OwnFiles,
  change: (choices: ContextChoices) => ContextChoices,
): Promise<Result<undefined, Problem>> {
  const text = await readText(files);
  if (!text.ok) return text;
  const before = readChoices(text.value);
  if (!before.ok) return unreadable(before.problem);
  const written = writeChoices(text.value, change(text.value === '' ? NO_CHOICES : before.value));
  return written.ok ? files.write(CONTEXT_CHOICES, written.value) : unreadable(written.problem);
}

async function readText(files: OwnFiles): Promise<Result<string, Problem>> {
  const read = await files.readSmall(CONTEXT_CHOICES, LARGEST);
  return read.ok ? ok(read.value ?? '') : unreadable(read.problem);
}

function unreadable(detail: string): Result<never, Problem> {
  return fail({ kind: 'file-unreadable', path: CONTEXT_CHOICES.relative, detail });
}
