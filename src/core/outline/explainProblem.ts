import type { Place, Problem } from '../errors';

/** A problem in words: what is wrong, and what to do next. */
export interface Explanation {
  readonly what: string;
  /** '' when there is nothing to be done but try again. */
  readonly remedy: string;
}

/** The words of both faces for each problem; cancelling has none. */
export function explainProblem(problem: Problem): Explanation {
  switch (problem.kind) {
    case 'cancelled':
      return { what: '', remedy: '' };
    case 'spec-unreadable':
      return {
        what: `${placeOf(problem.place)}: ${problem.detail}`,
        remedy: 'Name an existing specification file of this workspace.',
      };
    case 'spec-invalid':
      return { what: `${placeOf(problem.place)}: ${problem.detail}`, remedy: problem.remedy };
    case 'component-unknown':
      return {
        what: `The specification has no component "${problem.name}".`,
        remedy: `It has: ${problem.known.join(', ')}.`,
      };
    case 'component-needed':
      return {
        what: 'The specification has several components.',
        remedy: `Choose one of: ${problem.known.join(', ')}.`,
      };
    case 'config-invalid':
      return { what: `${placeOf(problem.place)}: ${problem.detail}`, remedy: 'Mend the settings file.' };
    case 'session-missing':
      return { what: 'There is no TDFLOW session yet.', remedy: 'Start one from a specification.' };
    case 'session-unreadable':
      return {
        what: `${placeOf(problem.place)}: ${problem.detail}`,
        remedy: 'Mend the session file or start a new session.',
      };
    case 'phase-out-of-order':
      return { what: problem.detail, remedy: problem.remedy };
    case 'budget-too-small':
      return {
        what: `The specification and the files that this phase needs take up to ${problem.needed} tokens; the budget is ${problem.budget}.`,
        remedy: 'Raise tokens.max_context in .agentforge/generation.yaml, or split the component.',
      };
    case 'key-missing':
      return {
        what: 'There is no API key, so no model was called.',
        remedy: byHand('Set ANTHROPIC_API_KEY', problem.promptPath),
      };
    case 'key-refused':
      return {
        what: `The API key was refused: ${problem.detail}`,
        remedy: byHand('Set a valid API key', problem.promptPath),
      };
    case 'model-failed':
      return {
        what: `The model could not be reached (${problem.attempts} ${problem.attempts === 1 ? 'attempt' : 'attempts'}): ${problem.detail}`,
        remedy: byHand('Try again', problem.promptPath),
      };
    case 'model-rejected':
      return {
        what: `The request was rejected: ${problem.detail}`,
        remedy: byHand('Change the model or the settings', problem.promptPath),
      };
    case 'answer-cut':
      return {
        what: `The answer is not whole: ${problem.detail}. Nothing was changed.`,
        remedy: byHand('Try again', problem.promptPath),
      };
    case 'answer-refused':
      return {
        what: `The answer was refused: ${problem.detail}. Nothing was changed.`,
        remedy: byHand('Generate again', problem.promptPath),
      };
    case 'answer-empty':
      return {
        what: `The answer holds no file: ${problem.detail}. Nothing was changed.`,
        remedy: byHand('Generate again', problem.promptPath),
      };
    case 'recording-missing':
      return {
        what: `There is no recorded answer at ${problem.path}.`,
        remedy: 'Choose another provider, or add the recording.',
      };
    case 'file-unreadable':
      return {
        what: `${problem.path} cannot be read: ${problem.detail}`,
        remedy: 'Check the file and its permissions.',
      };
    case 'write-failed':
      return problem.stuck === undefined
        ? {
            what: `${problem.path} could not be written: ${problem.detail}. Nothing was changed.`,
            remedy: 'Check the permissions and the free space.',
          }
        : {
            what: `${problem.path} could not be written: ${problem.detail}. ${problem.stuck} could not be put back.`,
            remedy: 'Mend the cause, then start AgentForge again: it puts the file back from its journal.',
          };
    case 'workspace-busy':
      return {
        what: `AgentForge is writing in this project already: ${problem.holder}. Nothing was changed.`,
        remedy: `Try again when it is done. If there is no such process, delete ${problem.path}.`,
      };
    case 'base-changed':
      return {
        what: `Changed since the prompt was made: ${problem.paths.join(', ')}. Nothing was overwritten.`,
        remedy: 'Generate again from the new text.',
      };
    case 'rollback-conflict':
      return {
        what: `The same lines were changed since, so nothing was taken back: ${problem.paths.join(', ')}.`,
        remedy: 'Compare the file with the original and decide by hand.',
      };
    case 'nothing-to-roll-back':
      return {
        what: 'No generation of this session is in place.',
        remedy: problem.foreign
          ? 'There are entries in the journal that another user or machine wrote; they are not read.'
          : '',
      };
    case 'runner-unknown':
      return {
        what: `No test runner is known for ${problem.path}.`,
        remedy: 'pytest (.py) and node --test (.js, .mjs, .cjs) are supported.',
      };
    case 'runner-missing':
      return {
        what: `The tests cannot run with ${problem.runner}: ${problem.detail}`,
        remedy: `Install it: ${problem.install}`,
      };
    case 'debugger-missing':
      return {
        what: `No installed extension debugs this language; ${problem.extension} does.`,
        remedy: 'Install it, or run the tests without a debugger.',
      };
    case 'untrusted-workspace':
      return {
        what: 'This workspace is not trusted, so AgentForge does not run or write anything in it.',
        remedy: 'Trust the workspace first.',
      };
    case 'input-invalid':
      return { what: problem.detail, remedy: '' };
  }
}

function placeOf(place: Place): string {
  return place.position === undefined ? place.path : `${place.path}:${place.position.line}:${place.position.column}`;
}

function byHand(first: string, promptPath: string | undefined): string {
  return promptPath === undefined
    ? `${first}, or copy the prompt and paste the answer.`
    : `${first}, or give the prompt in ${promptPath} to a model by hand and paste its answer.`;
}
