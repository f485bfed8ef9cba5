import type { Position } from '../lib/lines';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { YamlChange } from '../lib/yaml';
import { editYaml, parseYaml } from '../lib/yaml';
import type { YamlNode } from '../lib/yamlNode';
import { describeKind, fieldOf, isNull, textOf } from '../lib/yamlNode';
import { normalisePath } from '../workspace/pathRules';
import { visiblePath } from '../workspace/visiblePath';
import type { ContextChoices, FileChoice } from './contextChoices';

/**
 * Reads `.agentforge/context.yaml`: `pin` and `leave_out` are lists of paths, under `always` and under each name of `components`. A
 * problem, one sentence with its line, for text that is not YAML.
 */
export function readChoices(text: string): Result<ContextChoices, string> {
  const parsed = parseYaml(text);
  if (!parsed.ok) {
    const [first] = parsed.problem;
    return fail(`line ${first?.position.line ?? 1}: ${first?.message ?? 'it cannot be read'}`);
  }
  const reader = new ChoicesReader();
  const choices = reader.read(parsed.value.root);
  return ok(reader.warnings.length === 0 ? choices : { ...choices, warnings: reader.warnings });
}

class ChoicesReader {
  readonly warnings: string[] = [];

  read(root: YamlNode): ContextChoices {
    const all = this.fieldsOf(root, 'the file', ['always', 'components']);
    const components = fieldOf(all, 'components');
    if (components !== undefined && components.kind !== 'map')
      this.warn(components.position, `components is ${describeKind(components)} and should name components`);
    return {
      always: this.choice(fieldOf(all, 'always'), 'always'),
      components:
        components?.kind === 'map'
          ? Object.fromEntries(components.entries.map(({ key, value }) => [key, this.choice(value, key)]))
          : {},
    };
  }

  /** What is both pinned and left out is left out: the safer of the two. */
  private choice(node: YamlNode | undefined, name: string): FileChoice {
    const fields = this.fieldsOf(node, name, ['pin', 'leave_out']);
    const leftOut = this.paths(fieldOf(fields, 'leave_out'), 'leave_out');
    const pinned = this.paths(fieldOf(fields, 'pin'), 'pin');
    return { pinned: pinned.filter((path) => !leftOut.includes(path)), leftOut };
  }

  private fieldsOf(node: YamlNode | undefined, name: string, known: readonly string[]): YamlNode | undefined {
    if (node === undefined || isNull(node)) return undefined;
    if (node.kind !== 'map') {
      this.warn(node.position, `${visiblePath(name)} is ${describeKind(node)} and should have ${known.join(' or ')}`);
      return undefined;
    }
    for (const { key, keyPosition } of node.entries)
      if (!known.includes(key))
        this.warn(keyPosition, `"${visiblePath(key)}" means nothing here; ${known.join(' or ')} does`);
    return node;
  }

  /** One path may stand there without a list. */
  private paths(node: YamlNode | undefined, key: Key): readonly string[] {
    const items = node?.kind === 'list' ? node.items : node === undefined ? [] : [node];
    const paths = items.flatMap((item) => {
      const text = textOf(item);
      if (text === undefined) {
        this.warn(item.position, `${key} has ${describeKind(item)} where a path should be`);
        return [];
      }
      // All that is below a folder may be left out.
      const path = normalisePath(key === 'leave_out' ? text.replace(/[\\/]+$/, '') : text);
      if (path.ok) return [path.value];
      this.warn(item.position, `${key}: ${/[*?]/.test(text) ? isPattern(text) : path.problem}`);
      // Some systems have names that others do not: a file with such a one can still be left out, as it is written.
      return key === 'leave_out' ? [text] : [];
    });
    return [...new Set(paths)];
  }

  private warn({ line }: Position, message: string): void {
    this.warnings.push(`line ${line}: ${message}`);
  }
}

type Key = 'pin' | 'leave_out';

function isPattern(text: string): string {
  return `"${visiblePath(text)}" is a pattern, and paths stand here; patterns belong in .agentforgeignore`;
}

/** The text with these choices in it; what else stands in it is kept. '' is a new file. */
export function writeChoices(text: string, { always, components }: ContextChoices): Result<string, string> {
  const before = readChoices(text);
  if (!before.ok) return before;
  const gone = Object.keys(before.value.components).filter((name) => !Object.hasOwn(components, name));
  const edited = editYaml(text, {
    always: changeOf(always),
    components: {
      ...Object.fromEntries(gone.map((name) => [name, undefined])),
      ...Object.fromEntries(Object.entries(components).map(([name, choice]) => [name, changeOf(choice)])),
    },
  });
  return edited.ok ? edited : fail(edited.problem[0]?.message ?? 'it cannot be read');
}

function changeOf({ pinned, leftOut }: FileChoice): YamlChange {
  return {
    pin: pinned.length === 0 ? undefined : pinned,
    leave_out: leftOut.length === 0 ? undefined : leftOut,
  };
}
