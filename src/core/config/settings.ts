import type { Position } from '../lib/lines';
import type { YamlNode } from '../lib/yamlNode';
import type { ConfigWarning } from './configWarning';
import type { FoundSetting } from './findSettings';
import type { SettingReader } from './settingValues';

/** The settings of one file; reading one that is unusable leaves a warning. */
export class Settings {
  constructor(
    private readonly found: ReadonlyMap<string, FoundSetting>,
    private readonly warnings: ConfigWarning[],
  ) {}

  /** The first usable of the names that the dialects have for one setting; undefined when there is none. */
  read<T>(keys: readonly string[], reader: SettingReader<T>): T | undefined {
    let chosen: { readonly key: string; readonly value: T } | undefined;
    for (const key of keys) {
      const setting = this.found.get(key);
      if (setting === undefined) continue;
      const { position } = setting;
      const result = reader(setting.value);
      if (!result.ok) {
        this.warnings.push({
          position,
          message: `"${key}" ${isWritten(setting.value)}must be ${result.problem}; it has no effect`,
        });
      } else if (chosen === undefined) {
        chosen = { key, value: result.value };
      } else if (chosen.value !== result.value) {
        this.warnings.push({ position, message: `"${key}" has no effect: "${chosen.key}" says otherwise` });
      }
    }
    return chosen?.value;
  }

  positionOf(keys: readonly string[]): Position | undefined {
    return keys.map((key) => this.found.get(key)?.position).find((position) => position !== undefined);
  }
}

function isWritten(value: YamlNode): string {
  if (value.kind !== 'scalar') return '';
  return `is ${typeof value.value === 'string' ? JSON.stringify(shorten(value.value)) : value.source} but `;
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}...`;
}
