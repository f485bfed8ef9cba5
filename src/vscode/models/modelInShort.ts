import { workspace } from 'vscode';
import type { Environment } from '../../node/environment';
import { serviceSettings } from '../../node/models/services';
import type { Project } from '../../node/project';
import { readSettings } from '../../node/project';
import { SETTING } from '../manifest';
import { doorName, readServiceSettings } from './doorSettings';
import { withEditorSettings } from './withEditorSettings';

/** The model that would answer as things are, as short as it can be said; '' when no settings say it. Asks nobody. */
export async function modelInShort(project: Project, env: Environment): Promise<string> {
  const door = doorName(env);
  if (door === 'editor') return workspace.getConfiguration().get<string>(SETTING.editorModel) || 'model of the editor';
  if (door === 'external') return 'external program';
  const { openai, bedrock } = serviceSettings(env, readServiceSettings());
  if (door === 'openai' && openai.model !== undefined) return openai.model;
  if (door === 'bedrock' && bedrock.model !== undefined) return bedrock.model;
  const settings = await readSettings(project, env);
  const config = settings.ok ? withEditorSettings(settings.value.config) : undefined;
  if (config?.ok !== true) return '';
  const { model, modelFrom } = config.value;
  return door === 'openai' && modelFrom !== 'user' ? '' : model;
}
