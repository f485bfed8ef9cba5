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

interface Convention {
  readonly extension: string;
  /** Folders of the implementation and of the tests. */
  readonly implementation: string;
  readonly tests: string;
  /** The name of a component's file, without extension, from the words of its name. */
  readonly nameOf: (words: readonly string[]) => string;
  /** The name of its test file, without extension, from the same words. */
  readonly testNameOf: (words: readonly string[]) => string;
  /**
   * What the path of one file says about that of the other, where the language or its build tool ties them together; both from
   * the workspace folder and without extension.
   */
  readonly testFor?: (implementation: string) => string | undefined;
  readonly implementationFor?: (test: string) => string | undefined;
}

const SCRIPT = {
  implementation: 'src',
  tests: 'test',
  nameOf: (words) => words.join('-'),
  testNameOf: (words) => `${words.join('-')}.test`,
} satisfies Omit<Convention, 'extension'>;

/** Maven and Gradle: a test stands in the package of what it tests, in a tree of its own. */
const jvm = (extension: string): Convention => ({
  extension,
  implementation: `src/main/${extension === 'kt' ? 'kotlin' : 'java'}`,
  tests: `src/test/${extension === 'kt' ? 'kotlin' : 'java'}`,
  nameOf: pascal,
  testNameOf: (words) => `${pascal(words)}Test`,
  testFor: (path) => mirrored(path, 'main', 'test')?.concat('Test'),
  implementationFor: (path) => mirrored(path, 'test', 'main')?.replace(/Tests?$/, ''),
});

const CONVENTIONS: Readonly<Record<Language, Convention>> = {
  python: {
    extension: 'py',
    implementation: 'src',
    tests: 'tests',
    nameOf: (words) => importable(words.join('_'), PYTHON_KEYWORDS),
    testNameOf: (words) => `test_${words.join('_')}`,
  },
  javascript: { extension: 'js', ...SCRIPT },
  typescript: { extension: 'ts', ...SCRIPT },
  // A package is a folder, and its tests stand in it.
  go: {
    extension: 'go',
    implementation: '.',
    tests: '.',
    nameOf: (words) => `${words.join('')}/${words.join('_')}`,
    testNameOf: (words) => `${words.join('')}/${words.join('_')}_test`,
    testFor: (path) => `${path}_test`,
    implementationFor: (path) => (path.endsWith('_test') ? path.slice(0, -'_test'.length) : undefined),
  },
  rust: {
    extension: 'rs',
    implementation: 'src',
    tests: 'tests',
    nameOf: (words) => importable(words.join('_'), RUST_KEYWORDS),
    testNameOf: (words) => importable(words.join('_'), RUST_KEYWORDS),
  },
  java: jvm('java'),
  kotlin: jvm('kt'),
  csharp: {
    extension: 'cs',
    implementation: 'src',
    tests: 'tests',
    nameOf: pascal,
    testNameOf: (words) => `${pascal(words)}Tests`,
  },
};

/** A module of such a name cannot be imported. */
const PYTHON_KEYWORDS = new Set(
  `and as assert async await break class continue def del elif else except false finally for from global if import in is
  lambda none nonlocal not or pass raise return true try while with yield`.split(/\s+/),
);
const RUST_KEYWORDS = new Set(
  `as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref
  return self static struct super trait true type unsafe use where while`.split(/\s+/),
);

/**
 * The paths that the specification gives, and for what it leaves open the convention of the language: `tests/test_cart.py`
 * and `src/cart.py`, or `cart/cart_test.go` and `cart/cart.go`. A path that is given decides the language of the other.
 */
export function defaultPaths(
  component: Pick<Component, 'name' | 'testPath' | 'implementationPath'>,
  project: {
    readonly language: Language;
    readonly directories: Config['directories'];
    /** Without a folder of its own a test stands beside its code. */
    readonly isBeside?: boolean;
  },
): ComponentPaths {
  const { testPath, implementationPath } = component;
  const given = implementationPath ?? testPath;
  const language = (given === undefined ? undefined : languageOfPath(given)) ?? project.language;
  const convention = CONVENTIONS[language];
  const extension =
    given !== undefined && languageOfPath(given) === language
      ? given.slice(given.lastIndexOf('.') + 1)
      : convention.extension;
  const words = splitWords(component.name);
  const named = words.length === 0 ? ['component'] : words;
  const { tests, implementation } = project.directories;
  const own = join(implementation ?? convention.implementation, convention.nameOf(named));
  const test = join(tests ?? convention.tests, convention.testNameOf(named));
  const known = { test: withoutExtension(testPath), implementation: withoutExtension(implementationPath) };
  const implemented =
    known.implementation ?? (known.test === undefined ? undefined : convention.implementationFor?.(known.test)) ?? own;
  // Where a folder for tests is set, they go there; in Go they can only be beside the code.
  const tied = tests === undefined || language === 'go' ? convention.testFor?.(implemented) : undefined;
  const isBeside = project.isBeside === true && tests === undefined;
  const beside = isBeside ? join(folderIn(implemented), convention.testNameOf(named)) : undefined;
  return {
    testPath: testPath ?? `${tied ?? beside ?? test}.${extension}`,
    implementationPath: implementationPath ?? `${implemented}.${extension}`,
  };
}

function join(folder: string, name: string): string {
  return folder === '.' ? name : `${folder}/${name}`;
}

function folderIn(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
}

function withoutExtension(path: string | undefined): string | undefined {
  return path?.replace(/\.\w+$/, '');
}

/** The same path in the other tree of a build; undefined when it is in neither. */
function mirrored(path: string, from: string, to: string): string | undefined {
  const other = path.replace(new RegExp(`(^|/)src/${from}/`), `$1src/${to}/`);
  return other === path ? undefined : other;
}

function importable(name: string, keywords: ReadonlySet<string>): string {
  if (keywords.has(name)) return `${name}_`;
  return startsWithDigit(name) ? `_${name}` : name;
}

function pascal(words: readonly string[]): string {
  const name = words.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join('');
  return startsWithDigit(name) ? `_${name}` : name;
}

function startsWithDigit(name: string): boolean {
  return /^\p{N}/u.test(name);
}
