import { commands, env, window } from 'vscode';
import type { Problem } from '../core/errors';
import type { Log } from '../core/lib/log';
import { explainProblem } from '../core/outline/explainProblem';
import type { CommandId } from './manifest';
import { COMMAND, SETTING } from './manifest';
import { plain } from './plain';

interface Button {
  readonly title: string;
  run(): Thenable<unknown>;
}

/** Shows a problem as one sentence with the button that helps. Cancelling shows nothing. */
export function showProblem(problem: Problem, log: Log, again?: () => Thenable<unknown>): Promise<void> {
  return showProblems([problem], log, again);
}

/** Shows the first of the problems that one action met and says how many more the log has. */
export async function showProblems(
  problems: readonly Problem[],
  log: Log,
  again?: () => Thenable<unknown>,
): Promise<void> {
  const [first, ...others] = problems.filter((problem) => problem.kind !== 'cancelled');
  if (first === undefined) return;
  for (const problem of [first, ...others]) log.warn(`${problem.kind}: ${explainInFull(problem)}`);
  const more =
    others.length === 0 ? '' : ` The log has ${others.length} more ${others.length === 1 ? 'problem' : 'problems'}.`;
  const buttons = [...buttonsFor(first, again), command('Show log', COMMAND.showLog)];
  const chosen = await window.showErrorMessage(
    plain(`${explainInFull(withoutPath(first))}${more}`),
    ...buttons.map((button) => button.title),
  );
  await buttons.find((button) => button.title === chosen)?.run();
}

/** A button stands for the path of the prompt, which the log has. */
function withoutPath(problem: Problem): Problem {
  if (!('promptPath' in problem)) return problem;
  const { promptPath: _, ...shorter } = problem;
  return shorter as Problem;
}

/** What is wrong and what to do, in one text. */
export function explainInFull(problem: Problem): string {
  const { what, remedy } = explainProblem(problem);
  return [what, remedy]
    .filter((sentence) => sentence !== '')
    .map(closed)
    .join(' ');
}

/** Details come from other programs, with and without a full stop. */
export function closed(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function buttonsFor(problem: Problem, again: (() => Thenable<unknown>) | undefined): readonly Button[] {
  const retry: readonly Button[] = again === undefined ? [] : [{ title: 'Retry', run: again }];
  switch (problem.kind) {
    case 'key-missing':
      return [command('Set API key', COMMAND.setApiKey), command('Copy prompt', COMMAND.copyPrompt)];
    case 'secrets-refused':
      return [command('Set API key', COMMAND.setApiKey)];
    case 'key-refused':
      return [command('Set API key', COMMAND.setApiKey), command('Copy prompt', COMMAND.copyPrompt)];
    case 'access-refused':
    case 'writer-failed':
    case 'model-failed':
    case 'model-rejected':
    case 'answer-cut':
    case 'answer-refused':
    case 'answer-empty':
      return [...retry, command('Copy prompt', COMMAND.copyPrompt)];
    case 'service-unset':
      return [
        command('Choose model', COMMAND.chooseModel),
        {
          title: 'Open settings',
          run: () => commands.executeCommand('workbench.action.openSettings', SERVICE_SETTINGS),
        },
        ...retry,
      ];
    case 'prompt-too-long':
      return [command('Choose model', COMMAND.chooseModel), ...retry, command('Copy prompt', COMMAND.copyPrompt)];
    case 'model-unavailable':
      return [command('Choose model', COMMAND.chooseModel), ...retry];
    case 'cap-reached':
      return [
        {
          title: 'Open setting',
          run: () => commands.executeCommand('workbench.action.openSettings', `@id:${CAP_SETTING[problem.cap]}`),
        },
        ...retry,
        command('Copy prompt', COMMAND.copyPrompt),
      ];
    case 'runner-missing':
      return [{ title: 'Copy command', run: () => env.clipboard.writeText(problem.install) }, ...retry];
    case 'debugger-missing':
      return [
        {
          title: 'Show extension',
          run: () => commands.executeCommand('workbench.extensions.search', `@id:${problem.extension}`),
        },
      ];
    case 'untrusted-workspace':
      return [{ title: 'Manage trust', run: () => commands.executeCommand('workbench.trust.manage') }];
    case 'template-invalid':
      return [command('Open instructions', COMMAND.customiseInstructions), ...retry];
    case 'profile-missing':
      return [command('Analyse codebase', COMMAND.analyseCodebase)];
    case 'spec-unreadable':
    case 'session-missing':
      return [command('Open specification', COMMAND.openSpecification)];
    case 'workspace-busy':
    case 'base-changed':
    case 'write-failed':
    case 'file-unreadable':
      return retry;
    case 'cancelled':
    case 'spec-invalid':
    case 'component-unknown':
    case 'component-needed':
    case 'config-invalid':
    case 'session-unreadable':
    case 'phase-out-of-order':
    case 'budget-too-small':
    case 'confirmation-needed':
    case 'recording-missing':
    case 'rollback-conflict':
    case 'nothing-to-roll-back':
    case 'runner-unknown':
    case 'input-invalid':
      return [];
  }
}

/** What the settings editor is asked for: who answers, and where. */
const SERVICE_SETTINGS = [
  ...[SETTING.provider, SETTING.openaiBaseUrl, SETTING.openaiModel],
  ...[SETTING.bedrockRegion, SETTING.vertexProject, SETTING.vertexRegion, SETTING.externalCommand],
]
  .map((name) => `@id:${name}`)
  .join(' ');

const CAP_SETTING: Readonly<Record<Extract<Problem, { kind: 'cap-reached' }>['cap'], string>> = {
  generation: SETTING.capPerGeneration,
  session: SETTING.capPerSession,
  day: SETTING.capPerDay,
};

function command(title: string, id: CommandId): Button {
  return { title, run: () => commands.executeCommand(id) };
}
