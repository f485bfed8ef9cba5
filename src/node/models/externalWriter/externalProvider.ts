import { basename } from 'node:path';
import type { ContextChoices } from '../../../core/context/contextChoices';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import type { ModelEvent, ModelProvider, ModelRequest } from '../../../core/model/provider';
import { childEnvironment } from '../../childEnvironment';
import { describeSystemError, errorCode } from '../../describeSystemError';
import type { Environment } from '../../environment';
import { keptVariables } from '../../runners/keptVariables';
import { ownTemporaryFolder } from '../../runners/ownTemporaryFolder';
import { ScratchFolder } from '../../scratch/scratchFolder';
import type { FindSeal } from '../../seal';
import { answerText } from './answerText';
import type { CopyPorts } from './copyProject';
import { copyProject } from './copyProject';
import { copyRepository, withoutGitSettings } from './copyRepository';
import { externalPrompt } from './externalPrompt';
import type { ExternalSettings } from './externalSettings';
import { fillPlaceholders } from './fillPlaceholders';
import { readCopy } from './readCopy';
import { runProgram } from './runProgram';
import { withSafePath } from './safePath';

export interface ExternalProgram {
  /** Of the project; absolute. */
  readonly root: string;
  /** Absolute; `args` as the settings have them. */
  readonly path: string;
  readonly args: readonly string[];
  readonly settings: ExternalSettings;
  readonly env: Environment;
  readonly ports: CopyPorts;
  readonly findSeal: FindSeal;
  /** Which files the user lets nobody see. */
  readChoices(): Promise<Result<ContextChoices, Problem>>;
}

/** A program of the user's that writes in the place of a model: in a copy of the project, of which the changes are its answer. */
export function externalProvider(program: ExternalProgram): ModelProvider {
  const name = basename(program.path)
    .replace(/\.exe$/i, '')
    .replace(/[^\w.+-]/g, '');
  const modelName = `${name} (external)`;
  return {
    label: `${name} in a copy of the project; what it costs is not known`,
    modelName,
    isMetered: true,
    comesWhole: true,
    async *stream(request, signal) {
      yield { kind: 'started', model: modelName };
      const ended = yield* write(program, request, signal);
      if (ended.ok) yield { kind: 'completed', stopReason: 'end_turn', usage: undefined };
      else {
        const problem: Problem = signal.aborted ? { kind: 'cancelled' } : ended.problem;
        yield { kind: 'failed', problem, retryable: false, ...(hasRun(problem) ? { mayCost: 'answer' as const } : {}) };
      }
    },
  };
}

type Written = AsyncGenerator<ModelEvent, Result<undefined, Problem>>;

async function* write(program: ExternalProgram, request: ModelRequest, signal: AbortSignal): Written {
  const seal = await program.findSeal();
  if (!seal.ok) return seal;
  let scratch: ScratchFolder | undefined;
  try {
    scratch = await ScratchFolder.make(seal.value);
    return yield* writeIn(scratch, program, request, signal);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return fail({
      kind: 'writer-failed',
      detail: `the copy of the project could not be made or read: ${describeSystemError(error)}`,
      remedy: 'Check the free space of your folder for temporary files, and try again',
    });
  } finally {
    await scratch?.remove();
  }
}

async function* writeIn(
  scratch: ScratchFolder,
  program: ExternalProgram,
  request: ModelRequest,
  signal: AbortSignal,
): Written {
  const { env, ports } = program;
  const choices = await program.readChoices();
  if (!choices.ok) return choices;
  const { choice = choices.value.always } = request.files ?? {};
  const copied = await copyProject({ scratch, choice }, ports, signal);
  if (!copied.ok) return copied;
  await copyRepository(scratch, env);
  const ran = yield* runIn(scratch, program, request, signal);
  if (!ran.ok) return ran;
  for (const text of answerText(await readCopy(scratch.copy, copied.value, ports, env))) yield { kind: 'text', text };
  return ok(undefined);
}

async function* runIn(
  scratch: ScratchFolder,
  { path, args, settings, root, env }: ExternalProgram,
  request: ModelRequest,
  signal: AbortSignal,
): Written {
  const prompt = await scratch.write('prompt.md', externalPrompt(request));
  const safe = withSafePath(env, root);
  const given = keptVariables(safe, settings.environment);
  const ours = {
    ...(await ownTemporaryFolder(scratch.path)),
    ...withoutGitSettings(scratch.path),
    PYTHONSAFEPATH: '1',
  };
  const child = {
    command: path,
    args: fillPlaceholders(args, { prompt, root: scratch.copy, files: request.files?.wanted ?? [] }),
    cwd: scratch.copy,
  };
  return yield* runProgram(
    {
      request: { ...child, env: childEnvironment(safe, { ...given, ...ours }) },
      name: basename(path),
      limitMinutes: settings.timeoutMinutes,
      secrets: Object.values(given),
      onStarted: () => scratch.outlive(),
    },
    signal,
  );
}

/** Whether somebody may have been paid by then. */
function hasRun({ kind }: Problem): boolean {
  return kind === 'writer-failed' || kind === 'cancelled';
}
