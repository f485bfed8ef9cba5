import { withoutSecrets } from './redact';

/** Local servers take any word as a key: one that is shorter is no secret, and stands in many a text. */
const SHORTEST_KEY = 12;

/** The user's API keys, as far as they are known by now. None of them goes into a text that is kept or shown. */
export class OwnKeys {
  private readonly keys = new Set<string>();

  add(key: string): void {
    const text = key.trim();
    if (text.length >= SHORTEST_KEY) this.keys.add(text);
  }

  /** The text without them. */
  hideIn(text: string): string {
    return this.keys.size === 0 ? text : withoutSecrets(text, [...this.keys]);
  }

  /** The lines of a text, from 1, that hold one that another text does not hold. */
  linesIn(text: string, { butNotIn }: { readonly butNotIn: string }): readonly number[] {
    const fresh = [...this.keys].filter((key) => text.includes(key) && !butNotIn.includes(key));
    if (fresh.length === 0) return [];
    return text.split('\n').flatMap((line, index) => (fresh.some((key) => line.includes(key)) ? [index + 1] : []));
  }
}
