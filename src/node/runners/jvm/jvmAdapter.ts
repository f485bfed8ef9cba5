import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { ok } from '../../../core/lib/result';
import type { Coverage } from '../../../core/testrun/report';
import type { RunnerAbilities, TestRequest } from '../../../core/testrun/runner';
import { childEnvironment } from '../../childEnvironment';
import { systemClock } from '../../systemClock';
import { commandText } from '../commandText';
import { keptVariables } from '../keptVariables';
import { NOTHING_MORE } from '../nothingMore';
import { ownTemporaryFolder } from '../ownTemporaryFolder';
import { projectFolder } from '../projectFolder';
import { readXml } from '../readXml';
import type { Launch, LaunchRequest, RunnerAdapter } from '../runnerAdapter';
import type { ClassFile } from '../scanClassTests';
import type { BuildTool, JvmCommand, JvmPlan } from './buildTool';
import { findBuildTool } from './buildTool';
import { checkJavaSyntax } from './checkJavaSyntax';
import { chooseClasses } from './chooseClasses';
import { JvmRun } from './jvmRun';
import { readJacoco } from './readJacoco';
import { ReportFolder } from './reportFolder';
import { scanJvmTests } from './scanJvmTests';

export interface JvmOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
}

const ABILITIES: RunnerAbilities = { ...NOTHING_MORE, selection: true, coverage: true };

/** Maven with Surefire, or Gradle with its test task: what they come to is read from JUnit XML when they have ended. */
export function createJvmAdapter(tool: BuildTool, { env }: JvmOptions): RunnerAdapter {
  return {
    name: tool.name,
    abilities: ABILITIES,

    async command(root, request) {
      const prepared = await plan(tool, { root, request, coverageData: undefined }, env);
      if (!prepared.ok) return prepared;
      const { program, command } = prepared.value;
      const { folder, plain } = command;
      const text = commandText(folder, [tool.program, ...plain]);
      return ok({ program, args: plain, cwd: join(root, folder), text });
    },

    async prepare(request: LaunchRequest): Promise<Result<Launch, Problem>> {
      const { root, scratch, coverageOf } = request;
      const coverageData = coverageOf === undefined ? undefined : join(scratch, 'jacoco.exec');
      const prepared = await plan(tool, { root, request, coverageData }, env);
      if (!prepared.ok) return prepared;
      const { program, command, project, files, lines, measures } = prepared.value;
      const since = systemClock.now().getTime();
      const reports = new ReportFolder(join(root, project, tool.reports), /^TEST-.*\.xml$/);
      const coverage = new ReportFolder(join(root, project, tool.coverage.folder), tool.coverage.file);
      await Promise.all([reports.note(), coverage.note()]);
      const run = new JvmRun({ root, tool, files, lines, reports, chosen: request.tests });
      return ok({
        command: commandText(command.folder, [tool.program, ...command.plain]),
        channel: { kind: 'stdout' },
        records: [{ kind: 'declared', tests: files.flatMap((file) => file.declared) }],
        process: {
          command: program,
          args: command.args,
          cwd: join(root, command.folder),
          env: childEnvironment(env, { ...jvmVariables(env), ...(await ownTemporaryFolder(scratch)) }),
        },
        read: (line) => run.read(line),
        readReports: () => run.readReports(),
        ...(coverageOf === undefined
          ? {}
          : {
              readCoverage: async (): Promise<Coverage> => {
                const report = readXml((measures ? await coverage.readNew() : [])[0] ?? '');
                return report === undefined
                  ? { kind: 'unavailable', detail: tool.noCoverage, install: undefined }
                  : readJacoco(report, coverageOf, since);
              },
            }),
        judge: (end, ledger, output) => run.judge(end, ledger, output),
      });
    },

    checkSyntax: (root, paths, signal) => checkJavaSyntax({ root, env, variables: jvmVariables(env) }, paths, signal),
  };
}

interface Prepared {
  /** Absolute. */
  readonly program: string;
  readonly command: JvmCommand;
  readonly project: string;
  readonly files: readonly ClassFile[];
  readonly lines: ReadonlyMap<string, readonly string[]>;
  readonly measures: boolean;
}

async function plan(
  tool: BuildTool,
  asked: {
    readonly root: string;
    readonly request: Pick<TestRequest, 'files' | 'tests'>;
    readonly coverageData: string | undefined;
  },
  env: JvmOptions['env'],
): Promise<Result<Prepared, Problem>> {
  const { root, request } = asked;
  const project = await projectFolder(root, request.files, tool.markers);
  const program = await findBuildTool(tool, { root, project }, env);
  if (!program.ok) return program;
  const texts = await Promise.all(
    request.files.map(async (path) => [path, await readFile(join(root, path), 'utf8').catch(() => '')] as const),
  );
  const files = texts.map(([path, text]) => scanJvmTests(path, text));
  const lines = new Map(texts.map(([path, text]) => [path, text.split(/\r?\n/)]));
  const measures = asked.coverageData !== undefined && (await mentionsJacoco(root, project, tool));
  const coverageData = measures ? asked.coverageData : undefined;
  const wanted: JvmPlan = { root, project, classes: chooseClasses(files, request.tests), coverageData };
  return ok({ program: program.value, command: await tool.commandFor(wanted), project, files, lines, measures });
}

/** A task that the project's build does not have would stop it. */
async function mentionsJacoco(root: string, project: string, { markers }: BuildTool): Promise<boolean> {
  const folders = project === '' ? [''] : [project, ''];
  const paths = folders.flatMap((folder) => markers.map((marker) => join(root, folder, marker))).filter(existsSync);
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')));
  return texts.some((text) => /\bjacoco\b/.test(text));
}

/** Where Java, Maven and Gradle find themselves and what they keep. */
function jvmVariables(env: JvmOptions['env']): Record<string, string> {
  return keptVariables(env, [
    'JAVA_HOME',
    'MAVEN_HOME',
    'M2_HOME',
    'MAVEN_OPTS',
    'GRADLE_HOME',
    'GRADLE_USER_HOME',
    'GRADLE_OPTS',
    'ANDROID_HOME',
  ]);
}
