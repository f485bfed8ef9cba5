import type { ContractChange, ContractChangeKind } from '../contractChange';
import { isContractFile } from '../contractFile';
import type { Assertion, TestContract, TestPromise, TestSupport } from '../testContract';
import { compareAssertions } from './compareAssertions';
import { difference } from './difference';
import { quote, quoteDifference, quoteSome } from './quote';

/** Hooks that decide which tests run and what counts as passed. */
const RUNNER_HOOKS =
  /^TestMain$|^pytest_(runtest|collection|collect|pycollect|pyfunc_call|ignore_collect|deselected|itemcollected|report|assertrepr|exception|sessionfinish|generate_tests|fixture_setup)/;
const SELECTING = /^(collect_ignore|collect_ignore_glob|__test__)$/;
const TOLERANT_NAME = /toler|eps|delta|precision|timeout|slack|margin/i;
const CONSTANT_NUMBER = /= ?(-?[\d_]+(?:\.\d+)?(?:e-?\d+)?)$/i;
const IMPORT = /^(import|export|from|use|using|(const |let |var )?[\w{}, :]+ = (await )?(require|import)\()/;

/** What became of fixtures, helpers, constants and hooks. */
export function compareSupport(before: TestContract, after: TestContract): readonly ContractChange[] {
  const { gone, come, kept } = difference(before.support, after.support, keyOf);
  const testFiles = new Set([...before.tests, ...after.tests].map(({ file, definedIn }) => definedIn ?? file));
  const changes: ContractChange[] = [];
  for (const [old, now] of kept) {
    if (old.text !== now.text) changes.push(changedSupport(old, now, testFiles));
  }
  for (const old of gone) {
    if (IMPORT.test(old.text)) continue;
    changes.push(changeOf(old, { kind: 'support-changed', weakens: false, detail: `the ${nameOf(old)} is gone` }));
  }
  const old = new Map(before.tests.map((test) => [testKey(test), test]));
  for (const now of come) if (concerns(now, old, after)) changes.push(newSupport(now, testFiles));
  return [...changes, ...compareHelperAssertions(before, after)];
}

function changedSupport(old: TestSupport, now: TestSupport, testFiles: ReadonlySet<string>): ContractChange {
  const patches = (now.patches ?? []).filter((patch) => !(old.patches ?? []).includes(patch));
  if (patches.length > 0) return changeOf(now, patching(now, patches, testFiles));
  const said = quoteDifference(old.text, now.text);
  if (RUNNER_HOOKS.test(now.name)) {
    return changeOf(now, {
      kind: 'conftest-patches',
      weakens: true,
      detail: `the runner's hook ${quote(now.name)} changed: ${said}`,
    });
  }
  const [was, is] = [numberOf(old), numberOf(now)];
  const isWider = was !== undefined && is !== undefined && TOLERANT_NAME.test(now.name) && Math.abs(is) > Math.abs(was);
  return changeOf(now, {
    kind: isWider ? 'tolerance-loosened' : 'support-changed',
    weakens: isWider,
    detail: `the ${nameOf(now)} changed: ${said}`,
  });
}

function newSupport(now: TestSupport, testFiles: ReadonlySet<string>): ContractChange {
  if (now.patches !== undefined) return changeOf(now, patching(now, now.patches, testFiles));
  if (RUNNER_HOOKS.test(now.name)) {
    return changeOf(now, {
      kind: 'conftest-patches',
      weakens: true,
      detail: `the runner's hook ${quote(now.name)} is new`,
    });
  }
  if (SELECTING.test(now.name)) {
    const detail = `files are left out of the tests: ${quote(now.text)}`;
    return changeOf(now, { kind: 'configuration-changed', weakens: true, detail });
  }
  return changeOf(now, {
    kind: 'support-changed',
    weakens: false,
    detail: `the ${nameOf(now)} is new: ${quote(now.text)}`,
  });
}

function patching(
  now: TestSupport,
  patches: readonly string[],
  testFiles: ReadonlySet<string>,
): Pick<ContractChange, 'kind' | 'weakens' | 'detail'> {
  const isSetup = isContractFile(now.file) || !testFiles.has(now.file);
  const kind: ContractChangeKind = isSetup ? 'conftest-patches' : 'support-changed';
  return { kind, weakens: true, detail: `the ${nameOf(now)} replaces what the tests see: ${quoteSome(patches)}` };
}

/** Whether something new takes part in tests that were there before. */
function concerns(now: TestSupport, old: ReadonlyMap<string, TestPromise>, after: TestContract): boolean {
  if (now.kind === 'hook' || isContractFile(now.file)) return !IMPORT.test(now.text);
  if (IMPORT.test(now.text) && !now.name.startsWith('* of')) return false;
  return after.tests.some((test) => {
    const was = old.get(testKey(test));
    return was !== undefined && was.body === test.body && test.uses.includes(now.name) && !was.uses.includes(now.name);
  });
}

function testKey({ file, path }: TestPromise): string {
  return [file, ...path].join('\0');
}

/** Assertions that stand in helpers and fixtures, each once however many tests use it. */
function compareHelperAssertions(before: TestContract, after: TestContract): readonly ContractChange[] {
  const [old, now] = [helperAssertions(before), helperAssertions(after)];
  const present = new Map(after.support.map((each) => [keyOf(each), each]));
  return [...old].flatMap(([key, { file, name, assertions }]) => {
    const helper = present.get(key);
    if (helper === undefined) return [];
    return compareAssertions(assertions, now.get(key)?.assertions ?? []).map(
      ({ kind, weakens, detail, line }): ContractChange => ({
        ...{ kind: kind === 'test-changed' ? 'support-changed' : kind, file, line, test: undefined, weakens },
        detail: `in ${quote(name)}: ${detail}`,
      }),
    );
  });
}

interface HelperAssertions {
  readonly file: string;
  readonly name: string;
  readonly assertions: readonly Assertion[];
}

function helperAssertions(contract: TestContract): ReadonlyMap<string, HelperAssertions> {
  const helpers = new Map<string, HelperAssertions>();
  for (const test of contract.tests) {
    const own = new Map<string, Assertion[]>();
    for (const assertion of test.assertions) {
      if (assertion.from === undefined) continue;
      const key = keyOf(assertion.from);
      own.set(key, [...(own.get(key) ?? []), assertion]);
    }
    for (const [key, assertions] of own) {
      const from = assertions[0]?.from;
      if (from !== undefined && !helpers.has(key)) helpers.set(key, { ...from, assertions });
    }
  }
  return helpers;
}

function changeOf(
  { file, line }: TestSupport,
  { kind, weakens, detail }: Pick<ContractChange, 'kind' | 'weakens' | 'detail'>,
): ContractChange {
  return { kind, file, line, test: undefined, detail, weakens };
}

function nameOf({ kind, name, text }: TestSupport): string {
  if (IMPORT.test(text)) return `import of ${quote(name)}`;
  return name.endsWith('top level') ? 'code that runs when the file is loaded' : `${kind} ${quote(name)}`;
}

function numberOf({ text }: TestSupport): number | undefined {
  const number = CONSTANT_NUMBER.exec(text)?.[1];
  return number === undefined ? undefined : Number(number.replaceAll('_', ''));
}

function keyOf({ file, name }: { readonly file: string; readonly name: string }): string {
  return `${file}\0${name}`;
}
