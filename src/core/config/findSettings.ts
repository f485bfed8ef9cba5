import type { Position } from '../lib/lines';
import type { YamlEntry, YamlNode } from '../lib/yamlNode';
import { describeKind, isNull } from '../lib/yamlNode';
import type { Tell } from './configWarning';
import { refusalOf, SETTING_GROUPS, SETTING_KEYS, whyNoEffect } from './settingKeys';

/** A setting as the file has it. */
export interface FoundSetting {
  readonly value: YamlNode;
  readonly position: Position;
}

/** The settings of a file by their dotted key, empty ones left out. Unknown keys, refused ones and those without an effect become warnings; unknown caps are problems. */
export function findSettings(root: YamlNode, tell: Tell): ReadonlyMap<string, FoundSetting> {
  const found = new Map<string, FoundSetting>();

  const visit = (entry: YamlEntry, key: string): void => {
    const { value, keyPosition: position } = entry;
    const noEffect = whyNoEffect(key);
    if (noEffect !== undefined) {
      if (!isNull(value)) tell.warn(position, `"${key}" has no effect here: ${noEffect}`);
    } else if (SETTING_KEYS.has(key)) {
      if (!isNull(value)) found.set(key, { value, position });
    } else if (!SETTING_GROUPS.has(key)) {
      visitUnknown(entry, key, 'outermost');
    } else if (value.kind === 'map') {
      for (const inner of value.entries) visit(inner, `${key}.${inner.key}`);
    } else if (!isNull(value)) {
      report(key, position, `"${key}" is ${describeKind(value)}; settings below it were expected`);
    }
  };

  // Who mistypes a cap must not spend without it.
  const report = (key: string, position: Position, message: string): void =>
    /^budget\b/.test(key) ? tell.refuse(position, message) : tell.warn(position, message);

  const visitUnknown = (entry: YamlEntry, key: string, depth: 'outermost' | 'inner'): void => {
    const { value, keyPosition: position } = entry;
    const refusal = refusalOf(entry.key);
    if (refusal !== undefined) {
      tell.warn(position, `"${key}" is refused: ${refusal}`);
      return;
    }
    if (depth === 'outermost') report(key, position, `"${key}" is not a known setting and has no effect`);
    if (value.kind === 'map') for (const inner of value.entries) visitUnknown(inner, `${key}.${inner.key}`, 'inner');
  };

  if (root.kind === 'map') for (const entry of root.entries) visit(entry, entry.key);
  return found;
}
