import type { YamlNode } from '../../lib/yamlNode';
import { fieldOf, textOf } from '../../lib/yamlNode';

/** The section of the profile that holds them; the last one of a new file, for no person has to read it. */
export const STAMPS = 'written_by_agentforge';

const PATH_LENGTH = 6;
const VALUE_LENGTH = 4;
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Gives the same long hexadecimal text for the same text. */
export type Digest = (text: string) => string;

/**
 * Short hashes of every value that was written into a profile, kept in the profile itself: what no longer has the hash of what was
 * written there is a person's. They travel with the file, so that it is known in every clone.
 */
export class Stamps {
  private readonly known = new Map<string, string>();
  private readonly next = new Map<string, Map<string, string>>();

  /** Whether the file has any: a profile of another tool has none. */
  readonly isStamped: boolean;

  private constructor(
    private readonly digest: Digest,
    written: YamlNode | undefined,
  ) {
    this.isStamped = written?.kind === 'map';
    if (written?.kind === 'map') for (const { value } of written.entries) this.take(textOf(value) ?? '');
  }

  /** @param root of the profile as it stands; undefined when there is none */
  static of(root: YamlNode | undefined, digest: Digest): Stamps {
    return new Stamps(digest, fieldOf(root, STAMPS));
  }

  private take(text: string): void {
    const length = PATH_LENGTH + VALUE_LENGTH;
    for (let at = 0; at + length <= text.length; at += length)
      this.known.set(text.slice(at, at + PATH_LENGTH), text.slice(at + PATH_LENGTH, at + length));
  }

  /** Whether something was written there. */
  has(path: readonly string[]): boolean {
    return this.known.has(this.placeOf(path));
  }

  /** Whether this is what was written there. */
  isOurs(path: readonly string[], value: unknown): boolean {
    return this.known.get(this.placeOf(path)) === this.valueOf(value);
  }

  /** Takes down what is written now. */
  write(path: readonly string[], value: unknown): void {
    this.put(path, this.valueOf(value));
  }

  /** What was written there stays known, though a person changed or deleted it. */
  keep(path: readonly string[]): void {
    const value = this.known.get(this.placeOf(path));
    if (value !== undefined) this.put(path, value);
  }

  /** By section of the profile, for the profile. */
  encode(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.next].map(([section, stamps]) => [section, [...stamps].map(([place, value]) => place + value).join('')]),
    );
  }

  private put(path: readonly string[], value: string): void {
    const [section = ''] = path;
    const stamps = this.next.get(section) ?? new Map<string, string>();
    this.next.set(section, stamps.set(this.placeOf(path), value));
  }

  private placeOf(path: readonly string[]): string {
    return this.short(path.join('\0'), PATH_LENGTH);
  }

  private valueOf(value: unknown): string {
    return this.short(JSON.stringify(value), VALUE_LENGTH);
  }

  /** Six bits a sign, which at the most fit into a number. */
  private short(text: string, length: number): string {
    let bits = Number.parseInt(this.digest(text).slice(0, Math.ceil((length * 6) / 4)), 16);
    let signs = '';
    for (let index = 0; index < length; index++) {
      signs += SIGNS[bits % SIGNS.length];
      bits = Math.floor(bits / SIGNS.length);
    }
    return signs;
  }
}
