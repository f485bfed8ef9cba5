import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Coverage } from '../../../core/testrun/report';
import { childEnvironment } from '../../childEnvironment';
import { ownTemporaryFolder } from '../ownTemporaryFolder';
import type { Launch, LaunchRequest } from '../runnerAdapter';
import type { RunRecord } from '../runRecord';
import type { ScriptRunner } from './findScriptRunner';
import { judgeScriptRun } from './judgeScriptRun';
import { readImports } from './readImports';
import { ScriptEventReader } from './scriptEventReader';
import { selectedTests } from './selectedTests';
import { standInSettings } from './standInSettings';

/** A run of vitest or jest by a program of ours that starts it. */
export interface ScriptLaunch {
  /** `vitest` */
  readonly name: string;
  readonly request: LaunchRequest;
  readonly runner: ScriptRunner;
  /** As a person would type it. */
  readonly command: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly assetsDir: string;
  /** Absolute. */
  readonly program: string;
  /** Text of files that are written into the run's own folder, by name. */
  readonly written?: Readonly<Record<string, string>>;
  readonly nodeArguments: readonly string[];
  /** Whether a file is of the runner. */
  readonly isRunner: (file: string) => boolean;
  /** What the program is told beside what every run has. */
  readonly settings: object;
  readonly readCoverage: () => Promise<Coverage>;
}

/** The folder in the scratch folder of a run that its program may write into; absolute. */
export function folderOf(name: string, { scratch }: Pick<LaunchRequest, 'scratch'>): string {
  return join(scratch, name);
}

/** Where what the program is told lies in that folder. */
export const SETTINGS = 'settings.json';

/** Lays out what the program needs. It is told where its settings are, and the token that tells its lines from others. */
export async function launchScript(launch: ScriptLaunch): Promise<Launch> {
  const { name, request, runner, assetsDir, settings } = launch;
  const { root, files, tests, exactly, scratch } = request;
  const own = folderOf(name, request);
  await mkdir(own);
  const [channel, log, token] = [join(scratch, 'report.jsonl'), join(own, 'log.jsonl'), randomUUID()];
  const standIn = await standInSettings(request);
  const all = {
    ...{ scratch: own, log, seed: request.seed },
    ...{ standIn: standIn && { ...standIn, folder: own }, ...settings },
  };
  const told = { settings: join(own, SETTINGS), report: { channel, token } };
  const written = { ...launch.written, [SETTINGS]: JSON.stringify(all) };
  await Promise.all(Object.entries(written).map(([file, text]) => writeFile(join(own, file), text)));
  await Promise.all([writeFile(channel, ''), writeFile(log, '')]);
  const temporary = await ownTemporaryFolder(scratch);
  const ours = [assetsDir + sep, own + sep];
  const isRunner = (file: string): boolean => launch.isRunner(file) || ours.some((folder) => file.startsWith(folder));
  const reader = new ScriptEventReader({ root, cwd: runner.cwd, files, isRunner });
  const asked = (records: readonly RunRecord[]): readonly RunRecord[] =>
    tests === undefined ? records : selectedTests(records, tests, exactly === true ? 'tests' : 'tests and suites');
  return {
    command: launch.command,
    channel: { kind: 'file', path: channel },
    records: [{ kind: 'imports', imports: await readImports(root, files) }],
    process: {
      command: runner.node.path,
      args: [...launch.nodeArguments, launch.program],
      cwd: runner.cwd,
      env: childEnvironment(launch.env, { ...temporary, AGENTFORGE_RUN: JSON.stringify(told) }),
    },
    read(line) {
      const records = line.startsWith(token) ? reader.read(line.slice(token.length)) : [];
      return records && asked(records);
    },
    // What a process that died had still to say. It counts for tests that nothing was heard of.
    async readReports() {
      const lines = reader.isWhole ? [] : (await readFile(log, 'utf8')).split('\n').slice(0, -1);
      return asked(lines.flatMap((line) => reader.read(line) ?? []));
    },
    readCoverage: launch.readCoverage,
    judge: (end, ledger, output) => judgeScriptRun({ runner: name, end, ledger, output, reader }),
  };
}
