import { setTimeout as pause } from 'node:timers/promises';
import type { LanguageModelChat } from 'vscode';
import { ConfigurationTarget, lm, window, workspace } from 'vscode';
import { SETTING } from '../manifest';
import { whileWaiting } from '../whileWaiting';
import { editorModelId } from './editorProvider';

/** What other extensions bring arrives while a window starts. */
const ARRIVAL_MS = 5_000;
const PAUSE_MS = 200;

/** Whether the editor has models that extensions may ask: those of Copilot, or of whatever extension brings some. */
export async function hasEditorModels(): Promise<boolean> {
  return (await lm.selectChatModels()).length > 0;
}

/**
 * The model of the editor's that the user chose, or chooses now; `none`: it has none, and got none in some seconds;
 * undefined: nothing was chosen.
 */
export async function pickEditorModel(): Promise<LanguageModelChat | 'none' | undefined> {
  const models = await whileWaiting('AgentForge: looking for the editor’s models', arrivedModels);
  if (models === undefined) return undefined;
  const [only, another] = models;
  if (only === undefined) return 'none';
  const wanted = workspace.getConfiguration().get<string>(SETTING.editorModel);
  const chosen = models.find((model) => editorModelId(model) === wanted);
  return chosen ?? (another === undefined ? only : chooseEditorModel());
}

/**
 * The editor's models as soon as there are any; none when none came in time; undefined once the wait is cancelled. It asks
 * again and again: no event tells of a provider of models before somebody asked it for them.
 */
async function arrivedModels(signal: AbortSignal): Promise<readonly LanguageModelChat[] | undefined> {
  const end = performance.now() + ARRIVAL_MS;
  for (;;) {
    const models = await lm.selectChatModels();
    if (models.length > 0 || performance.now() > end) return models;
    await pause(PAUSE_MS);
    if (signal.aborted) return undefined;
  }
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
