/** As services word it; a number is the most tokens that the model takes. */
const WORDINGS = [
  /\bprompt is too long: \d+ tokens > (\d+) maximum\b/i,
  /\bmaximum context length is (\d+) tokens\b/i,
  /\bexceed(?:s|ed)? (?:the )?(?:available |model'?s? )?context (?:size|window|length|limit)\b/i,
  /\bcontext_length_exceeded\b|\b(?:prompt|input) is too long\b/i,
];

/** Whether a refusal is about the length of the prompt, and the most tokens that the model takes, where it tells. */
export function promptTooLong({
  status,
  code,
  message,
}: {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly message: string;
}): { readonly most: number | undefined } | undefined {
  if (status !== 400 && status !== 413 && status !== 422) return undefined;
  const found = WORDINGS.map((wording) => wording.exec(`${code ?? ''} ${message}`)).find((each) => each !== null);
  return found == null ? undefined : { most: Number(found[1]) || undefined };
}
