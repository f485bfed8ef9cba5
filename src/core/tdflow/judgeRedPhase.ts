import type { JournalEntry } from '../apply/journal';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import { requirementsOf } from '../spec/requirementsOf';
import { factsOf } from '../testcontract/factsOf';
import { readTestContract } from '../testcontract/readTestContract';
import type { TestReport, TestResult } from '../testrun/report';
import { judgeRed } from '../verdict/judgeRed';
import type { WrittenTest } from '../verdict/pythonTestNames';
import { pythonTestNames } from '../verdict/pythonTestNames';
import { requirementIds, specifiedIds } from '../verdict/requirementIds';
import { subjectOf } from '../verdict/subject';
import type { Verdict } from '../verdict/verdict';
import { checkPath } from '../workspace/checkedPath';
import { contractFiles } from './contractFiles';
import { gatherRedEvidence } from './gatherRedEvidence';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import { rewrittenTests } from './rewrittenTests';
import { componentOf } from './session';
import type { Task } from './task';
import { waiversFor } from './waivers';

/** What RED is judged by, beside the runs that it makes. */
export interface RedSince {
  /** The run before the change, when there was one. */
  readonly baseline: TestReport | undefined;
  /** The change; undefined when nothing was written. */
  readonly entry: JournalEntry | undefined;
  /** Test files to run. */
  readonly files: readonly string[];
}

export type RedPorts = Pick<Ports, 'reader' | 'links' | 'runners' | 'attempts' | 'journal' | 'trees' | 'waivers'>;

/** Runs the tests as often as their verdict needs, reads what they promise, and judges. */
export async function* judgeRedPhase(
  task: Task,
  { baseline, entry, files }: RedSince,
  ports: RedPorts,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<{ readonly verdict: Verdict; readonly report: TestReport }, Problem>> {
  const present = await presentModules(task, ports);
  const runs = yield* gatherRedEvidence(task, files, ports, signal);
  if (!runs.ok) return runs;
  yield { kind: 'step', step: 'verdict' };
  const { specification, component } = task;
  const implementationPath = task.implementationPath.relative;
  const texts = await textsOf(files, ports);
  const others = await contractFiles(task, ports);
  const sources = new Map([...others, ...texts].map((source) => [source.path, source.text]));
  const contract = await readTestContract(
    [...sources].map(([path, text]) => ({ path, text })),
    ports.trees,
  );
  const facts = (test: TestResult) => factsOf(contract, test);
  const demanded = requirementsOf(specification, component);
  const specified = specifiedIds(
    `${specification.general}\n${component.excerpt}`,
    demanded.flatMap(({ id, criteria }) => [id, ...criteria.map((each) => each.id)]),
  );
  const rewritten =
    baseline === undefined ? new Set() : await rewrittenTests(baseline, { entry, sources, contract }, ports);
  const { waivers, notes } = await waiversFor(component.name, ports);
  const verdict = judgeRed({
    ...runs.value,
    notes: [...runs.value.notes, ...notes],
    before: baseline && { ...baseline, tests: baseline.tests.filter((test) => !rewritten.has(test.id)) },
    earlier: await earlierRed(task, ports),
    subject: subjectOf(specification, component, { implementationPath, present }),
    facts,
    written: await writtenTests(texts, ports),
    requirementsOf: (test) => requirementIds(test, { facts: facts(test), text: sources.get(test.file), specified }),
    waivers,
  });
  yield { kind: 'verdict', verdict };
  return ok({ verdict, report: runs.value.plain });
}

/** The implementation files of the specification that are there, whatever they hold. */
async function presentModules(task: Task, ports: Pick<Ports, 'reader' | 'links'>): Promise<ReadonlySet<string>> {
  const paths = task.specification.components.flatMap((component) => component.implementationPath ?? []);
  const present = new Set<string>();
  for (const path of [task.implementationPath.relative, ...paths]) {
    const checked = await checkPath(path, ports.links);
    if (checked.ok && (await ports.reader.read(checked.value)) !== undefined) present.add(path);
  }
  return present;
}

async function textsOf(
  paths: readonly string[],
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const found: { path: string; text: string }[] = [];
  for (const path of paths) {
    const checked = await checkPath(path, ports.links);
    const file = checked.ok ? await ports.reader.read(checked.value) : undefined;
    if (file !== undefined && file !== 'unreadable') found.push({ path, text: file.text });
  }
  return found;
}

/** Of Python alone: in other languages the names of tests may be made while the file runs. */
async function writtenTests(
  texts: readonly { readonly path: string; readonly text: string }[],
  ports: Pick<Ports, 'trees'>,
): Promise<readonly WrittenTest[]> {
  const python = texts.filter(({ path }) => path.endsWith('.py'));
  return (await Promise.all(python.map(({ path, text }) => pythonTestNames(path, text, ports.trees)))).flat();
}

async function earlierRed(
  task: Task,
  ports: Pick<Ports, 'attempts'>,
): Promise<{ readonly reached: boolean; readonly tests: ReadonlySet<string> }> {
  const last = componentOf(task.session, task.component.name)?.phases.red;
  const saved = last === undefined ? undefined : await ports.attempts.readVerdict(task.session.id, last.attempt);
  const own = (saved?.verdict.tests ?? []).filter((test) => test.apart !== true);
  return { reached: last?.state === 'reached', tests: new Set(own.map((test) => test.id)) };
}
