import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { applyChanges } from '../../../src/core/apply/applyChanges';
import { loadSpecification } from '../../../src/core/spec/loadSpecification';
import { judgeRedPhase } from '../../../src/core/tdflow/judgeRedPhase';
import type { PhaseEvent } from '../../../src/core/tdflow/phaseEvents';
import type { Ports } from '../../../src/core/tdflow/ports';
import { runTests } from '../../../src/core/tdflow/runTests';
import type { Task } from '../../../src/core/tdflow/task';
import { isTestFileName } from '../../../src/core/testrun/testFileName';
import type { Verdict } from '../../../src/core/verdict/verdict';
import { createTestRunners } from '../../../src/node/runners/createTestRunners';
import { checked } from '../checked';
import { repositoryRoot } from '../editor/repositoryRoot';
import { must } from '../must';
import { nodePorts } from '../nodePorts';
import { ensureRunnerTools } from '../runnerTools/runnerTools';
import { sampleSession } from '../sampleSession';
import { sampleTask } from '../sampleTask';
import { TemporaryWorkspace } from '../temporaryWorkspace';
import type { OracleCase } from './oracleCase';
import { recordedTool } from './recordedTool';

const ASSETS = path.join(repositoryRoot, 'src/node/runners/assets');
const RUN_LIMIT_MS = 60_000;
/** A test of the corpus that is meant to hang takes longer than this. */
const TEST_LIMIT_MS = 2_000;

/** Takes a case through RED as the product does: run before the change, change under the journal, runs after it, verdict. */
export async function runOracleCase(given: OracleCase): Promise<Verdict> {
  const workspace = await TemporaryWorkspace.make(given.before);
  const bin = await TemporaryWorkspace.make();
  try {
    await linkTools(given, workspace);
    const isRecorded = given.report !== undefined || given.stdout !== undefined;
    const env = {
      ...process.env,
      PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      ...(isRecorded ? { PATH: await recordedTool(given, workspace.root, bin) } : {}),
    };
    const preferences = async () => ({ runner: given.runner });
    const runners = createTestRunners({ root: workspace.root, assetsDir: ASSETS, env, preferences });
    const ports = nodePorts(workspace.root, runners);
    const task = await taskOf(given, ports);
    const signal = new AbortController().signal;
    const old = Object.keys(given.before).filter(isTest);
    // What was recorded is the run after the change.
    const hasBaseline = old.length > 0 && !isRecorded;
    const baseline = hasBaseline ? must(await endOf(runTests(task, { files: old }, ports, signal))) : undefined;
    const entry = must(await applyChanges(await changesOf(given), ports));
    const fresh = isRecorded ? [] : Object.keys(given.after).filter(isTest);
    const files = [...new Set([...(isRecorded ? [] : old), ...fresh, task.testPath.relative])];
    const judged = must(await endOf(judgeRedPhase(task, { baseline, entry, files }, ports, signal)));
    return judged.verdict;
  } finally {
    await workspace.dispose();
    await bin.dispose();
  }
}

/** Links the packages of a runner one by one: a case may bring packages of its own. */
async function linkTools({ runner }: OracleCase, workspace: TemporaryWorkspace): Promise<void> {
  if (runner !== 'mocha' && runner !== 'vitest' && runner !== 'jest') return;
  const from = runner === 'mocha' ? path.join(repositoryRoot, 'node_modules') : await ensureRunnerTools();
  await mkdir(workspace.path('node_modules'), { recursive: true });
  for (const name of await readdir(from)) {
    const link = workspace.path(path.join('node_modules', name));
    if (!existsSync(link)) await symlink(path.join(from, name), link, 'junction');
  }
}

async function taskOf(given: OracleCase, ports: Ports): Promise<Task<'red'>> {
  const text = JSON.stringify({ name: 'oracle', version: '1', components: given.components });
  const source = { text, path: 'specs/oracle.yaml', hash: '0123456789abcdef' };
  const { specification } = must(loadSpecification(source));
  const component = specification.components[0]?.name;
  const session = sampleSession({ components: [] });
  const task = await sampleTask('red', ports, { specification, component, session, testTimeLimitMs: RUN_LIMIT_MS });
  return { ...task, singleTestLimitMs: TEST_LIMIT_MS };
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

function isTest(file: string): boolean {
  return isTestFileName(file) && !file.includes('node_modules/');
}

async function endOf<T>(running: AsyncGenerator<PhaseEvent, T>): Promise<T> {
  for (;;) {
    const step = await running.next();
    if (step.done === true) return step.value;
  }
}
