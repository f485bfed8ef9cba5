/** What stands where a secret was. */
const HIDDEN = '[redacted]';
/** Shorter ones would hide half of every text. */
const SHORTEST_SECRET = 6;

interface Rule {
  readonly pattern: RegExp;
  /** The pattern's first group stays in front of what is hidden, its second behind it. */
  readonly hides: 'all' | 'between';
}

/** Each takes time in proportion to the text: no two parts of a pattern that follow each other take the same characters without a bound. */
const RULES: readonly Rule[] = [
  {
    pattern: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
    hides: 'all',
  },
  { pattern: /\b(?:sk|pk|rk)[-_](?:[A-Za-z0-9]{2,12}[-_]){0,3}[A-Za-z0-9_-]{16,}/g, hides: 'all' },
  {
    pattern: /\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}|\bnpm_[A-Za-z0-9]{30,}/g,
    hides: 'all',
  },
  { pattern: /\bAIza[\w-]{30,}|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bxox[a-z]-[\w-]{10,}/g, hides: 'all' },
  { pattern: /\b(?:hf_|gsk_|xai-|r8_)[A-Za-z0-9]{20,}/g, hides: 'all' },
  { pattern: /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g, hides: 'all' },
  { pattern: /(\b(?:Bearer|Basic)\s{1,4})[A-Za-z0-9._~+/=-]{12,}()/gi, hides: 'between' },
  { pattern: /(\bx-api-key["']?\s{0,4}:\s{0,4}["']?)[^\s"',;]{6,}()/gi, hides: 'between' },
  // A value in quotes behind a name that says what it is: "password": "...", api_key = '...'.
  {
    pattern:
      /((?:password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key|auth[_-]?token|access[_-]?token)["']?\s{0,8}[:=]{1,2}\s{0,8}["'`])[^"'`\n]{4,}(["'`])/gi,
    hides: 'between',
  },
  // A line of an .env file, or of a shell.
  {
    pattern:
      /(^[ \t]{0,20}(?:export )?[A-Z0-9_]{0,60}(?:PASSWORD|SECRET|TOKEN|API_KEY|ACCESS_KEY|PRIVATE_KEY)=)[^\s"'$][^\s]{3,}()/gm,
    hides: 'between',
  },
  // A connection string: scheme://user:password@host, or Password=...; in a list.
  { pattern: /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'`]{0,100}:)[^\s@/"'`]{1,200}(@)/gi, hides: 'between' },
  { pattern: /(;\s{0,4}(?:password|pwd)=)[^\s;"']{3,200}()/gi, hides: 'between' },
];

/**
 * The text without what looks like a key, a token, a private key, or a password in an assignment or an address, and without the
 * secrets that are known, however they look. Pure; in time in proportion to the text.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.map((secret) => secret.trim()).filter((secret) => secret.length >= SHORTEST_SECRET);
  const forms = known.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  const withoutKnown = [...new Set(forms)].reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  return RULES.reduce(
    (rest, { pattern, hides }) => rest.replace(pattern, hides === 'all' ? HIDDEN : `$1${HIDDEN}$2`),
    withoutKnown,
  );
}
