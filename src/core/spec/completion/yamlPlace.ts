const KEY_LINE = /^( *)((?:- +)*)["']?([\w-]+)["']?[ \t]*:/;

/** Where in the mappings of a YAML text a line is, by its indentation: the text need not be YAML yet. */
export interface YamlPlace {
  /** The keys above it, the outermost first: `requirements`, `functional`. */
  readonly path: readonly string[];
  /** The keys that stand beside it already. */
  readonly siblings: ReadonlySet<string>;
  /** Whether it is in an item of a list. */
  readonly isItem: boolean;
}

/** The place of a key that begins in this line (from 0) at this column (from 0). */
export function yamlPlaceAt(lines: readonly string[], line: number, column: number): YamlPlace {
  const path: string[] = [];
  const siblings = new Set<string>();
  const ownDash = dashIn(lines[line] ?? '');
  let isItem = ownDash !== undefined;
  // A key above belongs to the path when it stands left of this column.
  let limit = ownDash === undefined ? column : ownDash + 1;
  let isBeside = ownDash === undefined;
  for (let above = line - 1; above >= 0 && (limit > 0 || isBeside); above -= 1) {
    const found = KEY_LINE.exec(lines[above] ?? '');
    if (found === null) continue;
    const [, indent = '', dashes = '', key = ''] = found;
    const at = indent.length + dashes.length;
    const isFirst = dashes !== '';
    if (isBeside && at === column && path.length === 0) {
      siblings.add(key);
      if (!isFirst) continue;
      isItem = true;
      isBeside = false;
      limit = indent.length + 1;
    } else if (at < limit) {
      path.unshift(key);
      isBeside = false;
      limit = isFirst ? indent.length + 1 : at;
    }
  }
  addBelow(lines, { line, column }, siblings);
  return { path, siblings, isItem };
}

function addBelow(lines: readonly string[], { line, column }: { line: number; column: number }, siblings: Set<string>) {
  for (const text of lines.slice(line + 1)) {
    if (text.trim() === '') continue;
    if (text.search(/\S/) < column) return;
    const found = KEY_LINE.exec(text);
    if (found?.[1]?.length === column && found[2] === '' && found[3] !== undefined) siblings.add(found[3]);
  }
}

function dashIn(line: string): number | undefined {
  const found = /^( *)- /.exec(line);
  return found === null ? undefined : (found[1]?.length ?? 0);
}
