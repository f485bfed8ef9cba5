/** How keys and tokens of others begin; the longest beginning first. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^sk-ant-admin/, 'an admin key of Anthropic, which manages an organisation and cannot ask a model'],
  [/^sk-ant-oat/, 'a login token, no API key: make a key in the Claude Console'],
  [/^sk-or-/, 'a key of OpenRouter'],
  [/^sk-(?!ant-)/, 'a key of OpenAI or of a service that speaks like it'],
  [/^AIza/, 'a key of Google'],
  [/^(?:AKIA|ASIA)[A-Z0-9]/, 'an access key of Amazon Web Services'],
  [/^(?:gh[pousr]_|github_pat_)/, 'a token of GitHub'],
  [/^hf_/, 'a token of Hugging Face'],
  [/^gsk_/, 'a key of Groq'],
  [/^xai-/, 'a key of xAI'],
  [/^(?:Bearer|x-api-key)\b/i, 'a whole header: give only the key itself'],
  [/^export\s|^[A-Z_]+=/, 'a whole line of a shell: give only the key itself'],
  [/^["'].*["']$/, 'something in quotes: give only what is between them'],
];

/**
 * What is wrong with a key as text, as a sentence that repeats nothing of it; undefined when nothing can be seen. `goesTo` tells whether
 * it goes to Anthropic's own address: a proxy may have keys of any form.
 */
export function problemOfKey(key: string, goesTo: 'anthropic' | 'other'): string | undefined {
  const text = key.trim();
  const isOurs = goesTo === 'anthropic';
  if (text === '') return 'It is empty.';
  const other = OTHERS.find(([pattern]) => pattern.test(text));
  if (other !== undefined && (isOurs || !/^an? key|^an? token/.test(other[1]))) return `It looks like ${other[1]}.`;
  const strange = strangeInKey(text);
  if (strange !== undefined) return `${strange.charAt(0).toUpperCase()}${strange.slice(1)}.`;
  if (isOurs && text.length < 20) return 'It is too short: something of it is missing.';
  return undefined;
}

/** As a clause; undefined when every character of a key is one that goes into a header. */
export function strangeInKey(key: string): string | undefined {
  return /^[\x21-\x7e]+$/.test(key)
    ? undefined
    : 'it holds a character that no key has, such as a space or a line break';
}
