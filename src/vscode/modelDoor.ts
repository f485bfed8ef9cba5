import type { SecretStorage } from 'vscode';
import { window, workspace } from 'vscode';
import type { Config } from '../core/config/config';
import { equipped } from '../core/model/equipped';
import type { ModelProvider } from '../core/model/provider';
import { recordedProvider } from '../core/model/recordedProvider';
import type { Task } from '../core/tdflow/task';
import type { Environment } from '../node/environment';
import { createAnthropicProvider } from '../node/models/claude/anthropicProvider';
import { readRecording } from '../node/models/readRecording';
import type { Project } from '../node/project';
import { SECRET_API_KEY, SETTING } from './manifest';

/** What the user chose when there is no key. */
export type WithoutKey = 'set-key' | 'copy-prompt' | ModelProvider | undefined;

/** Finds who answers: Claude with the user's key, or what the user chooses without one. */
export class ModelDoor {
  constructor(
    private readonly secrets: SecretStorage,
    private readonly env: Environment,
  ) {}

  /** The environment first, then the editor's secret storage. */
  async apiKey(): Promise<string | undefined> {
    return this.env['ANTHROPIC_API_KEY'] || (await this.secrets.get(SECRET_API_KEY)) || undefined;
  }

  /** Asks for a key and keeps it in the editor's secret storage; whether one was given. */
  async askForKey(): Promise<boolean> {
    const key = await window.showInputBox({
      title: 'AgentForge: Set API key',
      prompt: 'Your Anthropic API key. It is kept in the secret storage of the editor, never in a file.',
      password: true,
      ignoreFocusOut: true,
      validateInput: (value) => (value.trim() === '' ? 'Give a key, or press Escape.' : undefined),
    });
    if (key === undefined) return false;
    await this.secrets.store(SECRET_API_KEY, key.trim());
    return true;
  }

  async claude(config: Config, project: Project): Promise<ModelProvider | undefined> {
    const apiKey = await this.apiKey();
    if (apiKey === undefined) return undefined;
    const baseUrl =
      this.env['ANTHROPIC_BASE_URL'] || workspace.getConfiguration().get<string>(SETTING.baseUrl) || undefined;
    const provider = createAnthropicProvider({ apiKey, model: config.model, baseUrl });
    return equipped(provider, { retry: config.retry, clock: project.ports.clock });
  }

  /** A project with recorded answers, as the sample is one, can go on without a key, if the user says so. */
  async withoutKey(task: Task, project: Project): Promise<WithoutKey> {
    const read = readRecording(project.root);
    const recorded = (await read(task.component.name, task.phase)) !== undefined;
    const choices = [
      ...(recorded
        ? [
            {
              label: '$(history) Use the recorded answer',
              detail: 'No model is called; the tests are really run.',
              value: recordedProvider(read),
            },
          ]
        : []),
      {
        label: '$(copy) Copy prompt',
        detail: 'Give it to any model, then use “AgentForge: Paste response”.',
        value: 'copy-prompt' as const,
      },
      { label: '$(key) Set API key', detail: 'Claude is asked directly from then on.', value: 'set-key' as const },
    ];
    const chosen = await window.showQuickPick(choices, {
      title: 'There is no API key',
      placeHolder: 'How shall this phase get its answer?',
    });
    return chosen?.value;
  }
}
