import type { TestContract, TestPromise } from './testContract';

/** A test as a runner names it: `tests/test_cart.py::TestCart::test_total[1]`, or by its own name alone. */
interface NamedTest {
  readonly id: string;
  readonly file: string;
  readonly name: string;
}

/** What a test of a run promises: by its file and the names that it stands in, without its parameters. */
export function factsOf(contract: TestContract, { id, file, name }: NamedTest): TestPromise | undefined {
  const path = id.startsWith(`${file}::`) ? id.slice(file.length + 2).split('::') : [name];
  const wanted = nameOf(path);
  return contract.tests.find((promise) => promise.file === file && nameOf(promise.path) === wanted);
}

function nameOf(path: readonly string[]): string {
  return path.join('::').replace(/\[.*\]$/s, '');
}
