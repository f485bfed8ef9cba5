import type { RunnerName } from '../../../../../../src/node/runners/runnerName';
import { linkNodeModules } from '../../../../../kit/linkNodeModules';
import { linkRunnerTools } from '../../../../../kit/runnerTools/runnerTools';
import type { TemporaryWorkspace } from '../../../../../kit/temporaryWorkspace';

/** How files of a project name each other: as modules or as scripts. */
interface FileKind {
  /** A line that takes names, `{ a, b }`, or everything, `all`, from another file. */
  readonly load: (names: string, from: string) => string;
  /** An expression that is another file, loaded when it is reached; or the promise of it. */
  readonly loadLate: (from: string) => string;
  /** A line that offers a value to other files. */
  readonly offer: (name: string, value: string) => string;
}

/** What the tests of every JavaScript runner have to know of one, so that one text serves them all. */
export interface ScriptRunner extends FileKind {
  readonly name: RunnerName;
  /** What a person types before the names of files. */
  readonly command: string;
  /** The `package.json` of a project that uses it. */
  readonly project: string;
  /** What its files end in. */
  readonly ending: 'js' | 'ts';
  /** The first line of its test files; it brings `assert`, `describe`, `it`, `test`, and `beforeAll`, `afterAll` and so on. */
  readonly head: string;
  /** A line with a test that has a time limit of its own, in milliseconds. */
  readonly limited: (name: string, limitMs: number, body: string) => string;
  /** Brings the runner into a project. */
  readonly prepare: (workspace: TemporaryWorkspace) => Promise<void>;
}

const MODULES: FileKind = {
  load: (names, from) => `import ${names.startsWith('{') ? names : `* as ${names}`} from '${from}';`,
  loadLate: (from) => `import('${from}')`,
  offer: (name, value) => `export const ${name} = ${value};`,
};
const SCRIPTS: FileKind = {
  load: (names, from) => `const ${names} = require('${from}');`,
  loadLate: (from) => `require('${from}')`,
  offer: (name, value) => `exports.${name} = ${value};`,
};

export const VITEST: ScriptRunner = {
  ...MODULES,
  name: 'vitest',
  command: 'npx vitest run',
  project: '{"type":"module","devDependencies":{"vitest":"*"}}',
  ending: 'ts',
  head: "import assert from 'node:assert/strict'; import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';",
  limited: (name, limitMs, body) => `test('${name}', ${body}, ${limitMs});`,
  prepare: linkRunnerTools,
};

export const JEST: ScriptRunner = {
  ...SCRIPTS,
  name: 'jest',
  command: 'npx jest',
  project: '{"devDependencies":{"jest":"*"}}',
  ending: 'js',
  head: "const assert = require('node:assert/strict');",
  limited: VITEST.limited,
  prepare: linkRunnerTools,
};

export const MOCHA: ScriptRunner = {
  ...SCRIPTS,
  name: 'mocha',
  command: 'npx mocha',
  project: '{"type":"commonjs","devDependencies":{"mocha":"*"}}',
  ending: 'js',
  head: "const assert = require('node:assert/strict'); const [test, beforeAll, afterAll] = [it, before, after];",
  limited: (name, limitMs, body) => `it('${name}', function () { this.timeout(${limitMs}); return (${body})(); });`,
  prepare: linkNodeModules,
};

export const NODE_TEST: ScriptRunner = {
  ...MODULES,
  name: 'node:test',
  command: 'node --test',
  project: '{"type":"module"}',
  ending: 'js',
  head: "import assert from 'node:assert/strict'; import test, { after as afterAll, afterEach, before as beforeAll, beforeEach, describe, it } from 'node:test';",
  limited: (name, limitMs, body) => `test('${name}', { timeout: ${limitMs} }, ${body});`,
  prepare: async () => {},
};
