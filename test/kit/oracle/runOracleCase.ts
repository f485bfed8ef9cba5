import assert from 'node:assert/strict';
import path from 'node:path';
import { applyChanges } from '../../../src/core/apply/applyChanges';
import { loadSpecification } from '../../../src/core/spec/loadSpecification';
import { judgeRedPhase } from '../../../src/core/tdflow/judgeRedPhase';
import type { PhaseEvent } from '../../../src/core/tdflow/phaseEvents';
import type { Ports } from '../../../src/core/tdflow/ports';
import { runTests } from '../../../src/core/tdflow/runTests';
import type { Task } from '../../../src/core/tdflow/task';
import type { TestRunners } from '../../../src/core/testrun/runner';
import { isTestFileName } from '../../../src/core/testrun/testFileName';
import type { Verdict } from '../../../src/core/verdict/verdict';
import { createTestRunners } from '../../../src/node/runners/createTestRunners';
import { checked } from '../checked';
import { repositoryRoot } from '../editor/repositoryRoot';
import { must } from '../must';
import { nodePorts } from '../nodePorts';
import { linkRunnerTools } from '../runnerTools/runnerTools';
import { sampleSession } from '../sampleSession';
import { sampleTask } from '../sampleTask';
import { TemporaryWorkspace } from '../temporaryWorkspace';
import type { OracleCase } from './oracleCase';

const ASSETS = path.join(repositoryRoot, 'src/node/runners/assets');
/** A test that hangs is ended after a quarter of it. */
const RUN_LIMIT_MS = 24_000;

/** Takes a case through RED as the product does: run before the change, change under the journal, runs after it, verdict. */
export async function runOracleCase(given: OracleCase): Promise<Verdict> {
  const workspace = await TemporaryWorkspace.make(given.before);
  try {
    if (given.runner === 'vitest' || given.runner === 'jest' || given.runner === 'mocha')
      await linkRunnerTools(workspace);
    const env = { ...process.env, PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1', PYTHONDONTWRITEBYTECODE: '1' };
    const runners = createTestRunners({ root: workspace.root, assetsDir: ASSETS, env });
    const ports = nodePorts(workspace.root, runners);
    const task = await taskOf(given, ports);
    const signal = new AbortController().signal;
    const old = Object.keys(given.before).filter(isTest);
    const baseline = old.length === 0 ? undefined : must(await endOf(runTests(task, old, ports, signal)));
    const entry = must(await applyChanges(await changesOf(given), ports.writer, ports.journal));
    const files = [...new Set([...old, ...Object.keys(given.after).filter(isTest)])];
    await assertRunner(given, runners, task);
    const judged = must(await endOf(judgeRedPhase(task, { baseline, entry, files }, ports, signal)));
    return judged.verdict;
  } finally {
    await workspace.dispose();
  }
}

async function taskOf(given: OracleCase, ports: Ports): Promise<Task<'red'>> {
  const text = JSON.stringify({ name: 'oracle', version: '1', components: given.components });
  const source = { text, path: 'specs/oracle.yaml', hash: '0123456789abcdef' };
  const { specification } = must(loadSpecification(source));
  const component = specification.components[0]?.name;
  const session = sampleSession({ components: [] });
  return sampleTask('red', ports, { specification, component, session, testTimeLimitMs: RUN_LIMIT_MS });
}

async function changesOf({ before, after }: OracleCase): Promise<Parameters<typeof applyChanges>[0]> {
  const state = (text: string | undefined) =>
    text === undefined ? undefined : { bytes: new TextEncoder().encode(text), mode: undefined };
  const changes = await Promise.all(
    Object.entries(after).map(async ([name, text]) => ({
      path: await checked(name),
      before: state(before[name]),
      after: state(text),
    })),
  );
  return {
    ...{ id: 'tdflow_20260101_120000_000000.001-red-oracle', sessionId: 'tdflow_20260101_120000_000000' },
    ...({ component: 'oracle', phase: 'red', at: '2026-01-01T12:00:00.000Z', changes } as const),
  };
}

/** What is labelled for one runner and run by another proves nothing. */
async function assertRunner({ runner }: OracleCase, runners: TestRunners, task: Task): Promise<void> {
  assert.equal(
    must(await runners.for(task.testPath.relative)).name,
    runner,
    'another runner was found for the test file',
  );
}

function isTest(file: string): boolean {
  return isTestFileName(file) && !file.includes('node_modules/');
}

async function endOf<T>(running: AsyncGenerator<PhaseEvent, T>): Promise<T> {
  for (;;) {
    const step = await running.next();
    if (step.done === true) return step.value;
  }
}
