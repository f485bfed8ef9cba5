import { join } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { ok } from '../../../core/lib/result';
import type { RunnerAbilities } from '../../../core/testrun/runner';
import { childEnvironment } from '../../childEnvironment';
import { commandText } from '../commandText';
import { NOTHING_MORE } from '../nothingMore';
import { ownTemporaryFolder } from '../ownTemporaryFolder';
import type { Launch, LaunchRequest, RunnerAdapter } from '../runnerAdapter';
import { cargoVariables, findCargo, findCargoProject, targetOf } from './cargoProject';
import { CargoTests } from './cargoTests';
import { checkRustSyntax } from './checkRustSyntax';
import { coverageVariables, missingForCoverage } from './findLlvmCov';
import { judgeCargo } from './judgeCargo';
import { LibtestReader } from './libtestReader';
import { buildVariables, planCargoRun } from './planCargoRun';
import { readLlvmCoverage } from './readLlvmCoverage';

export interface CargoOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** libtest's own shuffling is for nightly. */
const ABILITIES: RunnerAbilities = { ...NOTHING_MORE, selection: true, coverage: true };

/** `cargo test`, one test after the other: only so libtest tells which test was running when a program ended. */
export function createCargoTestAdapter({ env }: CargoOptions): RunnerAdapter {
  return {
    name: 'cargo test',
    abilities: ABILITIES,

    async command(root, request) {
      const plan = await planCargoRun(root, request, env);
      if (!plan.ok) return plan;
      const { project, targets, filters, cwd } = plan.value;
      const args = ['test', ...targets, ...(filters.length === 0 ? [] : ['--', ...filters])];
      return ok({ program: project.program, args, cwd, text: commandText(project.folder, ['cargo', ...args]) });
    },

    async prepare(request: LaunchRequest): Promise<Result<Launch, Problem>> {
      const { root, scratch, coverageOf } = request;
      const plan = await planCargoRun(root, request, env);
      if (!plan.ok) return plan;
      const { project, files, building, targets, filters, cwd } = plan.value;
      const places = { root, workspaceRoot: project.workspaceRoot };
      const tests = new CargoTests(files, places, request.tests);
      const reader = new LibtestReader(tests, places);
      const missing = coverageOf === undefined ? undefined : await missingForCoverage(env);
      const measures = coverageOf !== undefined && missing === undefined;
      const report = join(scratch, 'coverage.json');
      const how = measures
        ? ['llvm-cov', 'test', '--json', '--output-path', report, '--ignore-run-fail']
        : ['test', '--no-fail-fast'];
      return ok({
        command: commandText(project.folder, ['cargo', 'test', ...targets]),
        channel: { kind: 'stdout' },
        records: [{ kind: 'known', tests: tests.declared }],
        process: {
          command: project.program,
          args: [...how, '--message-format=json', ...building, ...targets, '--', '--test-threads=1', ...filters],
          cwd,
          env: childEnvironment(env, {
            ...(await buildVariables(project, env, scratch)),
            ...(await ownTemporaryFolder(scratch)),
            ...(measures ? coverageVariables(env) : {}),
          }),
        },
        read: (line) => reader.read(line),
        readReports: async () => reader.finish(),
        ...(coverageOf === undefined
          ? {}
          : {
              readCoverage: async () =>
                missing === undefined
                  ? readLlvmCoverage(report, root, coverageOf)
                  : { kind: 'unavailable', ...missing },
            }),
        judge: (end, ledger, output) => judgeCargo({ end, ledger, output, name: 'cargo test', built: reader.built }),
      });
    },

    checkSyntax: (root, paths, signal) => checkSyntax({ root, env }, paths, signal),
  };
}

/** The same for both runners of Rust tests. */
export async function checkSyntax(
  { root, env }: CargoOptions & { readonly root: string },
  paths: readonly string[],
  signal: AbortSignal,
): ReturnType<RunnerAdapter['checkSyntax']> {
  const rustfmt = await findCargo('rustfmt', env);
  if (rustfmt === undefined) {
    return paths.map((path) => ({ path, error: 'not checked: there is no rustfmt (rustup component add rustfmt)' }));
  }
  const project = await findCargoProject(root, paths, env);
  const targets = project.ok ? project.value.targets : [];
  const editionOf = (path: string): string => targetOf(path, targets)?.edition ?? '2021';
  return checkRustSyntax({ rustfmt, root, env: childEnvironment(env, cargoVariables(env)), editionOf }, paths, signal);
}
