import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ok } from '../../../core/lib/result';
import { childEnvironment } from '../../childEnvironment';
import { commandText } from '../commandText';
import type { LaunchRequest, RunnerAdapter } from '../runnerAdapter';
import { checkCompiledSyntax } from '../script/checkCompiledSyntax';
import { findScriptRunner } from '../script/findScriptRunner';
import { fullNamePattern } from '../script/fullNamePattern';
import { istanbulCoverage } from '../script/istanbulCoverage';
import { folderOf, launchScript } from '../script/launchScript';
import { namesInFolder } from '../script/namesInFolder';

export interface JestOptions {
  readonly assetsDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const JEST = { name: 'jest', configuration: /^jest\.config\.(?:[cm]?[jt]s|json)$/, oldest: [29, 4] } as const;
const OF_JEST = /[\\/]node_modules[\\/](?:(?:jest|babel-jest|jest-[\w-]+|expect|pretty-format)[\\/]|@jest[\\/])/;

/** jest, 29.4 and newer: the project's own with its configuration, and our reporter beside the usual one. */
export function createJestAdapter({ assetsDir, env }: JestOptions): RunnerAdapter {
  const { name } = JEST;
  return {
    name,
    abilities: { substitutes: true, order: true, selection: true, testTimeLimit: true, coverage: true },

    async command(root, { files, tests }) {
      const found = await findScriptRunner({ root, files, env }, JEST);
      if (!found.ok) return found;
      const { node, folder, cwd, installed } = found.value;
      const pattern = tests === undefined ? undefined : fullNamePattern(tests);
      const chosen = pattern === undefined ? [] : ['--testNamePattern', pattern];
      const args = [...chosen, '--runTestsByPath', ...namesInFolder(folder, files)];
      const program = installed.bin(name) ?? join(installed.folder, 'bin/jest.js');
      return ok({
        program: node.path,
        args: [...(await nodeArguments(cwd, files)), program, ...args],
        cwd,
        text: commandText(folder, ['npx', name, ...args]),
      });
    },

    async prepare(request) {
      const { root, files } = request;
      const found = await findScriptRunner({ root, files, env }, JEST);
      if (!found.ok) return found;
      const runner = found.value;
      const argv = jestArguments(request);
      const coverageOf = request.coverageOf?.map((file) => join(root, file));
      const report = join(coverageFolder(request), 'coverage-final.json');
      return ok(
        await launchScript({
          ...{ name, request, runner, env, assetsDir, program: join(assetsDir, 'jest_run.cjs') },
          settings: { installed: runner.installed.folder, argv, coverageOf, temporary: temporaryFolders(env) },
          command: commandText(runner.folder, ['npx', name, ...namesInFolder(runner.folder, files)]),
          nodeArguments: await nodeArguments(runner.cwd, files),
          isRunner: (file) => OF_JEST.test(file),
          readCoverage: () => istanbulCoverage({ report, root, files: request.coverageOf ?? [] }),
        }),
      );
    },

    checkSyntax: (root, paths, signal) => checkCompiledSyntax({ root, paths, env }, signal),
  };
}

function coverageFolder(request: LaunchRequest): string {
  return join(folderOf(JEST.name, request), 'coverage');
}

/**
 * What holds whatever the project's configuration says: every test of these files runs, a missing snapshot fails, nothing is
 * watched. That there are no tests is not for jest to judge, which would end without a word to its reporters.
 */
function jestArguments(request: LaunchRequest): object {
  const { root, files, tests, testTimeLimitMs, seed } = request;
  const pattern = tests && fullNamePattern(tests, request.exactly === true ? 'tests' : 'tests and suites');
  const isPlain = request.substitute === undefined && request.coverageOf === undefined;
  const coverage = {
    ...{ coverage: true, coverageReporters: ['json'], coverageThreshold: '{}' },
    coverageDirectory: coverageFolder(request),
  };
  return {
    ...{ $0: 'jest', _: files.map((file) => join(root, file)), runTestsByPath: true, ci: true, bail: 0 },
    ...{
      watch: false,
      watchAll: false,
      onlyChanged: false,
      onlyFailures: false,
      passWithNoTests: true,
      notify: false,
    },
    testLocationInResults: true,
    // A plain run uses what the plain command keeps for the next one. For others jest would keep it by paths of this one run.
    ...(isPlain ? {} : { cacheDirectory: join(folderOf(JEST.name, request), 'cache') }),
    ...(request.coverageOf === undefined ? { coverage: false } : coverage),
    ...(testTimeLimitMs === undefined ? {} : { testTimeout: testTimeLimitMs }),
    ...(seed === undefined ? {} : { randomize: true, seed }),
    ...(pattern === undefined ? {} : { testNamePattern: pattern }),
  };
}

/** The user's, by the names of their variables; null where there is none. */
function temporaryFolders(env: JestOptions['env']): Readonly<Record<string, string | null>> {
  const { TMPDIR = null, TMP = null, TEMP = null } = childEnvironment(env);
  return { TMPDIR, TMP, TEMP };
}

const VM_MODULES = '--experimental-vm-modules';

/** jest loads ES modules as such only with this switch, so whoever uses them has it in a script of the package. */
async function nodeArguments(cwd: string, files: readonly string[]): Promise<readonly string[]> {
  const manifest = await readFile(join(cwd, 'package.json'), 'utf8').catch(() => '');
  return manifest.includes(VM_MODULES) || files.some((file) => /\.m[jt]s$/.test(file)) ? [VM_MODULES] : [];
}
