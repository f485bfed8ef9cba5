import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { equipped } from '../../core/model/equipped';
import type { KeyMemory } from '../../core/model/keyMemories';
import { KeyMemories } from '../../core/model/keyMemories';
import { pastedProvider } from '../../core/model/pastedProvider';
import type { ModelProvider } from '../../core/model/provider';
import { recordedProvider } from '../../core/model/recordedProvider';
import { replayProvider } from '../../core/model/replayProvider';
import { withKeySource } from '../../core/model/withKeySource';
import type { Asking } from '../../core/tdflow/task';
import type { Environment } from '../environment';
import { createAnthropicProvider } from '../models/claude/anthropicProvider';
import { openExternalWriter } from '../models/externalWriter/openExternalWriter';
import { openService } from '../models/openService';
import { readRecording } from '../models/readRecording';
import { SERVICES } from '../models/services';
import type { UserModels } from '../models/userModels';
import type { Project } from '../project';
import { systemClock } from '../systemClock';
import type { CliHost } from './cliHost';
import type { Printer } from './printer';
import type { TerminalKeys } from './terminalKeys';
import { readTerminalRecording } from './terminalRecording';

/** Who may answer; `editor` is said to be elsewhere. */
export const PROVIDERS = [...SERVICES, 'external', 'editor', 'manual', 'recorded'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export interface ProviderWish<T extends Asking> {
  readonly name: ProviderName;
  /** The text of an answer that a person brought. */
  readonly answer: string | undefined;
  /** A recording to replay, as the option names it. */
  readonly recording: string | undefined;
  readonly task: T;
  readonly keys: TerminalKeys;
  readonly printer: Printer;
  readonly models: UserModels;
}

/** Who answers, and the task as that one is asked for it. */
export interface ChosenProvider<T extends Asking> {
  readonly provider: ModelProvider;
  readonly task: T;
}

/** The provider that the option or the environment names; Claude when neither does. */
export function providerName(option: ProviderName | undefined, env: Environment): Result<ProviderName, Problem> {
  const wanted = option ?? (env['AGENTFORGE_PROVIDER']?.trim() || 'anthropic');
  const name = PROVIDERS.find((each) => each === wanted);
  if (name === undefined) {
    return fail({
      kind: 'input-invalid',
      detail: `AGENTFORGE_PROVIDER is "${wanted}"; it may be ${PROVIDERS.join(', ')}.`,
    });
  }
  if (name === 'editor') {
    const detail = `The editor's own models answer in the editor only. In a terminal choose one of ${[...SERVICES, 'external'].join(', ')}.`;
    return fail({ kind: 'input-invalid', detail });
  }
  return ok(name);
}

/** Opens the door that was chosen; asks no model yet. */
export async function chooseProvider<T extends Asking>(
  host: CliHost,
  project: Project,
  wish: ProviderWish<T>,
): Promise<Result<ChosenProvider<T>, Problem>> {
  const { name, answer, recording, task } = wish;
  if (answer !== undefined) {
    return ok({ provider: pastedProvider(answer), task });
  }
  if (name === 'recorded' && recording !== undefined) {
    const replayed = await readTerminalRecording(host, recording);
    return replayed.ok ? ok({ provider: replayProvider(replayed.value), task }) : replayed;
  }
  if (name === 'recorded') return ok({ provider: recordedProvider(readRecording(project.files)), task });
  const opened = await openChosen(host, project, wish);
  if (!opened.ok) return opened;
  const { service, memory, task: fitted } = opened.value;
  const money = wish.models.equipment(fitted);
  const provider = equipped(service, { retry: task.config.retry, clock: project.ports.clock, memory, ...money });
  return ok({ provider, task: fitted });
}

interface Opened<T extends Asking> {
  readonly service: ModelProvider;
  /** Undefined where no key of ours is used. */
  readonly memory: KeyMemory | undefined;
  readonly task: T;
}

function openChosen<T extends Asking>(
  host: CliHost,
  project: Project,
  wish: ProviderWish<T>,
): Promise<Result<Opened<T>, Problem>> {
  if (wish.name === 'external') return openExternal(host, project, wish);
  return wish.name === 'anthropic' ? openClaude(host, wish) : openOther(host, wish);
}

async function openExternal<T extends Asking>(
  { env }: CliHost,
  project: Project,
  { models, task }: ProviderWish<T>,
): Promise<Result<Opened<T>, Problem>> {
  const opened = await openExternalWriter(project, env);
  if (!opened.ok) return opened;
  const service = opened.value;
  return ok({ service, memory: undefined, task: await models.forOther(task, service.modelName) });
}

async function openClaude<T extends Asking>(host: CliHost, wish: ProviderWish<T>): Promise<Result<Opened<T>, Problem>> {
  const found = await wish.keys.find('anthropic', wish.printer);
  if (!found.ok) return found;
  if (found.value === undefined) return fail({ kind: 'key-missing' });
  const { key, source } = found.value;
  const access = { apiKey: key, baseUrl: host.env['ANTHROPIC_BASE_URL'] || undefined };
  const fitted = await wish.models.forClaude(wish.task, access, host.signal);
  if (!fitted.ok) return fitted;
  const { task, notes } = fitted.value;
  for (const note of notes) wish.printer.note(note);
  const { model, patience } = task.config;
  const service = createAnthropicProvider({ ...access, model, patience });
  return ok({ service: withKeySource(service, source), memory: new KeyMemories(systemClock).of(key), task });
}

async function openOther<T extends Asking>(host: CliHost, wish: ProviderWish<T>): Promise<Result<Opened<T>, Problem>> {
  const name = SERVICES.find((each) => each === wish.name);
  if (name === undefined || name === 'anthropic') throw new Error(`no service ${wish.name}`);
  const key = name === 'openai' ? await wish.keys.find('openai', wish.printer) : ok(undefined);
  if (!key.ok) return key;
  const { task: allowed, notes } = wish.models.allow(wish.task);
  for (const note of name === 'openai' ? [] : notes) wish.printer.note(note);
  const { env } = host;
  const access = { env, settings: {}, apiKey: key.value?.key, allowedModels: wish.models.allowed };
  const opened = openService(name, access, allowed.config);
  if (!opened.ok) return opened;
  const service = key.value === undefined ? opened.value : withKeySource(opened.value, key.value.source);
  const memory = new KeyMemories(systemClock).of(service.label);
  return ok({ service, memory, task: await wish.models.forOther(allowed, service.modelName) });
}
