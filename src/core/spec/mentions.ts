import { splitWords } from '../lib/words';
import type { YamlNode } from '../lib/yamlNode';

const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
const BETWEEN_WORDS = /^[\s-]+$/;
/** Names of more words are found in one piece only. */
const LONGEST_PHRASE = 12;

/**
 * Finds names in prose whatever their spelling: `EscalationRule`, `escalation_rule`, `escalation-rule`, "escalation rules".
 * Where one name begins another ("escalation", "escalation rule") the longer one counts.
 */
export class Mentions {
  private readonly nameBySpelling = new Map<string, string>();
  private longestPhrase = 1;

  constructor(names: readonly string[]) {
    for (const name of names) {
      this.nameBySpelling.set(fold(name), name);
      this.longestPhrase = Math.max(this.longestPhrase, Math.min(LONGEST_PHRASE, splitWords(name).length));
    }
  }

  /** The names that the texts of a value mention; keys of mappings do not count. */
  in(node: YamlNode): ReadonlySet<string> {
    const found = new Set<string>();
    this.search(node, found);
    return found;
  }

  private search(node: YamlNode, found: Set<string>): void {
    if (node.kind === 'list') for (const item of node.items) this.search(item, found);
    else if (node.kind === 'map') for (const entry of node.entries) this.search(entry.value, found);
    else if (typeof node.value === 'string') this.searchText(node.value, found);
  }

  private searchText(text: string, found: Set<string>): void {
    const words = [...text.matchAll(WORD)];
    for (let index = 0; index < words.length; ) {
      const { name, length } = this.longestNameAt(text, words, index);
      if (name !== undefined) found.add(name);
      index += length;
    }
  }

  private longestNameAt(
    text: string,
    words: readonly RegExpExecArray[],
    start: number,
  ): { readonly name: string | undefined; readonly length: number } {
    let best: { name: string | undefined; length: number } = { name: undefined, length: 1 };
    let phrase = '';
    let end: number | undefined;
    for (const [offset, word] of words.slice(start, start + this.longestPhrase).entries()) {
      if (end !== undefined && !BETWEEN_WORDS.test(text.slice(end, word.index))) break;
      end = word.index + word[0].length;
      phrase += fold(word[0]);
      const name = this.nameBySpelling.get(phrase) ?? this.nameBySpelling.get(phrase.replace(/s$/, ''));
      if (name !== undefined) best = { name, length: offset + 1 };
    }
    return best;
  }
}

function fold(name: string): string {
  return name.replace(/[^\p{L}\p{M}\p{N}]/gu, '').toLowerCase();
}
