import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { ok } from '../../../core/lib/result';
import type { RunnerAbilities, TestRequest } from '../../../core/testrun/runner';
import { childEnvironment } from '../../childEnvironment';
import { commandText } from '../commandText';
import { NOTHING_MORE } from '../nothingMore';
import { ownTemporaryFolder } from '../ownTemporaryFolder';
import type { Launch, LaunchRequest, RunnerAdapter } from '../runnerAdapter';
import type { ClassFile } from '../scanClassTests';
import type { DotnetProject } from './dotnetProject';
import { dotnetVariables, findDotnetProject } from './dotnetProject';
import { DotnetRun } from './dotnetRun';
import { scanCsharpTests } from './scanCsharpTests';
import { testFilter } from './testFilter';

export interface DotnetOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
}

const ABILITIES: RunnerAbilities = { ...NOTHING_MORE, selection: true };

/** `dotnet test` with its trx logger, whose report is read when it has ended. */
export function createDotnetAdapter({ env }: DotnetOptions): RunnerAdapter {
  return {
    name: 'dotnet test',
    abilities: ABILITIES,

    async command(root, request) {
      const planned = await plan(root, request, env);
      if (!planned.ok) return planned;
      const { project, args } = planned.value;
      const text = commandText(project.folder, ['dotnet', ...args]);
      return ok({ program: project.program, args, cwd: join(root, project.folder), text });
    },

    async prepare(request: LaunchRequest): Promise<Result<Launch, Problem>> {
      const { root, scratch } = request;
      const planned = await plan(root, request, env);
      if (!planned.ok) return planned;
      const { project, args, files, lines } = planned.value;
      const results = join(scratch, 'results');
      await mkdir(results);
      const run = new DotnetRun({ root, files, lines, chosen: request.tests, readReports: () => readAll(results) });
      return ok({
        command: commandText(project.folder, ['dotnet', ...args]),
        channel: { kind: 'stdout' },
        records: [{ kind: 'declared', tests: files.flatMap((file) => file.declared) }],
        process: {
          command: project.program,
          args: [...args, '--logger', 'trx', '--results-directory', results],
          cwd: join(root, project.folder),
          env: childEnvironment(env, {
            ...dotnetVariables(env),
            ...(await ownTemporaryFolder(scratch)),
            // Servers that stay for the next build would outlive the run.
            ...{ MSBUILDDISABLENODEREUSE: '1', UseSharedCompilation: 'false' },
          }),
        },
        read: (line) => run.read(line),
        readReports: () => run.readReports(),
        judge: (end, ledger, output) => run.judge(end, ledger, output),
      });
    },

    /** .NET has no program that parses and goes no further. */
    async checkSyntax() {
      return [];
    },
  };
}

interface Plan {
  readonly project: DotnetProject;
  readonly args: readonly string[];
  readonly files: readonly ClassFile[];
  /** The lines of the files, by their paths. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
}

async function plan(
  root: string,
  { files, tests }: Pick<TestRequest, 'files' | 'tests'>,
  env: DotnetOptions['env'],
): Promise<Result<Plan, Problem>> {
  const project = await findDotnetProject(root, files, env);
  if (!project.ok) return project;
  const texts = await Promise.all(
    files.map(async (path) => [path, await readFile(join(root, path), 'utf8').catch(() => '')] as const),
  );
  const scanned = texts.map(([path, text]) => scanCsharpTests(path, text));
  return ok({
    project: project.value,
    args: ['test', project.value.file, '--filter', testFilter(scanned, tests)],
    files: scanned,
    lines: new Map(texts.map(([path, text]) => [path, text.split(/\r?\n/)])),
  });
}

/** Each framework that a project is built for has a report of its own. */
async function readAll(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder, { recursive: true }).catch((): string[] => [])).filter((name) =>
    name.endsWith('.trx'),
  );
  return Promise.all(names.sort().map((name) => readFile(join(folder, name), 'utf8')));
}
