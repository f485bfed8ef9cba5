import { join } from 'node:path';
import { ok } from '../../../core/lib/result';
import type { Coverage } from '../../../core/testrun/report';
import { commandText } from '../commandText';
import type { LaunchRequest, RunnerAdapter } from '../runnerAdapter';
import { checkCompiledSyntax } from '../script/checkCompiledSyntax';
import { findPackage } from '../script/findPackage';
import type { ScriptRunner } from '../script/findScriptRunner';
import { findScriptRunner } from '../script/findScriptRunner';
import { fullNamePattern } from '../script/fullNamePattern';
import { istanbulCoverage } from '../script/istanbulCoverage';
import { folderOf, launchScript, SETTINGS } from '../script/launchScript';
import { namesInFolder } from '../script/namesInFolder';
import { installCommand } from '../script/packageManager';
import { PROGRAM, SETUP, vitestPrograms } from './vitestPrograms';

export interface VitestOptions {
  readonly assetsDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const VITEST = {
  name: 'vitest',
  configuration: /^vite(?:st)?\.(?:config|workspace|projects)\.[cm]?[jt]s$/,
  oldest: [3, 0],
} as const;
const OF_VITEST = /[\\/]node_modules[\\/](?:(?:vitest|vite|vite-node|chai|tinyspy|tinypool)[\\/]|@vitest[\\/])/;

/** vitest, 3.0 and newer: the project's own with its configuration, and our reporter beside the usual one. */
export function createVitestAdapter({ assetsDir, env }: VitestOptions): RunnerAdapter {
  const { name } = VITEST;
  return {
    name,
    abilities: { substitutes: true, order: true, selection: true, testTimeLimit: true, coverage: true },

    async command(root, { files, tests }) {
      const found = await findScriptRunner({ root, files, env }, VITEST);
      if (!found.ok) return found;
      const { node, folder, cwd, installed } = found.value;
      const pattern = tests === undefined ? undefined : fullNamePattern(tests);
      const chosen = pattern === undefined ? [] : ['--testNamePattern', pattern];
      const args = ['run', ...chosen, ...namesInFolder(folder, files)];
      return ok({
        program: node.path,
        args: [installed.bin(name) ?? join(installed.folder, 'vitest.mjs'), ...args],
        cwd,
        text: commandText(folder, ['npx', name, ...args]),
      });
    },

    async prepare(request) {
      const { root, files, coverageOf } = request;
      const found = await findScriptRunner({ root, files, env }, VITEST);
      if (!found.ok) return found;
      const runner = found.value;
      const provider = coverageOf === undefined ? undefined : await coverageProvider(runner);
      const options = vitestOptions(request, runner, provider);
      const report = join(coverageFolder(request), 'coverage-final.json');
      const own = folderOf(name, request);
      const setupFile = join(own, SETUP);
      return ok(
        await launchScript({
          ...{ name, request, runner, env, assetsDir, program: join(own, PROGRAM), nodeArguments: [] },
          written: await vitestPrograms({ installed: runner.installed, assetsDir, settings: join(own, SETTINGS) }),
          settings: { files: files.map((file) => join(root, file)), options, setupFile },
          command: commandText(runner.folder, ['npx', name, 'run', ...namesInFolder(runner.folder, files)]),
          isRunner: (file) => OF_VITEST.test(file),
          readCoverage: () =>
            provider === undefined
              ? withoutProvider(root, runner)
              : istanbulCoverage({ report, root, files: coverageOf ?? [] }),
        }),
      );
    },

    checkSyntax: (root, paths, signal) => checkCompiledSyntax({ root, paths, env }, signal),
  };
}

type CoverageProvider = 'v8' | 'istanbul';

async function coverageProvider({ cwd }: ScriptRunner): Promise<CoverageProvider | undefined> {
  for (const provider of ['v8', 'istanbul'] as const) {
    if ((await findPackage(cwd, `@vitest/coverage-${provider}`)) !== undefined) return provider;
  }
  return undefined;
}

async function withoutProvider(root: string, { folder, installed }: ScriptRunner): Promise<Coverage> {
  const install = await installCommand(root, folder, [`@vitest/coverage-v8@${installed.version}`]);
  return { kind: 'unavailable', detail: 'vitest measures coverage with a package that is not installed', install };
}

function coverageFolder(request: LaunchRequest): string {
  return join(folderOf(VITEST.name, request), 'coverage');
}

/**
 * What holds whatever the project's configuration says: every test of these files runs, nothing is watched, and nothing is kept
 * for the next run.
 */
function vitestOptions(request: LaunchRequest, runner: ScriptRunner, provider: CoverageProvider | undefined): object {
  const { tests, testTimeLimitMs, seed, coverageOf = [] } = request;
  const pattern = tests && fullNamePattern(tests, request.exactly === true ? 'tests' : 'tests and suites');
  const measured = namesInFolder(runner.folder, coverageOf).map((name) => name.replace(/[*?[\]{}()!+@|\\]/g, '\\$&'));
  const reports = { reporter: ['json'], reportsDirectory: coverageFolder(request), reportOnFailure: true };
  return {
    ...{ watch: false, run: true, ui: false, open: false, cache: false, bail: 0, passWithNoTests: false },
    ...{ includeTaskLocation: true, attachmentsDir: join(folderOf(VITEST.name, request), 'attachments') },
    coverage: provider === undefined ? { enabled: false } : { enabled: true, provider, ...reports, include: measured },
    ...(testTimeLimitMs === undefined ? {} : { testTimeout: testTimeLimitMs }),
    ...(seed === undefined ? {} : { sequence: { shuffle: { files: true, tests: true }, seed } }),
    ...(pattern === undefined ? {} : { testNamePattern: pattern }),
  };
}
