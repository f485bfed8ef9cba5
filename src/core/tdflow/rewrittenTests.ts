import type { JournalEntry } from '../apply/journal';
import { factsOf } from '../testcontract/factsOf';
import { readTestContract } from '../testcontract/readTestContract';
import type { TestContract, TestPromise } from '../testcontract/testContract';
import type { TestReport, TestResult } from '../testrun/report';
import type { Ports } from './ports';

/**
 * Ids of tests of the run before the change whose text the change rewrote: under their old name they are new tests.
 * @param now `sources`: the texts of the test files by path; `contract`: what they promise
 */
export async function rewrittenTests(
  before: TestReport,
  now: {
    readonly entry: JournalEntry | undefined;
    readonly sources: ReadonlyMap<string, string>;
    readonly contract: TestContract;
  },
  ports: Pick<Ports, 'journal' | 'trees'>,
): Promise<ReadonlySet<string>> {
  const old = new Map(now.sources);
  const read = now.entry && (await ports.journal.readContents(now.entry));
  const contents = read?.ok ? read.value : undefined;
  for (const { path, before: state } of now.entry?.changes ?? []) {
    const bytes = state === undefined ? undefined : contents?.get(state.hash);
    if (bytes === undefined) old.delete(path);
    else old.set(path, new TextDecoder().decode(bytes));
  }
  const promised = await readTestContract(
    [...old].map(([path, text]) => ({ path, text })),
    ports.trees,
  );
  const isRewritten = (test: TestResult) => {
    const [then, since] = [factsOf(promised, test), factsOf(now.contract, test)];
    return then !== undefined && since !== undefined && demandOf(then) !== demandOf(since);
  };
  return new Set(before.tests.filter(isRewritten).map((test) => test.id));
}

/** What a test does and demands, wherever it stands. */
function demandOf({ assertions, parameters, skips, body }: TestPromise): string {
  return JSON.stringify([assertions.map(({ text }) => text), parameters, skips, body]);
}
