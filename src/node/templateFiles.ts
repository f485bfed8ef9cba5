import { basename } from 'node:path';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { Phase, WritingPhase } from '../core/phase';
import { templateToStartFrom } from '../core/prompt/template/builtInTemplate';
import type { TemplateFile } from '../core/prompt/template/template';
import { templateFile } from '../core/workspace/ownPath';
import type { Environment } from './environment';
import type { Project } from './project';
import { readUserFile } from './userSettings';

/** In bytes; one this long would leave no room for anything else. */
const LARGEST = 64 * 1024;

/**
 * What stands in the place of the usual words of a phase: the project's template, else the user's own; undefined where there is
 * neither. One that is there and cannot be read is a problem: the usual words would say something else. `unsaved` is the text of an open
 * editor with the project's.
 */
export async function readTemplate(
  { files }: Pick<Project, 'files'>,
  phase: Phase,
  env: Environment,
  unsaved?: string,
): Promise<Result<TemplateFile | undefined, Problem>> {
  if (phase === 'verify') return ok(undefined);
  const path = templateFile(phase);
  const read = unsaved === undefined ? await files.readSmall(path, LARGEST) : ok(unsaved);
  if (!read.ok) return fail({ kind: 'file-unreadable', path: path.relative, detail: read.problem });
  if (read.value !== undefined) return ok({ path: path.relative, text: read.value });
  const own = await readUserFile(env, `templates/${basename(path.relative)}`);
  if (!own.ok) return own;
  const { path: place, text, warning } = own.value;
  if (warning !== undefined) {
    const detail = warning.replace(`${place} has no effect: `, '');
    return fail({ kind: 'file-unreadable', path: place, detail });
  }
  return ok(text === undefined ? undefined : { path: place, text });
}

/** Writes the usual words of a phase as the project's template to begin with; one that is there stays as it is. */
export async function startTemplate(
  { files }: Pick<Project, 'files'>,
  phase: WritingPhase,
): Promise<Result<{ readonly path: string; readonly isNew: boolean }, Problem>> {
  const path = templateFile(phase);
  const isNew = (await files.read(path)) === undefined;
  const written = isNew ? await files.write(path, templateToStartFrom(phase)) : ok(undefined);
  return written.ok ? ok({ path: path.relative, isNew }) : written;
}
