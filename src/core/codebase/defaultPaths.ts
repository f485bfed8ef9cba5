import type { Config } from '../config/config';
import { splitWords } from '../lib/words';
import type { Component } from '../spec/specification';
import type { Language } from './language';
import { languageOfPath } from './language';

export interface ComponentPaths {
  /** Workspace-relative, forward slashes; not yet checked. */
  readonly testPath: string;
  readonly implementationPath: string;
}

const CONVENTIONS: Readonly<
  Record<Language, { readonly extension: string; readonly tests: string; readonly separator: '_' | '-' }>
> = {
  python: { extension: 'py', tests: 'tests', separator: '_' },
  javascript: { extension: 'js', tests: 'test', separator: '-' },
  typescript: { extension: 'ts', tests: 'test', separator: '-' },
};

/** A module of such a name cannot be imported. */
const PYTHON_KEYWORDS = new Set(
  `and as assert async await break class continue def del elif else except false finally for from global if import in is
  lambda none nonlocal not or pass raise return true try while with yield`.split(/\s+/),
);

/**
 * The paths that the specification gives, and for what it leaves open the convention of the language: `tests/test_cart.py`
 * and `src/cart.py`, or `test/cart.test.js` and `src/cart.js`. A path that is given decides the language of the other.
 */
export function defaultPaths(
  component: Pick<Component, 'name' | 'testPath' | 'implementationPath'>,
  project: { readonly language: Language; readonly directories: Config['directories'] },
): ComponentPaths {
  const given = component.implementationPath ?? component.testPath;
  const language = (given === undefined ? undefined : languageOfPath(given)) ?? project.language;
  const { extension: usual, tests, separator } = CONVENTIONS[language];
  const extension =
    given !== undefined && languageOfPath(given) === language ? given.slice(given.lastIndexOf('.') + 1) : usual;
  const words = splitWords(component.name).join(separator) || 'component';
  const name = language === 'python' ? importable(words) : words;
  const testName = language === 'python' ? `test_${words}.${extension}` : `${name}.test.${extension}`;
  return {
    testPath: component.testPath ?? join(project.directories.tests ?? tests, testName),
    implementationPath:
      component.implementationPath ?? join(project.directories.implementation ?? 'src', `${name}.${extension}`),
  };
}

function join(folder: string, name: string): string {
  return folder === '.' ? name : `${folder}/${name}`;
}

function importable(name: string): string {
  if (PYTHON_KEYWORDS.has(name)) return `${name}_`;
  return /^\p{N}/u.test(name) ? `_${name}` : name;
}
