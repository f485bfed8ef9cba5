import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { ok } from '../../../core/lib/result';
import type { RunEnd } from '../../../core/testrun/report';
import type { RunnerAbilities } from '../../../core/testrun/runner';
import { childEnvironment } from '../../childEnvironment';
import type { ProcessEnd } from '../../processes';
import { commandText } from '../commandText';
import { NOTHING_MORE } from '../nothingMore';
import { ownTemporaryFolder } from '../ownTemporaryFolder';
import type { Launch, LaunchRequest, RunnerAdapter } from '../runnerAdapter';
import type { RunRecord } from '../runRecord';
import type { CargoOptions } from './cargoTestAdapter';
import { checkSyntax } from './cargoTestAdapter';
import { CargoTests } from './cargoTests';
import { judgeCargo } from './judgeCargo';
import { NextestReader } from './nextestReader';
import { buildVariables, planCargoRun } from './planCargoRun';

const ABILITIES: RunnerAbilities = { ...NOTHING_MORE, selection: true, testTimeLimit: true };

/** https://docs.rs/nextest-metadata/latest/nextest_metadata/enum.NextestExitCode.html */
const TESTS_FAILED = 100;

/**
 * `cargo nextest run`, 0.9.123 (January 2026) and newer. Each test is a process of its own; one that ends it with code 0 counts as
 * passed there, which its report does not tell from a test that came to its end.
 */
export function createNextestAdapter({ env }: CargoOptions): RunnerAdapter {
  return {
    name: 'cargo nextest',
    abilities: ABILITIES,

    async command(root, request) {
      const plan = await planCargoRun(root, request, env);
      if (!plan.ok) return plan;
      const { project, targets, filters, cwd } = plan.value;
      const args = ['nextest', 'run', ...targets, ...(filters.length === 0 ? [] : ['--', ...filters])];
      return ok({ program: project.program, args, cwd, text: commandText(project.folder, ['cargo', ...args]) });
    },

    async prepare(request: LaunchRequest): Promise<Result<Launch, Problem>> {
      const { root, scratch, testTimeLimitMs } = request;
      const plan = await planCargoRun(root, request, env);
      if (!plan.ok) return plan;
      const { project, files, building, targets, filters, cwd } = plan.value;
      const places = { root, workspaceRoot: project.workspaceRoot };
      const tests = new CargoTests(files, places, request.tests);
      const reader = new NextestReader(tests, places);
      const limits = testTimeLimitMs === undefined ? [] : await limitArguments(testTimeLimitMs, scratch);
      return ok({
        command: commandText(project.folder, ['cargo', 'nextest', 'run', ...targets]),
        channel: { kind: 'stdout' },
        records: [{ kind: 'known', tests: tests.declared }],
        process: {
          command: project.program,
          args: [
            ...['nextest', 'run', '--no-fail-fast', '--retries', '0', '--no-tests', 'pass', '--color', 'never'],
            ...['--message-format', 'libtest-json-plus', '--cargo-message-format', 'json', ...limits],
            ...building.map((each) => each.replace('--jobs', '--build-jobs')),
            ...targets,
            ...(filters.length === 0 ? [] : ['--', ...filters]),
          ],
          cwd,
          env: childEnvironment(env, {
            ...(await buildVariables(project, env, scratch)),
            ...(await ownTemporaryFolder(scratch)),
            NEXTEST_EXPERIMENTAL_LIBTEST_JSON: '1',
          }),
        },
        read: (line) => reader.read(line),
        readReports: async (): Promise<readonly RunRecord[]> => (reader.built === false ? tests.notCompiled() : []),
        judge: (end, ledger, output) => {
          const tooOld = isTooOld(end, output);
          if (tooOld !== undefined) return tooOld;
          const isOver = end.kind === 'exited' && (end.code === 0 || end.code === TESTS_FAILED);
          if (isOver || reader.built === false) ledger.add({ kind: 'ended' });
          return judgeCargo({ end, ledger, output, name: 'cargo nextest', built: reader.built });
        },
      });
    },

    checkSyntax: (root, paths, signal) => checkSyntax({ root, env }, paths, signal),
  };
}

/** Settings of lower rank than the project's own, by which a test is ended. */
async function limitArguments(limitMs: number, scratch: string): Promise<readonly string[]> {
  const file = join(scratch, 'nextest.toml');
  const limit = `{ period = "${limitMs}ms", terminate-after = 1 }`;
  await writeFile(file, `[profile.default]\nslow-timeout = ${limit}\n`);
  return ['--tool-config-file', `agentforge:${file}`];
}

function isTooOld(end: ProcessEnd, output: string): RunEnd | undefined {
  const isUsage = end.kind === 'exited' && /unexpected argument '--cargo-message-format'/.test(output);
  const isMissing = /no such command: `nextest`/.test(output);
  if (!isUsage && !isMissing) return undefined;
  const detail = isMissing ? 'cargo-nextest is not installed' : 'cargo-nextest is older than 0.9.123';
  const install = 'cargo install cargo-nextest --locked';
  return { kind: 'not-started', problem: { kind: 'runner-missing', runner: 'cargo nextest', detail, install } };
}
