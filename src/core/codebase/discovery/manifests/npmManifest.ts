import type { Dependency, Manifest } from './manifest';
import { lowestVersion } from './manifest';
import { jsonRecord, recordOf, textIn } from './plainRecord';
import { testToolsIn } from './testToolsIn';

const WANTED = { isDev: false };

/** `package.json`. */
export function readPackageJson(path: string, text: string): Manifest | undefined {
  const root = jsonRecord(text);
  if (root === undefined) return undefined;
  const dependencies = [
    ...named(root['dependencies'], WANTED),
    ...named(root['peerDependencies'], WANTED),
    ...named(root['optionalDependencies'], WANTED),
    ...named(root['devDependencies'], { isDev: true }),
  ];
  const typescript = dependencies.find(({ name }) => name === 'typescript');
  const bin = root['bin'];
  const started = [root['main'], root['module'], ...(typeof bin === 'string' ? [bin] : Object.values(recordOf(bin)))];
  const scripts = Object.entries(recordOf(root['scripts'])).filter(([name]) => name.startsWith('test'));
  const tools = scripts.flatMap(([, script]) => testToolsIn(textIn(script) ?? ''));
  return {
    path,
    language: typescript === undefined ? 'javascript' : 'typescript',
    languageVersion: typescript?.version,
    dependencies,
    entryPoints: started.flatMap((each) => textIn(each)?.replace(/^\.\//, '') ?? []),
    testTools: [...new Set(tools)],
  };
}

function named(table: unknown, { isDev }: Pick<Dependency, 'isDev'>): readonly Dependency[] {
  return Object.entries(recordOf(table)).map(([name, wanted]) => ({
    name,
    version: lowestVersion(wanted),
    source: 'npm',
    isDev,
  }));
}
