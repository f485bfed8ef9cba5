import { isSameTest } from '../../proof/ledger/isSameTest';
import type { ProofPlaces } from '../../proof/ledger/ledgerFinding';
import type { ProofChain } from '../../proof/ledger/proofChains';
import { requirementsOf } from '../../spec/requirementsOf';
import { fullName } from '../../testrun/fullName';
import type { TestResult } from '../../testrun/report';
import { linkTests } from '../../verdict/linkTests';
import { saidBy, toldBy } from '../../verdict/requirementIds';
import { unnamedCriteria } from '../../verdict/unnamedCriteria';
import type { TestReason } from '../../verdict/verdict';
import type { Ports } from '../ports';
import { isUnnamedMethod } from '../requirementStates';
import type { Task } from '../task';
import { textOf } from './textHash';

/** A test as it ended when it was run again. */
export type RunAgain = Pick<TestResult, 'id' | 'name' | 'file' | 'line' | 'outcome'>;

/**
 * Where a person finds what the entries of a component speak of: its tests with the requirements that they name, its code, the entries.
 * @param ran the tests of the run without the code, and of the run with it, as far as these came about
 * @param pathOf of an entry, by its name
 */
export async function proofPlaces(
  task: Task,
  { red, green, refactor }: ProofChain,
  {
    ran,
    pathOf,
  }: { readonly ran: Readonly<Record<'red' | 'passing', readonly RunAgain[]>>; pathOf(name: string): string },
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<ProofPlaces> {
  const entries = [red, green, refactor].flatMap((each) => each ?? []);
  const last = (refactor ?? green ?? red).entry;
  const found = new Map([...ran.red, ...ran.passing].map((test) => [test.id, test]));
  const passing = new Map(ran.passing.map(({ id, outcome }) => [id, outcome]));
  const files = Object.keys(last.tests);
  const tests = Object.keys(last.results).map((id) => {
    const file = files.find((each) => isSameTest(each, id)) ?? files[0] ?? task.testPath.relative;
    return found.get(id) ?? { id, name: id, file, line: undefined };
  });
  const telling = await tellingOf(tests, ports);
  const requirements = requirementsOf(task.specification, task.component).filter(
    ({ change }) => change !== 'removed' && change !== 'renamed',
  );
  const links = linkTests(requirements, telling);
  return {
    line: task.component.position.line,
    requirements: requirements
      .map((requirement) => ({ requirement, naming: links.get(requirement.id) ?? [] }))
      .filter(({ requirement, naming }) => naming.length > 0 || !isUnnamedMethod(requirement))
      .map(({ requirement, naming }) => {
        const { id, title, position } = requirement;
        const { lacking } = unnamedCriteria(requirement, (name) => links.get(name) ?? []);
        return { id, title, line: position.line, tests: naming.map(({ index }) => index), lacking };
      }),
    code: [task.implementationPath.relative],
    tests: tests.map((test) => {
      const { file, line } = test;
      const outcome = last.phase === 'red' ? undefined : passing.get(test.id);
      return { name: fullName(test), file, line, red: whyRed(red.entry.results, test.id), outcome };
    }),
    entries: entries.map(({ name, entry }) => ({ phase: entry.phase, path: pathOf(name) })),
  };
}

type Named = Pick<TestResult, 'id' | 'name' | 'file' | 'line'>;

async function tellingOf(tests: readonly Named[], ports: Pick<Ports, 'reader' | 'links'>) {
  const texts = new Map<string, string | undefined>();
  for (const file of new Set(tests.map((test) => test.file))) {
    const read = await textOf(file, ports);
    texts.set(file, read === undefined || read === 'unreadable' ? undefined : read.text);
  }
  return tests.map((test, index) => {
    const about = { facts: undefined, text: texts.get(test.file) };
    return { index, name: fullName(test), told: toldBy(test, about), said: saidBy(test, about) };
  });
}

/** Where a file could not be loaded without the code, that is recorded for all its tests; '' where nothing is. */
function whyRed(results: Readonly<Record<string, TestReason>>, id: string): string {
  const above = Object.keys(results).find((each) => isSameTest(each, id));
  const reason = results[id] ?? (above === undefined ? undefined : results[above]);
  return reason === undefined ? '' : (REASONS[reason] ?? reason.replaceAll('-', ' '));
}

const REASONS: Readonly<Partial<Record<TestReason, string>>> = {
  assertion: 'its assertion fails',
  'not-implemented': 'the code is not written yet',
  'symbol-missing': 'what it calls is missing',
  'subject-missing': 'the code is missing',
  'subject-error': 'the code ends with an error',
};
