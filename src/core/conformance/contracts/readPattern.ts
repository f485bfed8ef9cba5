import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import type { PatternOptions, PythonPattern } from '../pythonRegex/translatePattern';
import { translatePattern } from '../pythonRegex/translatePattern';
import type { Fields } from './fields';
import { WRITTEN_WRONG } from './notEvaluated';

/** A pattern of Python under a key; the problem is a clause, which is said at the key, too. Undefined when there is none. */
export function readPattern(
  config: Fields,
  key: string,
  options: PatternOptions,
): Result<PythonPattern, string> | undefined {
  const written = config.text(key);
  if (written === undefined) return undefined;
  if (written === '') {
    config.wrong(key, 'The pattern is empty, so it would be found everywhere.');
    return fail(WRITTEN_WRONG);
  }
  const translated = translatePattern(written, options);
  if (translated.ok) return ok(translated.value);
  const { kind, message } = translated.problem;
  if (kind === 'invalid') config.wrong(key, `The pattern is no regular expression of Python: ${message}.`);
  else config.warn(key, `The pattern is not evaluated: ${message}. Write it in another way.`);
  return fail(kind === 'invalid' ? `its pattern is wrong: ${message}` : `its pattern cannot be used here: ${message}`);
}
