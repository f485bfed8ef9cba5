import { isTestPath } from '../../changes/phaseLock';
import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import { readKeptLines } from '../../proof/coverage/keepLines';
import type { NamingTests } from '../../proof/mutation/requirementStrength';
import type { TestLines } from '../../proof/testLines';
import { requirementsOf } from '../../spec/requirementsOf';
import { linkTests } from '../../verdict/linkTests';
import type { Verdict } from '../../verdict/verdict';
import { changedSince, markFiles } from '../fileMarks';
import { tellingTests } from '../lastRuns';
import type { Ports } from '../ports';
import type { PhaseRecord } from '../session';
import { componentOf } from '../session';
import type { Task } from '../task';
import { testFilesOf } from '../testFiles';

/** What is needed to see how strong a component's tests are. Paths are workspace-relative. */
export interface StrengthRequest {
  readonly component: string;
  /** Code in which faults are put; what no fault can be put into is left out. */
  readonly code: readonly string[];
  /** At least one. */
  readonly testFiles: readonly string[];
  /** Which tests name which requirement. */
  readonly requirements: readonly NamingTests[];
  /** Which lines each test runs, where VERIFY measured it and nothing changed since. */
  readonly byTest?: TestLines;
}

/** From the session, of a component that reached GREEN: before, its tests fail without any fault. */
export async function strengthRequest(
  task: Task,
  ports: Pick<Ports, 'reader' | 'links' | 'attempts'>,
): Promise<Result<StrengthRequest, Problem>> {
  const { component, session, specification } = task;
  const phases = componentOf(session, component.name)?.phases ?? {};
  if (phases.green?.state !== 'reached') {
    return fail({
      kind: 'phase-out-of-order',
      detail: `GREEN of ${component.name} was not reached in this session: there are no passing tests whose strength could be looked at.`,
      remedy: `Run GREEN of ${component.name} first.`,
    });
  }
  const own = { testPath: task.testPath.relative, implementationPath: task.implementationPath.relative };
  const recorded = [phases.green, phases.refactor].flatMap((record) => record?.files.map(({ path }) => path) ?? []);
  const code = [own.implementationPath, ...recorded].filter((path) => !isTestPath(path, own));
  const there = await markFiles(code, ports);
  return ok({
    component: component.name,
    code: there.map(({ path }) => path),
    testFiles: await testFilesOf(task, [], ports),
    ...(await lastVerdict({ component, session, specification }, ports)),
  });
}

/** What the last verdict whose run had tests says of them. */
async function lastVerdict(
  { component, session, specification }: Pick<Task, 'component' | 'session' | 'specification'>,
  ports: Pick<Ports, 'reader' | 'links' | 'attempts'>,
): Promise<Pick<StrengthRequest, 'requirements' | 'byTest'>> {
  const { verify, refactor, green, red } = componentOf(session, component.name)?.phases ?? {};
  for (const record of [verify, refactor, green]) {
    const saved = record && (await ports.attempts.readVerdict(session.id, record.attempt));
    if (record === undefined || saved === undefined || saved.verdict.tests.length === 0) continue;
    const tests = await tellingTests(session, { tests: saved.verdict.tests, red }, ports);
    const own = requirementsOf(specification, component);
    const links = linkTests(own, tests);
    const requirements = own.flatMap(({ id }) => {
      const naming = links.get(id) ?? [];
      return naming.length === 0 ? [] : [{ id, tests: naming.map((test) => test.id) }];
    });
    const byTest = await measuredThen(record, saved.verdict, ports);
    return byTest === undefined ? { requirements } : { requirements, byTest };
  }
  return { requirements: [] };
}

async function measuredThen(
  { files }: Pick<PhaseRecord, 'files'>,
  { lines }: Pick<Verdict, 'lines'>,
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<TestLines | undefined> {
  const kept = lines && readKeptLines(lines);
  if (kept === undefined) return undefined;
  const changed = await changedSince([...files, ...kept.files], ports);
  return changed.length === 0 ? kept.measured : undefined;
}
