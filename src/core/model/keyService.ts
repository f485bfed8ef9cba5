/** Whose key it is. */
export type KeyService = 'anthropic' | 'openai';

/** The environment variable of each key; in `.agentforge/secrets.yaml` the same name, in any letter case. */
export const KEY_NAMES: Readonly<Record<KeyService, string>> = {
  anthropic: 'ANTHROPIC_API_KEY',
  openai: 'OPENAI_API_KEY',
};
