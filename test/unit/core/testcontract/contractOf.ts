import { readTestContract } from '../../../../src/core/testcontract/readTestContract';
import type { Assertion, TestContract, TestPromise } from '../../../../src/core/testcontract/testContract';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';

const trees = createSyntaxTrees();

/** Files of a test folder by their paths. */
export type Files = Readonly<Record<string, string>>;

export function contractOf(files: Files): Promise<TestContract> {
  return readTestContract(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    trees,
  );
}

/** The only test of the files. */
export async function onlyTest(files: Files): Promise<TestPromise> {
  const { tests } = await contractOf(files);
  const [test] = tests;
  if (test === undefined || tests.length > 1) throw new Error(`${tests.length} tests instead of one`);
  return test;
}

/** The only assertion of the only test. */
export async function onlyAssertion(files: Files): Promise<Assertion> {
  const { assertions } = await onlyTest(files);
  const [assertion] = assertions;
  if (assertion === undefined || assertions.length > 1)
    throw new Error(`${assertions.length} assertions instead of one`);
  return assertion;
}
