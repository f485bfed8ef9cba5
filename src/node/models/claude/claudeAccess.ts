import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { strangeInKey } from '../../../core/model/keyShape';
import { problemOfAddress } from '../webAddress';

export const DEFAULT_BASE_URL = 'https://api.anthropic.com';

export interface ClaudeAccess {
  readonly apiKey: string;
  /** Where the API is; undefined for Anthropic's own address. */
  readonly baseUrl: string | undefined;
}

/** The problem of what would make the SDK throw, the key in its message. */
export function usableAccess({
  apiKey,
  baseUrl = DEFAULT_BASE_URL,
}: ClaudeAccess): Result<{ readonly apiKey: string; readonly baseUrl: string }, Problem> {
  const key = apiKey.trim();
  if (key === '') return fail({ kind: 'key-missing' });
  const strange = strangeInKey(key);
  if (strange !== undefined) return fail({ kind: 'key-refused', detail: strange });
  const wrong = problemOfAddress(baseUrl);
  if (wrong !== undefined) return fail({ kind: 'input-invalid', detail: `the address of the Claude API ${wrong}` });
  return ok({ apiKey: key, baseUrl });
}
