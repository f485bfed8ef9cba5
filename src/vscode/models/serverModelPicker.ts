import { ConfigurationTarget, window, workspace } from 'vscode';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { ChatServer } from '../../node/models/openai/chatSocket';
import { listChatModels } from '../../node/models/openai/chatSocket';
import { SETTING } from '../manifest';
import { plain } from '../plain';

/** A list of names is not worth a longer wait. */
const TIME_LIMIT_MS = 10_000;

/** Asks which of a server's models answers, and keeps the choice in the user's own setting. */
export async function chooseServerModel(server: ChatServer): Promise<Result<undefined, Problem>> {
  const listed = await listChatModels(server, AbortSignal.timeout(TIME_LIMIT_MS));
  if (!listed.ok) {
    const { status, message } = listed.problem;
    const refused = status === undefined ? '' : `${server.baseUrl} answered with ${status}: `;
    const detail = `${refused}${server.apiKey === undefined ? message : message.replaceAll(server.apiKey, '[key]')}`;
    return fail({ kind: 'model-failed', detail, attempts: 1 });
  }
  const chosen = await window.showQuickPick(listed.value, {
    title: 'AgentForge: Choose model',
    placeHolder: `The models of ${server.baseUrl}`,
  });
  if (chosen !== undefined) {
    await workspace.getConfiguration().update(SETTING.openaiModel, chosen, ConfigurationTarget.Global);
    void window.showInformationMessage(plain(`${chosen} of ${server.baseUrl} answers from now on.`));
  }
  return ok(undefined);
}
