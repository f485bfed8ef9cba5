import { workspace } from 'vscode';
import type { KeyService } from '../core/model/keyService';
import { problemOfKey } from '../core/model/keyShape';
import type { Environment } from '../node/environment';
import { checkKey } from '../node/models/claude/checkKey';
import type { KeyCheck } from '../node/models/keyCheck';
import { checkChatKey } from '../node/models/openai/checkChatKey';
import { serviceSettings } from '../node/models/services';
import { SECRET_API_KEY, SECRET_OPENAI_KEY, SETTING } from './manifest';
import { doorName, readServiceSettings } from './models/doorSettings';

/** What a key is for. Taken once, before anybody is asked: settings may change while a question is open. */
export interface KeyTarget {
  readonly service: KeyService;
  /** Such as "Anthropic API key"; with the host where it is not the service's own. */
  readonly words: string;
  /** Its name in the secret storage: a key for one address is never sent to another. */
  readonly secret: string;
  /** What is wrong with a key as text, as a sentence; undefined when nothing can be seen. */
  problemOf(key: string): string | undefined;
  check(key: string, signal: AbortSignal): Promise<KeyCheck>;
}

/** The service that answers as things are, and where it is. */
export function keyTarget(env: Environment): KeyTarget {
  if (doorName(env) === 'openai') {
    const { baseUrl } = serviceSettings(env, readServiceSettings()).openai;
    return {
      service: 'openai',
      words: `API key for the OpenAI-compatible server${hostOf(baseUrl)}`,
      secret: `${SECRET_OPENAI_KEY} ${originOf(baseUrl)}`,
      problemOf: (key) => problemOfKey(key, 'other'),
      check: (apiKey, signal) => checkChatKey({ apiKey, baseUrl }, signal),
    };
  }
  const baseUrl = claudeAddress(env);
  const isOwn = baseUrl === undefined;
  return {
    service: 'anthropic',
    words: `Anthropic API key${isOwn ? '' : ` (for the server${hostOf(baseUrl)})`}`,
    secret: isOwn ? SECRET_API_KEY : `${SECRET_API_KEY} ${originOf(baseUrl)}`,
    problemOf: (key) => problemOfKey(key, isOwn ? 'anthropic' : 'other'),
    check: (apiKey, signal) => checkKey({ apiKey, baseUrl }, signal),
  };
}

/** Where Claude is; undefined for Anthropic's own address. Never from the workspace. */
export function claudeAddress(env: Environment): string | undefined {
  return env['ANTHROPIC_BASE_URL'] || workspace.getConfiguration().get<string>(SETTING.baseUrl) || undefined;
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}

function hostOf(address: string): string {
  return URL.canParse(address) ? ` at ${new URL(address).host}` : '';
}
