import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { ok } from '../../../core/lib/result';
import { childEnvironment } from '../../childEnvironment';
import { commandText } from '../commandText';
import { ownTemporaryFolder } from '../ownTemporaryFolder';
import type { Launch, LaunchRequest, RunnerAdapter } from '../runnerAdapter';
import { checkCompiledSyntax } from '../script/checkCompiledSyntax';
import type { ScriptRunner } from '../script/findScriptRunner';
import { findScriptRunner } from '../script/findScriptRunner';
import { fullNamePattern } from '../script/fullNamePattern';
import { judgeScriptRun } from '../script/judgeScriptRun';
import { namesInFolder } from '../script/namesInFolder';
import { readImports } from '../script/readImports';
import { readV8Coverage } from '../script/readV8Coverage';
import { writeStandIn } from '../script/writeStandIn';
import { MochaEventReader } from './mochaEventReader';

export interface MochaOptions {
  readonly assetsDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const MOCHA = { name: 'mocha', configuration: /^\.mocharc\.(?:[cm]?js|jsonc?|ya?ml)$/, oldest: [8, 2] } as const;
const OF_MOCHA = /[\\/]node_modules[\\/]mocha[\\/]/;

/** mocha, 8.2 and newer: the project's own with its configuration. */
export function createMochaAdapter({ assetsDir, env }: MochaOptions): RunnerAdapter {
  return {
    name: MOCHA.name,
    abilities: { substitutes: true, order: true, selection: true, testTimeLimit: true, coverage: true },

    async command(root, { files, tests }) {
      const found = await findScriptRunner({ root, files, env }, MOCHA);
      if (!found.ok) return found;
      const { node, folder, cwd } = found.value;
      const pattern = tests === undefined ? undefined : fullNamePattern(tests);
      const args = [...(pattern === undefined ? [] : ['--grep', pattern]), ...namesIn(folder, files)];
      const text = commandText(folder, ['npx', 'mocha', ...args]);
      return ok({ program: node.path, args: [programOf(found.value), ...args], cwd, text });
    },

    async prepare(request: LaunchRequest): Promise<Result<Launch, Problem>> {
      const { root, files, tests, scratch, seed, testTimeLimitMs, coverageOf } = request;
      const channel = join(scratch, 'report.jsonl');
      const [found, imports, temporary, standIn] = await Promise.all([
        findScriptRunner({ root, files, env }, MOCHA),
        readImports(root, files),
        ownTemporaryFolder(scratch),
        writeStandIn(request),
        writeFile(channel, ''),
      ]);
      if (!found.ok) return found;
      const { node, folder, cwd, installed } = found.value;
      const [token, coverage, plugin] = [randomUUID(), join(scratch, 'coverage'), join(assetsDir, 'mocha_run.cjs')];
      const reader = new MochaEventReader({
        ...{ root, cwd },
        isRunner: (file) => OF_MOCHA.test(file) || file.startsWith(assetsDir + sep),
      });
      const names = namesIn(folder, files);
      const settings = {
        ...{ channel, token, root, mocha: installed.folder, files: files.map((file) => join(root, file)) },
        ...{ tests, seed, standIn, testTimeLimitMs },
      };
      return ok({
        command: commandText(folder, ['npx', 'mocha', ...names]),
        channel: { kind: 'file', path: channel },
        records: [{ kind: 'imports', imports }],
        process: {
          command: node.path,
          args: [
            ...[programOf(found.value), '--require', plugin, '--reporter', plugin],
            // `--no-watch` is a switch of Node too, and would start another one. What tests leave open holds nothing up.
            ...['--no-parallel', '--watch=false', '--exit', ...names],
          ],
          cwd,
          env: childEnvironment(env, {
            ...temporary,
            ...(coverageOf === undefined ? {} : { NODE_V8_COVERAGE: coverage }),
            AGENTFORGE_MOCHA: JSON.stringify(settings),
          }),
        },
        read: (line) => (line.startsWith(token) ? reader.read(line.slice(token.length)) : []),
        ...(coverageOf === undefined
          ? {}
          : { readCoverage: () => readV8Coverage({ folder: coverage, root, files: coverageOf }) }),
        judge: (end, ledger, output) =>
          judgeScriptRun({
            runner: MOCHA.name,
            end,
            ledger,
            output,
            reader: { anyFile: reader.anyFile, broken: undefined },
          }),
      });
    },

    checkSyntax: (root, paths, signal) => checkCompiledSyntax({ root, paths, env }, signal),
  };
}

function programOf({ installed }: ScriptRunner): string {
  return installed.bin('mocha') ?? join(installed.folder, 'bin/mocha.js');
}

/** None looks like an option. */
function namesIn(folder: string, files: readonly string[]): readonly string[] {
  return namesInFolder(folder, files).map((name) => (name.startsWith('-') ? `./${name}` : name));
}
