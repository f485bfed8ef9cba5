import type { SecretFinder } from '../../core/model/findSecrets';

/** A text without any of these holds nothing that the rules could find. */
const MAY_HOLD_SECRETS = /[\w+/=-]{20,}|-----BEGIN|:\/\/[^\s:/]*:[^\s@]*@/;

/** The rules of secretlint; loaded at the first text that may hold a secret. */
export const findBySecretlint: SecretFinder = async (text) => {
  if (!MAY_HOLD_SECRETS.test(text)) return [];
  const { lintForSecrets } = await import('./secretlintRules');
  return lintForSecrets(text);
};
