import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { ok } from '../../../core/lib/result';
import type { ModelProvider } from '../../../core/model/provider';
import { readContextChoices } from '../../contextChoiceFile';
import type { Environment } from '../../environment';
import type { Project } from '../../project';
import { userSeal } from '../../seal';
import { externalProvider } from './externalProvider';
import type { GivenExternalSettings } from './externalSettings';
import { readExternalSettings } from './externalSettings';
import { findProgram } from './findProgram';

/** The program that the user set as the one who writes; starts nothing yet. `editor` is what the settings of the editor say of it. */
export async function openExternalWriter(
  { root, ports, files }: Pick<Project, 'root' | 'ports' | 'files'>,
  env: Environment,
  editor: GivenExternalSettings = {},
): Promise<Result<ModelProvider, Problem>> {
  const settings = await readExternalSettings(env, editor);
  if (!settings.ok) return settings;
  const { command } = settings.value;
  const path = await findProgram(command, root, env);
  if (!path.ok) return path;
  const program = { root, path: path.value, args: command.slice(1), settings: settings.value, env, ports };
  const readChoices = () => readContextChoices(files);
  return ok(externalProvider({ ...program, findSeal: () => userSeal(env), readChoices }));
}
