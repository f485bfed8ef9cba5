export type Language = 'python' | 'javascript' | 'typescript' | 'go' | 'rust' | 'java' | 'kotlin' | 'csharp';

const BY_EXTENSION: Readonly<Record<string, Language>> = {
  py: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescript',
  go: 'go',
  rs: 'rust',
  java: 'java',
  kt: 'kotlin',
  cs: 'csharp',
};

/** What a project of a language has at its top before it has any code. */
const BY_PROJECT_FILE: readonly (readonly [RegExp, Language])[] = [
  [/^package\.json$/, 'javascript'],
  [/^go\.mod$/, 'go'],
  [/^Cargo\.toml$/, 'rust'],
  [/^(?:pom\.xml|build\.gradle)$/, 'java'],
  [/^build\.gradle\.kts$/, 'kotlin'],
  [/^[^/]+\.(?:csproj|sln)$/, 'csharp'],
];

/** The language of a file by its extension; undefined when no test runner here knows it. */
export function languageOfPath(path: string): Language | undefined {
  const extension = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  return extension === undefined ? undefined : BY_EXTENSION[extension];
}

/** The language in which a project is mostly written, by the number of its files; Python when there are none. */
export function languageOfProject(paths: readonly string[]): Language {
  const counts = new Map<Language, number>();
  for (const path of paths) {
    const language = languageOfPath(path);
    if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const best = [...counts].sort((a, b) => b[1] - a[1])[0];
  if (best !== undefined) return best[0];
  return BY_PROJECT_FILE.find(([file]) => paths.some((path) => file.test(path)))?.[1] ?? 'python';
}
