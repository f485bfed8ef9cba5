import { join } from 'node:path';
import { contradictionsIn } from '../../core/changes/contradiction';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { copiedTitle } from '../../core/outline/copiedTitle';
import type { Phase } from '../../core/phase';
import { surveyAnswer } from '../../core/response/surveyAnswer';
import { isOfPhase, wrongPlace } from '../../core/tdflow/copiedPrompt';
import type { Project } from '../project';
import { relativeToRoot } from '../project';
import type { TakenAnswer } from '../takeAnswer';
import { takeAnswer } from '../takeAnswer';
import type { CliHost } from './cliHost';
import type { ExitCode } from './exitCode';
import { exitCodeOf } from './exitCode';
import type { Printer } from './printer';
import { readInput } from './readInput';

/** What the command line says of an answer. */
interface AnswerOptions {
  /** A file, or `-` for standard input. */
  readonly answer?: string;
  readonly spec?: string;
  readonly phase?: Phase;
  readonly component?: string;
}

/** An answer, and what it is for as far as it says so itself. */
interface TerminalAnswer {
  readonly answer: TakenAnswer<Project>;
  readonly place: Omit<AnswerOptions, 'answer'>;
}

/** Reads the answer that a person brought, matches it to its prompt, and says what is wrong with it; the problem is the exit code. */
export async function takeTerminalAnswer(
  host: CliHost,
  project: Project,
  options: AnswerOptions,
  printer: Printer,
): Promise<Result<TerminalAnswer, ExitCode>> {
  const text = await readInput(host, options.answer ?? '-');
  if (!text.ok) {
    printer.problem(text.problem);
    return fail(exitCodeOf(text.problem));
  }
  const taken = await takeAnswer(text.value, [project]);
  if (!taken.ok) {
    const { problem, rest } = taken.problem;
    printer.problem(problem);
    if (rest !== undefined)
      printer.note(`Say this in the chat, and give what it answers to the same command:\n\n${rest}`);
    return fail(exitCodeOf(problem));
  }
  const { copied, doubt } = taken.value;
  const { phase, component } = options;
  if (copied === undefined) {
    if (phase !== undefined && options.spec !== undefined) {
      printer.note(doubt);
      return ok({ answer: taken.value, place: {} });
    }
    const problem = isAnswer(taken.value.text) ? whatFor(doubt) : NO_FILE;
    printer.problem(problem);
    return fail(exitCodeOf(problem));
  }
  if (!isOfPhase(copied)) {
    const detail = `This answer is for ${copiedTitle(copied)} (prompt ${copied.id}), which is no phase. Paste it where its prompt was copied.`;
    const problem: Problem = { kind: 'input-invalid', detail };
    printer.problem(problem);
    return fail(exitCodeOf(problem));
  }
  const given = options.spec === undefined ? undefined : relativeToRoot(project.root, host.cwd, options.spec);
  const problem =
    given?.ok === false ? given.problem : wrongPlace(copied, { phase, component, specFile: given?.value });
  if (problem !== undefined) {
    printer.problem(problem);
    return fail(exitCodeOf(problem));
  }
  const spec = options.spec ?? join(project.root, copied.specFile);
  return ok({ answer: taken.value, place: { phase: copied.phase, component: copied.component, spec } });
}

const NO_FILE: Problem = { kind: 'answer-empty', detail: 'it names no file to write' };

function isAnswer(text: string): boolean {
  return surveyAnswer(text).files.length > 0 || contradictionsIn(text).length > 0;
}

function whatFor(doubt: string): Problem {
  return { kind: 'input-invalid', detail: `${doubt} Say with --spec, --phase and --component what it is for.` };
}
