import { languageOfPath } from '../../codebase/language';
import { tableOfPath } from '../../codebase/symbols/tableOfPath';

const OTHER_NAMES: Readonly<Record<string, string>> = {
  js: 'javascript',
  ts: 'typescript',
  golang: 'go',
  'c#': 'csharp',
  cs: 'csharp',
  'c++': 'cpp',
  c: 'cpp',
  py: 'python',
  rs: 'rust',
  rb: 'ruby',
};

/** The languages by which contracts may say which files they are about. */
export const LANGUAGE_NAMES = [
  ...['python', 'javascript', 'typescript', 'go', 'rust', 'java', 'kotlin', 'csharp', 'ruby', 'php', 'cpp'],
] as const;
const KNOWN: ReadonlySet<string> = new Set(LANGUAGE_NAMES);

/** The language of a file as contracts call it; undefined when nobody here knows. */
export function languageNameOf(path: string): string | undefined {
  const grammar = tableOfPath(path)?.grammar;
  if (grammar === 'tsx') return 'typescript';
  return grammar === 'c-sharp' ? 'csharp' : (grammar ?? languageOfPath(path));
}

/** A language as somebody wrote it, by the name that is used here; undefined when no file is known to have it. */
export function knownLanguage(written: string): string | undefined {
  const name = OTHER_NAMES[written.toLowerCase()] ?? written.toLowerCase();
  return KNOWN.has(name) ? name : undefined;
}
