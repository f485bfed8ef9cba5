import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { YamlNode } from '../lib/yamlNode';
import { textOf } from '../lib/yamlNode';

/** Takes a setting's value, or says what it must be, to follow "must be". */
export type SettingReader<T> = (value: YamlNode) => Result<T, string>;

const MOST_TOKENS = 1_000_000;
const LONGEST_DELAY_SECONDS = 600;
const LONGEST_ANSWER_SECONDS = 7_200;
const MOST_ATTEMPTS = 20;
const MOST_DOLLARS = 100_000;
const MOST_GROWTH = 10;
const AMOUNT = `an amount in US dollars without a sign, such as 0.50, at most ${MOST_DOLLARS}`;

export const readTokens: SettingReader<number> = wholeNumber(MOST_TOKENS, 'tokens');

export const readAttempts: SettingReader<number> = wholeNumber(MOST_ATTEMPTS, 'attempts');

/** Seconds in the file, milliseconds here; so is the next. */
export const readDelay: SettingReader<number> = seconds(LONGEST_DELAY_SECONDS);

export const readTimeLimit: SettingReader<number> = seconds(LONGEST_ANSWER_SECONDS);

/** By what each wait may be longer than the one before. */
export const readGrowth: SettingReader<number> = (value) => {
  const factor = value.kind === 'scalar' ? value.value : undefined;
  return typeof factor === 'number' && factor >= 1 && factor <= MOST_GROWTH
    ? ok(factor)
    : fail(`a number from 1 to ${MOST_GROWTH}`);
};

/** US dollars. */
export const readDollars: SettingReader<number> = (value) => {
  const dollars = value.kind === 'scalar' ? value.value : undefined;
  return typeof dollars === 'number' && dollars >= 0 && dollars <= MOST_DOLLARS ? ok(dollars) : fail(AMOUNT);
};

/** What a user allows, who may lift a cap, too. */
export const readCap: SettingReader<number | 'none'> = (value) => {
  if (value.kind === 'scalar' && value.value === 'none') return ok('none');
  const dollars = readDollars(value);
  return dollars.ok ? dollars : fail(`${AMOUNT}, or none for no cap`);
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
    : fail(
        'claude: only you choose who answers, by --provider, AGENTFORGE_PROVIDER or the setting agentforge.provider',
      );
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

function seconds(most: number): SettingReader<number> {
  return (value) => {
    const given = value.kind === 'scalar' ? value.value : undefined;
    return typeof given === 'number' && given > 0 && given <= most
      ? ok(Math.max(1, Math.round(given * 1_000)))
      : fail(`a number of seconds above 0, at most ${most}`);
  };
}

function wholeNumber(most: number, unit: string): SettingReader<number> {
  return (value) => {
    const number = value.kind === 'scalar' ? value.value : undefined;
    return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= most
      ? ok(number)
      : fail(`a whole number of ${unit} from 1 to ${most}`);
  };
}
