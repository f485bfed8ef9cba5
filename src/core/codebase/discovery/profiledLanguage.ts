import { CPP_ENDINGS, JAVASCRIPT_ENDINGS, PYTHON_ENDINGS, TYPESCRIPT_ENDINGS } from '../endings';

/** Languages that a profile tells of, as it names them. */
export type ProfiledLanguage =
  | 'python'
  | 'typescript'
  | 'javascript'
  | 'go'
  | 'rust'
  | 'java'
  | 'kotlin'
  | 'csharp'
  | 'ruby'
  | 'php'
  | 'cpp'
  | 'c'
  | 'scala'
  | 'swift';

const BY_EXTENSION: ReadonlyMap<string, ProfiledLanguage> = new Map([
  ...PYTHON_ENDINGS.map((each) => [each, 'python'] as const),
  ...TYPESCRIPT_ENDINGS.map((each) => [each, 'typescript'] as const),
  ...JAVASCRIPT_ENDINGS.map((each) => [each, 'javascript'] as const),
  ...CPP_ENDINGS.map((each) => [each, 'cpp'] as const),
  ...(['c', 'h'] as const).map((each) => [each, 'c'] as const),
  ['go', 'go'],
  ['rs', 'rust'],
  ['java', 'java'],
  ['kt', 'kotlin'],
  ['cs', 'csharp'],
  ['rb', 'ruby'],
  ['php', 'php'],
  ['scala', 'scala'],
  ['swift', 'swift'],
]);

/** By the ending of its name; undefined for what is no code, or code that a profile does not tell of. */
export function profiledLanguageOf(path: string): ProfiledLanguage | undefined {
  return BY_EXTENSION.get(path.slice(path.lastIndexOf('.') + 1));
}
