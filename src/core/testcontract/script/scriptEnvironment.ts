import type { ImportReading } from '../fileReading';

/** What the names of a test library are called in one file. */
export interface ScriptEnvironment {
  /** Names of whole assertion modules: `assert`. */
  readonly asserts: ReadonlyMap<string, { readonly isLoose: boolean }>;
  /** Names of single functions of such: `strictEqual`. */
  readonly assertions: ReadonlyMap<string, { readonly name: string; readonly isLoose: boolean }>;
  /** Names of `expect`. */
  readonly expects: ReadonlySet<string>;
  /** Names of functions that make tests and suites, by what the runner calls them. */
  readonly testers: ReadonlyMap<string, string>;
  readonly imported: ReadonlySet<string>;
}

const ASSERT_MODULES = /^(node:)?assert(\/strict)?$|^(power-assert|uvu\/assert|@std\/assert|bun:assert|@japa\/assert)$/;
const TEST_MODULES =
  /^(node:test|vitest|@jest\/globals|mocha|ava|tap|tape|uvu|@playwright\/test|bun:test|@japa\/runner|@testing-library\/jest-native)$/;
const SUITES = 'describe context suite xdescribe xcontext fdescribe';
const TESTS = 'it test specify xit xtest xspecify fit ftest';
const GLOBAL_TESTERS = [...SUITES.split(' '), ...TESTS.split(' ')];

/** Whether a function of the runner holds tests, by the runner's own name of it. */
export function isSuiteName(name: string): boolean {
  return SUITES.split(' ').includes(name);
}

export function readEnvironment(imports: readonly ImportReading[]): ScriptEnvironment {
  const asserts = new Map<string, { readonly isLoose: boolean }>([['assert', { isLoose: false }]]);
  const assertions = new Map<string, { readonly name: string; readonly isLoose: boolean }>();
  const expects = new Set(['expect']);
  const testers = new Map(GLOBAL_TESTERS.map((name) => [name, name]));
  for (const { local, module, name } of imports) {
    const isWhole = name === '*' || name === 'default';
    if (ASSERT_MODULES.test(module)) {
      const isLoose = /^(node:)?assert$/.test(module) && name !== 'strict';
      if (isWhole || name === 'strict') asserts.set(local, { isLoose });
      else assertions.set(local, { name, isLoose });
    } else if (name === 'expect' || (isWhole && /(^|\/)expect$/.test(module))) expects.add(local);
    else if (name === 'assert') asserts.set(local, { isLoose: false });
    else if (TEST_MODULES.test(module)) testers.set(local, isWhole ? 'test' : name);
  }
  return { asserts, assertions, expects, testers, imported: new Set(imports.map(({ local }) => local)) };
}
