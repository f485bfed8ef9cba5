import type { Breach, CheckResult } from '../evaluate/checkResult';

/** Lower-case hex SHA-256. */
export type Hash = (bytes: Uint8Array) => string;

/**
 * Ids of what a check found, in its order: made of contract, check, path and the text of the line without its blanks, and of how many
 * of the same there are before it in the file. Lines above may come and go.
 */
export function violationIds({ contract, check, breaches }: CheckResult, hash: Hash): readonly string[] {
  const seen = new Map<string, number>();
  return breaches.map(({ path, content }: Breach) => {
    const key = JSON.stringify([contract.name, check.id, path ?? '', content.replace(/\s+/g, '')]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return `V-${hash(new TextEncoder().encode(`${key} ${ordinal}`)).slice(0, 12)}`;
  });
}
