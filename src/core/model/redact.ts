/** What stands where a secret was. */
const HIDDEN = '[redacted]';
/** Shorter ones would hide half of every text. */
const SHORTEST_SECRET = 6;

// Each pattern takes time in proportion to the text: no two parts of one that follow each other take the same characters without a bound.

/** What is a key or a token by its own form. */
export const KEYS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  /\bsk-(?:[A-Za-z0-9]{2,12}[-_]){0,3}[A-Za-z0-9_-]{16,}|\b[rs]k_(?:live|test)_[A-Za-z0-9]{10,}/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}|\bnpm_[A-Za-z0-9]{30,}/g,
  /\bAIza[\w-]{30,}|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bxox[a-z]-[\w-]{10,}/g,
  /\b(?:hf_|gsk_|xai-|r8_)[A-Za-z0-9]{20,}/g,
  /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g,
];

/** What is a secret by what stands around it: the first group stays in front of it, the second behind it. */
export const VALUES: readonly RegExp[] = [
  /(\bBearer\s{1,4}|\bAuthorization["']?\s{0,4}[:=]\s{0,4}["'`]?Basic\s{1,4})[A-Za-z0-9._~+/=-]{12,}()/gi,
  /(\bx-api-key["']?\s{0,4}:\s{0,4}["']?)[^\s"',;]{6,}()/gi,
  // A value in quotes behind a name that says what it is, and maybe its type: "password": "...", const api_key: string = '...'.
  /((?:password|passwd|passphrase|secret(?:[_-]?key)?|api[_-]?key|access[_-]?key|private[_-]?key|auth[_-]?token|access[_-]?token)["']?(?:\s{0,4}:\s{0,4}[&A-Za-z][\w.&<>[\]|' ]{0,40})?\s{0,8}(?:[:=]{1,2}|=>)\s{0,8}["'`])[^"'`\n]{4,}(["'`])/gi,
  // A line of an .env file, or of a shell.
  /(^[ \t]{0,20}(?:export )?[A-Z0-9_]{0,60}(?:PASSWORD|SECRET(?:_KEY)?|TOKEN|API_KEY|ACCESS_KEY|PRIVATE_KEY)=)[^\s"'$][^\s]{3,}()/gm,
  // A connection string: scheme://user:password@host, or Password=...; in a list.
  /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'`]{0,100}:)[^\s@/"'`]{1,200}(@)/gi,
  /(;\s{0,4}(?:password|pwd)=)[^\s;"']{3,200}()/gi,
];

/**
 * The text without what looks like a key, a token, a private key, or a password in an assignment or an address, and without the
 * secrets that are known, however they look. Pure; in time in proportion to the text.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const withoutKeys = KEYS.reduce((rest, pattern) => rest.replace(pattern, HIDDEN), withoutSecrets(text, secrets));
  return VALUES.reduce((rest, pattern) => rest.replace(pattern, `$1${HIDDEN}$2`), withoutKeys);
}

/** The text without secrets that are known, as they are or as JSON or an address writes them. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return formsOf(secrets).reduce((rest, { form }) => rest.replaceAll(form, HIDDEN), text);
}

/**
 * Takes the secrets that are known, and what is a key by its own form, out of texts that a program reads again: each has a name of its
 * own, the same in every text, so that what was equal stays equal, and what was not does not become so.
 */
export class SecretNames {
  private readonly names = new Map<string, string>();

  hideIn(text: string, secrets: readonly string[]): string {
    const withoutKnown = formsOf(secrets).reduce(
      (rest, { form, secret }) => (rest.includes(form) ? rest.replaceAll(form, this.nameOf(secret)) : rest),
      text,
    );
    return KEYS.reduce((rest, pattern) => rest.replace(pattern, (key) => this.nameOf(key)), withoutKnown);
  }

  private nameOf(secret: string): string {
    const name = this.names.get(secret) ?? `[redacted ${this.names.size + 1}]`;
    this.names.set(secret, name);
    return name;
  }
}

/** How secrets may be written. One may be the beginning of another: the longest comes first. */
function formsOf(secrets: readonly string[]): readonly { readonly form: string; readonly secret: string }[] {
  const known = secrets.map((secret) => secret.trim()).filter((secret) => secret.length >= SHORTEST_SECRET);
  const forms = known.flatMap((secret) =>
    [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)].map((form) => ({ form, secret })),
  );
  return forms.sort((a, b) => b.form.length - a.form.length);
}
