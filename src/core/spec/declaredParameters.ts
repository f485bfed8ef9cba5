import type { YamlNode } from '../lib/yamlNode';
import { fieldOf, textOf } from '../lib/yamlNode';
import { leadingIdentifier } from './leadingIdentifier';

/** Under which a callable names them. */
export const PARAMETER_KEYS = ['params', 'parameters', 'args', 'arguments'];
const RECEIVERS = new Set(['self', 'cls', 'this']);

/**
 * The names of a callable's parameters in their order: from a list of names or mappings, a mapping, or text such as
 * `name: str, cents: int = 0`; else from the signature in the written name, `add(name, cents)`.
 */
export function readParameters(written: string, item: YamlNode): readonly string[] {
  const node = PARAMETER_KEYS.map((key) => fieldOf(item, key)).find((each) => each !== undefined);
  const texts = node === undefined ? splitAtCommas(signatureOf(written)) : textsOf(node);
  const names = texts.flatMap((text) => leadingIdentifier(text.replace(/^[\s*.&]+/, '')) ?? []);
  return [...new Set(names)].filter((name) => !RECEIVERS.has(name));
}

function textsOf(node: YamlNode): readonly string[] {
  if (node.kind === 'map') return node.entries.map((entry) => entry.key);
  if (node.kind === 'scalar') return splitAtCommas(textOf(node) ?? '');
  return node.items.flatMap((item) => {
    if (item.kind === 'scalar') return textOf(item) ?? [];
    if (item.kind === 'list') return [];
    return textOf(fieldOf(item, 'name')) ?? (item.entries.length === 1 ? (item.entries[0]?.key ?? []) : []);
  });
}

function signatureOf(written: string): string {
  const open = written.indexOf('(');
  if (open < 0) return '';
  let depth = 0;
  for (let index = open; index < written.length; index++) {
    depth += DEPTH[written[index] ?? ''] ?? 0;
    if (depth === 0) return written.slice(open + 1, index);
  }
  return written.slice(open + 1);
}

const DEPTH: Readonly<Record<string, number>> = { '(': 1, '[': 1, '{': 1, ')': -1, ']': -1, '}': -1 };

/** Commas inside brackets, as in `dict[str, int]`, do not part parameters. */
function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let index = 0; index < text.length; index++) {
    depth += DEPTH[text[index] ?? ''] ?? 0;
    if (text[index] === ',' && depth <= 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}
