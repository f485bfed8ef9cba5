import { window } from 'vscode';
import { DEFAULT_CONFIG } from '../core/config/config';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import { equipped } from '../core/model/equipped';
import type { KeyMemory } from '../core/model/keyMemories';
import { KeyMemories } from '../core/model/keyMemories';
import type { ModelProvider } from '../core/model/provider';
import { recordedProvider } from '../core/model/recordedProvider';
import { withKeySource } from '../core/model/withKeySource';
import type { Asking, Task } from '../core/tdflow/task';
import type { Environment } from '../node/environment';
import { createAnthropicProvider } from '../node/models/claude/anthropicProvider';
import { openExternalWriter } from '../node/models/externalWriter/openExternalWriter';
import type { FoundKey } from '../node/models/keyOrder';
import { openService } from '../node/models/openService';
import { readRecording } from '../node/models/readRecording';
import type { UserModels } from '../node/models/userModels';
import type { Project } from '../node/project';
import { readSettings } from '../node/project';
import { systemClock } from '../node/systemClock';
import type { Keys } from './keys';
import { claudeAddress } from './keyTarget';
import { doorName, readExternalSettings, readServiceSettings } from './models/doorSettings';
import { editorProvider } from './models/editorProvider';
import { hasEditorModels, pickEditorModel } from './models/pickEditorModel';
import { plain } from './plain';
import { whileWaiting } from './whileWaiting';

/** What the user chose when there is no key. */
export type WithoutKey = 'set-key' | 'use-key-once' | 'use-editor' | 'copy-prompt' | ModelProvider | undefined;

/** Who answers, and the task as that one is asked for it. */
export interface Asked<T extends Asking> {
  readonly provider: ModelProvider;
  readonly task: T;
}

/** Finds who answers: the door that the user chose, or what the user chooses without a key. */
export class ModelDoor {
  private readonly memories = new KeyMemories(systemClock);

  /** What was said of models already: once in a window is enough. */
  private readonly told = new Set<string>();

  constructor(
    private readonly keys: Keys,
    private readonly models: UserModels,
    private readonly env: Environment,
  ) {}

  /** Whether somebody can be asked as things are; says nothing. */
  async isOpen(project: Project | undefined): Promise<boolean> {
    const name = doorName(this.env);
    if (name === 'anthropic') return this.keys.isThere(project);
    if (name === 'editor') return hasEditorModels();
    if (name === 'external') {
      return project !== undefined && (await openExternalWriter(project, this.env, readExternalSettings())).ok;
    }
    const apiKey = name === 'openai' ? await this.keys.quietly(project) : undefined;
    const settings = project === undefined ? undefined : await readSettings(project, this.env);
    const config = settings?.ok === true ? settings.value.config : DEFAULT_CONFIG;
    return openService(name, { ...this.serviceAccess(), apiKey }, config).ok;
  }

  /** Opens the door that the user chose; asks no model yet. `key-missing` for one that needs a key. */
  async open<T extends Asking>(task: T, project: Project): Promise<Result<Asked<T>, Problem>> {
    const name = doorName(this.env);
    switch (name) {
      case 'editor':
        return this.openEditor(task, project);
      case 'anthropic':
        return this.openClaude(task, project);
      case 'openai': {
        const found = await this.keys.find(project);
        return this.openOther(name, task, { project, found });
      }
      case 'bedrock':
      case 'vertex':
        return this.openOther(name, task, { project, found: undefined });
      case 'external':
        return this.openExternal(task, project);
    }
  }

  /** One of the editor's own models, chosen or asked for. */
  async openEditor<T extends Asking>(task: T, project: Project): Promise<Result<Asked<T>, Problem>> {
    const chat = await pickEditorModel();
    if (chat === undefined) return fail({ kind: 'cancelled' });
    if (chat === 'none') {
      return fail({
        kind: 'service-unset',
        detail: 'The editor has no model that extensions may ask.',
        remedy: 'Install Copilot and sign in, or choose in the setting agentforge.provider who else answers.',
      });
    }
    const { config } = task;
    const provider = this.equipped(editorProvider(chat, config.patience), task, project);
    const maxContextTokens = Math.min(config.maxContextTokens, chat.maxInputTokens);
    const asked = await this.models.forOther(task, provider.modelName);
    return ok({ provider, task: { ...asked, config: { ...asked.config, maxContextTokens } } });
  }

  private async openClaude<T extends Asking>(task: T, project: Project): Promise<Result<Asked<T>, Problem>> {
    const found = await this.keys.find(project);
    if (found === undefined) return fail({ kind: 'key-missing' });
    const access = { apiKey: found.key, baseUrl: claudeAddress(this.env) };
    const title = 'AgentForge: asking Claude for its models';
    const fitted = await whileWaiting(title, (signal) => this.models.forClaude(task, access, signal));
    if (!fitted.ok) return fitted;
    this.tell(fitted.value.notes);
    const { model, patience } = fitted.value.task.config;
    const claude = createAnthropicProvider({ ...access, model, patience });
    const memory = this.memories.of(found.key);
    const provider = this.equipped(withKeySource(claude, found.source), fitted.value.task, project, memory);
    return ok({ provider, task: fitted.value.task });
  }

  /** A program of the user's that writes in a copy of the project. */
  private async openExternal<T extends Asking>(task: T, project: Project): Promise<Result<Asked<T>, Problem>> {
    const opened = await openExternalWriter(project, this.env, readExternalSettings());
    if (!opened.ok) return opened;
    const provider = this.equipped(opened.value, task, project);
    return ok({ provider, task: await this.models.forOther(task, provider.modelName) });
  }

  private async openOther<T extends Asking>(
    name: 'openai' | 'bedrock' | 'vertex',
    task: T,
    { project, found }: { readonly project: Project; readonly found: FoundKey | undefined },
  ): Promise<Result<Asked<T>, Problem>> {
    const access = { ...this.serviceAccess(), apiKey: found?.key };
    const { task: allowed, notes } = this.models.allow(task);
    // An OpenAI-compatible server is never asked for what a repository names.
    if (name !== 'openai') this.tell(notes);
    const service = openService(name, access, allowed.config);
    if (!service.ok) return service;
    const named = found === undefined ? service.value : withKeySource(service.value, found.source);
    // The clouds have no key of ours: what is asked, and where, stands in its place.
    const memory = this.memories.of(`${named.label} ${found?.key ?? ''}`);
    const provider = this.equipped(named, allowed, project, memory);
    return ok({ provider, task: await this.models.forOther(allowed, provider.modelName) });
  }

  private equipped(service: ModelProvider, task: Asking, { ports }: Project, memory?: KeyMemory): ModelProvider {
    const { retry } = task.config;
    return equipped(service, { retry, clock: ports.clock, memory, ...this.models.equipment(task) });
  }

  private serviceAccess() {
    const { env, models } = this;
    return { env, settings: readServiceSettings(), allowedModels: models.allowed };
  }

  private tell(notes: readonly string[]): void {
    for (const note of notes.filter((each) => !this.told.has(each))) {
      this.told.add(note);
      void window.showWarningMessage(plain(note));
    }
  }

  /** A project with recorded answers, as the sample is one, can go on without a key, if the user says so. */
  async withoutKey(task: Task | 'documents', project: Project): Promise<WithoutKey> {
    const read = readRecording(project.files);
    const recorded = task !== 'documents' && (await read(task.component.name, task.phase)) !== undefined;
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
      ...(await editorChoice()),
      {
        label: '$(copy) Copy prompt',
        detail: 'Give it to any model, then use “AgentForge: Paste response”.',
        value: 'copy-prompt' as const,
      },
      { label: '$(key) Set API key', detail: 'The model is asked directly from then on.', value: 'set-key' as const },
      {
        label: '$(window) Use a key for this window',
        detail: 'It is kept nowhere.',
        value: 'use-key-once' as const,
      },
    ];
    const chosen = await window.showQuickPick(choices, {
      title: 'There is no API key',
      placeHolder: `How shall ${task === 'documents' ? 'the question for a document' : 'this phase'} get its answer?`,
    });
    return chosen?.value;
  }
}

async function editorChoice() {
  if (!(await hasEditorModels())) return [];
  const detail = 'Such as one of Copilot. No key is needed; the editor asks you once whether AgentForge may.';
  return [{ label: '$(sparkle) Use a model of the editor', detail, value: 'use-editor' as const }];
}
