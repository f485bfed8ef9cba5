export const DEFAULT_BASE_URL = 'https://api.anthropic.com';

export interface ClaudeAccess {
  readonly apiKey: string;
  /** Where the API is; undefined for Anthropic's own address. */
  readonly baseUrl: string | undefined;
}

/** Undefined for what would make the SDK throw, the key in its message. */
export function usableAccess({
  apiKey,
  baseUrl = DEFAULT_BASE_URL,
}: ClaudeAccess): { readonly apiKey: string; readonly baseUrl: string } | undefined {
  const key = apiKey.trim();
  const isUsable = /^[\x21-\x7e]+$/.test(key) && URL.canParse(baseUrl) && /^https?:$/.test(new URL(baseUrl).protocol);
  return isUsable ? { apiKey: key, baseUrl } : undefined;
}
