import type { Codebase, Confidence, SourceFile } from './codebase';
import { confidenceOfFiles, confidenceOfShare, sightingsOf } from './codebase';
import type { Signal } from './fileFacts';
import type { Pattern, Patterns } from './pattern';
import { patternOf } from './pattern';

/** Fewer handlers are no rule. */
const FEWEST_HANDLERS = 5;

/** How a codebase deals with what goes wrong. */
export function findErrorHandling({ files }: Codebase): Patterns {
  const code = files.filter(({ isTest }) => !isTest);
  const go = code.filter(({ language }) => language === 'go');
  const jvm = code.filter(({ language }) => language === 'java');
  return {
    ...seen('custom_errors', 'Errors are types of their own', code, ['error.class']),
    ...seen('result_type', 'A function that can fail gives a Result, not an exception', code, ['error.result']),
    ...seen('error_values', 'A function that can fail gives an error as its last value', go, ['error.returned']),
    ...seen('sentinel_errors', 'Errors that callers ask for are values with a name, such as ErrNotFound', go, [
      'error.sentinel',
    ]),
    ...seen('checked_exceptions', 'Methods declare the exceptions that they throw', jvm, ['error.returned']),
    ...seen('error_wrapping', 'An error is passed on with its cause', code, ['error.wrapped']),
    ...handlers(code),
  };
}

function seen(name: string, description: string, files: readonly SourceFile[], signals: readonly Signal[]): Patterns {
  const found = sightingsOf(files, ...signals);
  if (found.count === 0) return {};
  const about = { description, confidence: confidenceOfFiles(found.files.length), source: 'structural' } as const;
  return {
    [name]: patternOf(
      about,
      found,
      signals.map((signal) => `${signal}(${found.count})`),
    ),
  };
}

function handlers(code: readonly SourceFile[]): Readonly<Record<string, Pattern>> {
  const narrow = sightingsOf(code, 'error.caught');
  const broad = sightingsOf(code, 'error.caughtAll');
  const all = narrow.count + broad.count;
  if (all < FEWEST_HANDLERS) return {};
  const isNarrow = narrow.count >= broad.count;
  const found = isNarrow ? narrow : broad;
  const confidence: Confidence | undefined = confidenceOfShare(found.count, all);
  if (confidence === undefined) return {};
  const [name, description] = isNarrow
    ? (['specific_handlers', 'Only exceptions of a named kind are caught'] as const)
    : (['broad_handlers', 'Exceptions are caught whatever their kind'] as const);
  const about = { description, confidence, source: 'statistical' } as const;
  return { [name]: patternOf(about, found, [`handlers(${found.count} of ${all})`]) };
}
