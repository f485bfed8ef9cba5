/** Languages in which an import can be told by its line. */
export const IMPORT_LANGUAGES = ['python', 'typescript', 'javascript', 'go', 'java', 'kotlin'] as const;
export type ImportLanguage = (typeof IMPORT_LANGUAGES)[number];

/** A pattern, for a search with `multiline`, of lines that import one of some modules by their whole names; `modules` is a pattern. */
export function importsOf(language: 'typescript', modules: string): string {
  return PATTERNS[language](`(?:${modules})`);
}

/** The same for modules below a folder of this name, wherever it is. */
export function importsBelow(language: ImportLanguage, folder: string): string {
  const name = folder.replace(/[^\w]/g, '\\$&');
  if (language === 'python') return PATTERNS.python(String.raw`(?:[\w.]*\.)?${name}\b[\w.]*`);
  if (language === 'java' || language === 'kotlin') return PATTERNS[language](String.raw`(?:\w+\.)*${name}\.[\w.*]+`);
  return PATTERNS[language](String.raw`(?:[^'"\s]*/)?${name}(?:/[^'"\s]*)?`);
}

const script = (module: string) => String.raw`\b(?:from|import|require)\s*\(?\s*['"]${module}['"]`;
const jvm = (module: string) => String.raw`^\s*import\s+(?:static\s+)?${module}`;

const PATTERNS: Readonly<Record<ImportLanguage, (module: string) => string>> = {
  python: (module) => String.raw`^\s*(?:from|import)\s+${module}`,
  typescript: script,
  javascript: script,
  go: (module) => String.raw`^\s*(?:import\s+)?(?:[\w.]+\s+)?"${module}"\s*$`,
  java: jvm,
  kotlin: jvm,
};
