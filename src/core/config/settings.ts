import type { Position } from '../lib/lines';
import type { YamlNode } from '../lib/yamlNode';
import type { Tell } from './configWarning';
import type { FoundSetting } from './findSettings';
import type { SettingReader } from './settingValues';

/** A number that the user limits: how it is read and shown, and who may raise it where. */
export interface Limit {
  readonly keys: readonly string[];
  readonly reader: SettingReader<number>;
  readonly show: (value: number) => string;
}

/** The settings of one file; reading one that is unusable leaves a warning, or a problem where a default would be worse than to stop. */
export class Settings {
  constructor(
    private readonly found: ReadonlyMap<string, FoundSetting>,
    private readonly tell: Tell,
  ) {}

  /** The first usable of the names that the dialects have for one setting; undefined when there is none. */
  read<T>(keys: readonly string[], reader: SettingReader<T>): T | undefined {
    return this.find(keys, reader)?.value;
  }

  /** A setting that is used as it is meant, or not at all. */
  readStrictly<T>(key: string, reader: SettingReader<T>): T | undefined {
    const setting = this.found.get(key);
    if (setting === undefined) return undefined;
    const result = reader(setting.value);
    if (result.ok) return result.value;
    this.tell.refuse(setting.position, `"${key}" ${isWritten(setting.value)}must be ${result.problem}`);
    return undefined;
  }

  /** A setting that is no higher than `most`: what is above is cut, with a warning that ends in `where` it can be raised. */
  readUpTo(most: number | undefined, { keys, reader, show }: Limit, where: string): number | undefined {
    const chosen = this.find(keys, reader);
    if (chosen === undefined || most === undefined || chosen.value <= most) return chosen?.value;
    const { key, value, position } = chosen;
    this.tell.warn(position, `"${key}" is ${show(value)}, more than you allow: ${show(most)} is used. ${where}`);
    return most;
  }

  private find<T>(keys: readonly string[], reader: SettingReader<T>) {
    let chosen: { readonly key: string; readonly value: T; readonly position: Position } | undefined;
    for (const key of keys) {
      const setting = this.found.get(key);
      if (setting === undefined) continue;
      const { position } = setting;
      const result = reader(setting.value);
      if (!result.ok) {
        this.tell.warn(position, `"${key}" ${isWritten(setting.value)}must be ${result.problem}; it has no effect`);
      } else if (chosen === undefined) {
        chosen = { key, value: result.value, position };
      } else if (chosen.value !== result.value) {
        this.tell.warn(position, `"${key}" has no effect: "${chosen.key}" says otherwise`);
      }
    }
    return chosen;
  }

  /** About the first of these names that the file has. */
  warn(keys: readonly string[], message: string): void {
    const position = keys.map((key) => this.found.get(key)?.position).find((each) => each !== undefined);
    this.tell.warn(position, message);
  }
}

function isWritten(value: YamlNode): string {
  if (value.kind !== 'scalar') return '';
  return `is ${typeof value.value === 'string' ? JSON.stringify(shorten(value.value)) : value.source} but `;
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}...`;
}
