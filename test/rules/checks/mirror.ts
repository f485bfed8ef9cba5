import { lineAt, maskSource } from '../../kit/maskSource';
import type { Sources } from '../../kit/sourceFiles';
import type { Breach } from './breach';
import type { MenuItem } from './contributions';
import { readWhen } from './whenClause';

export const PACKAGE = 'package.json';
export const MIRROR = 'src/vscode/manifest.ts';

/** Ids that stand in package.json or in manifest.ts and not in both. */
export function mirrorBreaches(declared: readonly string[], mirrored: readonly string[]): readonly Breach[] {
  return [
    ...declared
      .filter((id) => !mirrored.includes(id))
      .map((id) => ({ file: MIRROR, line: 1, message: `${id} is declared in ${PACKAGE}: mirror it here` })),
    ...mirrored
      .filter((id) => !declared.includes(id))
      .map((id) => ({ file: PACKAGE, line: 1, message: `${id} is in ${MIRROR}: declare it, or remove it there` })),
  ];
}

const REGISTERED = /\bregisterCommand\(\s*COMMAND\.(\w+)/g;
/** The rows of a table of commands, in a file that registers them in a loop. */
const IN_TABLE = /\[\s*COMMAND\.(\w+)\s*,/g;
const LOOP = /\bregisterCommand\(\s*id\b/;

/** Commands (by their name in COMMAND) that are not registered, or more than once. */
export function registrationBreaches(sources: Sources, commands: readonly string[]): readonly Breach[] {
  const places = [...sources].flatMap(([file, text]) => {
    const { code } = maskSource(text);
    const matches = [...code.matchAll(REGISTERED), ...(LOOP.test(code) ? code.matchAll(IN_TABLE) : [])];
    return matches.map(({ 1: name = '', index }) => ({ name, file, line: lineAt(code, index) }));
  });
  return commands.flatMap((name) => {
    const [first, ...more] = places.filter((place) => place.name === name);
    if (first === undefined) return [{ file: MIRROR, line: 1, message: `COMMAND.${name} is registered nowhere` }];
    return more.map(({ file, line }) => ({
      file,
      line,
      message: `COMMAND.${name} is registered in ${first.file}:${first.line} already`,
    }));
  });
}

/** Names of manifest.ts that no other source uses, as `OBJECT.name` or as `Object.values(OBJECT)`. */
export function unusedNameBreaches(sources: Sources, object: string, names: readonly string[]): readonly Breach[] {
  const code = [...sources]
    .filter(([file]) => file !== MIRROR)
    .map(([, text]) => maskSource(text).code)
    .join('\n');
  if (code.includes(`Object.values(${object})`)) return [];
  return names
    .filter((name) => !new RegExp(`\\b${object}\\.${name}\\b`).test(code))
    .map((name) => ({
      file: MIRROR,
      line: 1,
      message: `${object}.${name} is used nowhere: remove it here and in ${PACKAGE}`,
    }));
}

/** Ids of ours that are written out instead of taken from manifest.ts. */
export function writtenIdBreaches(sources: Sources): readonly Breach[] {
  return [...sources].flatMap(([file, text]) => {
    if (file === MIRROR) return [];
    const { code } = maskSource(text);
    return [...text.matchAll(/(['"`])agentforge\.[\w.]+/g)].flatMap(({ 0: found, 1: quote, index }) =>
      code[index] === quote
        ? [{ file, line: lineAt(text, index), message: `take ${found.slice(1)} from ${MIRROR}` }]
        : [],
    );
  });
}

/** What the editor itself sets, as far as our menus ask for it. */
const EDITOR_KEYS = [
  'controllerId',
  'view',
  'viewItem',
  'workspaceFolderCount',
  'explorerResourceIsFolder',
  'isWorkspaceTrusted',
  'resourceExtname',
  'resourceScheme',
];

/** Values that a key of the editor can be compared with, where only some of them can ever be true. */
export type KnownValues = {
  readonly contextKeys: readonly string[];
  readonly values: Readonly<Record<string, readonly string[]>>;
};

/** Conditions that can never hold: unknown keys, and comparisons with a view or a scheme that does not exist. */
export function whenBreaches(clause: string, known: KnownValues): readonly Breach[] {
  return readWhen(clause).flatMap(({ key, operator, value }) => {
    const tell = (message: string) => [{ file: PACKAGE, line: 1, message: `when "${clause}": ${message}` }];
    if (key === 'false' && operator === '') return [];
    if (![...EDITOR_KEYS, ...known.contextKeys].includes(key)) return tell(`nobody sets ${key}`);
    const values = known.values[key];
    if (operator !== '==' || values === undefined || values.includes(value)) return [];
    return tell(`${key} is never ${value}`);
  });
}

/** Menu items and key bindings whose command is not declared. */
export function menuBreaches(items: readonly MenuItem[], declared: readonly string[]): readonly Breach[] {
  return items
    .filter(({ command }) => !declared.includes(command))
    .map(({ command }) => ({ file: PACKAGE, line: 1, message: `${command} is in a menu and not declared` }));
}

/** The same breaches with the line of package.json or manifest.ts where the first id of ours in the message stands. */
export function located(breaches: readonly Breach[], texts: Sources): readonly Breach[] {
  return breaches.map((breach) => {
    const { file, message } = breach;
    const text = texts.get(file);
    const wanted =
      /when "(.+?)":/.exec(message)?.[1] ?? /agentforge\.[\w.]+/.exec(message)?.[0] ?? /\.(\w+)/.exec(message)?.[1];
    const at = text?.indexOf(JSON.stringify(wanted ?? '').slice(1, -1)) ?? -1;
    return text === undefined || at === -1 ? breach : { ...breach, line: lineAt(text, at) };
  });
}
