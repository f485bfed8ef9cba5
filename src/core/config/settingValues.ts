import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { YamlNode } from '../lib/yamlNode';
import { textOf } from '../lib/yamlNode';

/** Takes a setting's value, or says what it must be, to follow "must be". */
export type SettingReader<T> = (value: YamlNode) => Result<T, string>;

const MOST_TOKENS = 1_000_000;
const LONGEST_DELAY_SECONDS = 600;
const MOST_ATTEMPTS = 20;

export const readTokens: SettingReader<number> = wholeNumber(MOST_TOKENS, 'tokens');

export const readAttempts: SettingReader<number> = wholeNumber(MOST_ATTEMPTS, 'attempts');

/** Seconds in the file, milliseconds here. */
export const readDelay: SettingReader<number> = (value) => {
  const seconds = value.kind === 'scalar' ? value.value : undefined;
  return typeof seconds === 'number' && seconds > 0 && seconds <= LONGEST_DELAY_SECONDS
    ? ok(Math.max(1, Math.round(seconds * 1_000)))
    : fail(`a number of seconds above 0, at most ${LONGEST_DELAY_SECONDS}`);
};

export const readBoolean: SettingReader<boolean> = (value) =>
  value.kind === 'scalar' && typeof value.value === 'boolean' ? ok(value.value) : fail('true or false');

export const readModel: SettingReader<string> = (value) => {
  const model = textOf(value);
  return model !== undefined && /^[\w.:/@-]{1,200}$/.test(model)
    ? ok(model)
    : fail("a model's id, such as claude-sonnet-5-5");
};

export const readProvider: SettingReader<string> = (value) => {
  const name = textOf(value);
  return name === 'claude' || name === 'anthropic'
    ? ok(name)
    : fail('claude; other ways to an answer are chosen at each generation');
};

/** A folder inside the workspace, relative, with forward slashes; `.` is the workspace itself. */
export const readDirectory: SettingReader<string> = (value) => {
  const text =
    value.kind === 'scalar' && typeof value.value === 'string' ? value.value.trim().replaceAll('\\', '/') : '';
  const isRelative = text !== '' && !/^(\/|~|[a-z]:)/i.test(text);
  const segments = text.split('/').filter((segment) => segment !== '' && segment !== '.');
  return isRelative && !segments.includes('..')
    ? ok(segments.join('/') || '.')
    : fail('a folder inside the workspace, such as tests/unit');
};

export const readNote: SettingReader<string> = (value) => {
  const text = textOf(value);
  return text === undefined ? fail('text') : ok(text);
};

function wholeNumber(most: number, unit: string): SettingReader<number> {
  return (value) => {
    const number = value.kind === 'scalar' ? value.value : undefined;
    return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= most
      ? ok(number)
      : fail(`a whole number of ${unit} from 1 to ${most}`);
  };
}
