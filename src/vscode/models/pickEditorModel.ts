import type { LanguageModelChat } from 'vscode';
import { ConfigurationTarget, lm, window, workspace } from 'vscode';
import { SETTING } from '../manifest';
import { editorModelId } from './editorProvider';

/** Whether the editor has models that extensions may ask: those of Copilot, or of whatever extension brings some. */
export async function hasEditorModels(): Promise<boolean> {
  return (await lm.selectChatModels()).length > 0;
}

/** The model of the editor's that the user chose, or chooses now; `none`: it has none; undefined: nothing was chosen. */
export async function pickEditorModel(): Promise<LanguageModelChat | 'none' | undefined> {
  const models = await lm.selectChatModels();
  const [only, another] = models;
  if (only === undefined) return 'none';
  const wanted = workspace.getConfiguration().get<string>(SETTING.editorModel);
  const chosen = models.find((model) => editorModelId(model) === wanted);
  return chosen ?? (another === undefined ? only : chooseEditorModel());
}

/** Asks which model of the editor's answers, and keeps the choice; undefined when there is none or none was chosen. */
export async function chooseEditorModel(): Promise<LanguageModelChat | undefined> {
  const items = (await lm.selectChatModels()).map((model) => ({
    label: model.name,
    description: model.vendor,
    detail: `takes ${model.maxInputTokens.toLocaleString('en-US')} tokens`,
    model,
  }));
  const picked = await window.showQuickPick(items, {
    title: 'AgentForge: Choose model',
    placeHolder: items.length === 0 ? 'The editor has no models' : 'Which of the editor’s models shall answer?',
    matchOnDescription: true,
  });
  if (picked === undefined) return undefined;
  const settings = workspace.getConfiguration();
  await settings.update(SETTING.editorModel, editorModelId(picked.model), ConfigurationTarget.Global);
  return picked.model;
}
