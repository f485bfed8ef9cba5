import type { CutCause, Place, Problem } from '../errors';
import { dollars } from '../lib/dollars';

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
    case 'template-invalid':
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
        remedy: `Raise tokens.max_context (${LIMITS_STAND}), or split the component.`,
      };
    case 'key-missing':
      return {
        what: 'There is no API key, so no model was called.',
        remedy: byHand(`Set ${problem.name ?? 'ANTHROPIC_API_KEY'}`, problem.promptPath),
      };
    case 'secrets-refused':
      return { what: `No key is read from ${problem.path}: ${problem.detail}.`, remedy: problem.remedy };
    case 'key-refused':
      return {
        what: `The API key was refused: ${problem.detail}`,
        remedy: byHand('Set a valid API key', problem.promptPath),
      };
    case 'service-unset':
      return { what: problem.detail, remedy: problem.remedy };
    case 'access-refused':
      return { what: problem.detail, remedy: byHand(problem.remedy, problem.promptPath) };
    case 'writer-failed':
      return {
        what: `The external program gave no answer, and nothing was changed: ${problem.detail}`,
        remedy: byHand(problem.remedy, problem.promptPath),
      };
    case 'model-failed':
      return {
        what: `The model could not be reached (asked ${problem.attempts === 1 ? 'once' : `${problem.attempts} times`}): ${problem.detail}`,
        remedy: byHand('Try again', problem.promptPath),
      };
    case 'confirmation-needed':
      return {
        what: 'The service limits the key, so a person has to confirm what is written, and there is no terminal to ask in. Nothing was changed.',
        remedy:
          problem.answerPath === undefined
            ? 'Run the same at a terminal, or when the limit is over.'
            : `Look at the answer in ${problem.answerPath}, and give it to agentforge parse-response; or run the same at a terminal.`,
      };
    case 'model-rejected':
      return explainRejection(problem);
    case 'prompt-too-long':
      return {
        what: `The prompt is too long for the model, even with less in it: ${problem.detail}`,
        remedy: byHand(
          'Choose a model with a longer context, or lower max_context in .agentforge/generation.yaml',
          problem.promptPath,
        ),
      };
    case 'model-unavailable':
      return explainUnavailable(problem);
    case 'cap-reached':
      return explainCap(problem);
    case 'answer-cut':
      return {
        what: `The answer is not whole: ${problem.detail}.${keptOf(problem.kept)} Nothing was changed.`,
        remedy: byHand(afterCut(problem.cause), problem.promptPath),
      };
    case 'answer-refused':
      return problem.by === 'model'
        ? {
            what: `The model refused to answer: ${problem.detail}. Nothing was changed.`,
            remedy: byHand(
              'Say in the specification what the code is for, or choose another model',
              problem.promptPath,
            ),
          }
        : {
            what: `The answer was refused: ${problem.detail}. Nothing was changed.`,
            remedy: byHand('Generate again', problem.promptPath),
          };
    case 'answer-empty':
      if (problem.unchanged !== undefined) return explainUnchanged(problem.unchanged, problem);
      return {
        what: `The answer holds no file: ${problem.detail}. Nothing was changed.`,
        remedy: byHand('Generate again', problem.promptPath),
      };
    case 'profile-missing':
      return {
        what: `There is no ${problem.path} yet.`,
        remedy: 'Analyse the codebase first: agentforge discover, or "Analyse codebase".',
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
        remedy: `There are ${problem.known.join(', ')}. Write the tests for one of them.`,
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

function explainRejection({ detail, lack, promptPath }: Extract<Problem, { kind: 'model-rejected' }>): Explanation {
  if (lack === 'credit') {
    return {
      what: `There is no credit left on the account of the key: ${detail}`,
      remedy: byHand('Add credit to the account, or choose another provider', promptPath),
    };
  }
  if (lack === 'spend-limit') {
    return {
      what: `The spend limit of the key is reached: ${detail}`,
      remedy: byHand('Raise the limit in the account of the key, or choose another provider', promptPath),
    };
  }
  return {
    what: `The request was rejected: ${detail}`,
    remedy: byHand('Change the model or the settings', promptPath),
  };
}

function explainUnavailable(problem: Extract<Problem, { kind: 'model-unavailable' }>): Explanation {
  const { model, why, retiredAt, similar, successor } = problem;
  const end = retiredAt === undefined ? '' : ` on ${retiredAt}`;
  const meant = similar.length === 0 ? '' : ` Did you mean ${similar.join(' or ')}?`;
  return {
    what:
      why === 'retired'
        ? `The model ${model} was retired${end} and answers no more. Nothing was sent.`
        : `Claude has no model ${model}.${meant} Nothing was sent.`,
    remedy: `Choose another one, such as ${successor}; in a terminal: --model ${successor}. "agentforge models" lists all.`,
  };
}

function explainCap(problem: Extract<Problem, { kind: 'cap-reached' }>): Explanation {
  const { cap, limit, spent, needed, model, promptPath } = problem;
  const of = cap === 'generation' ? 'one generation' : cap === 'session' ? 'this session' : 'today';
  const remedy = byHand(`Change the cap (${CAP_SETTING[cap]}; the lowest holds)`, promptPath);
  if (needed === undefined) {
    const what = `What ${model} costs is not known, so the cap of ${dollars(limit)} for ${of} cannot be kept. Nothing was sent.`;
    return { what, remedy };
  }
  return {
    what: `The cap of ${dollars(limit)} for ${of} would be broken: ${dollars(spent)} are spent or set aside, and to be sure of it the next request to ${model} needs ${dollars(needed)} more.`,
    remedy,
  };
}

const CAP_SETTING: Readonly<Record<Extract<Problem, { kind: 'cap-reached' }>['cap'], string>> = {
  generation: 'agentforge.budget.perGeneration, AGENTFORGE_MAX_COST_PER_GENERATION, budget.per_generation',
  session: 'agentforge.budget.perSession, AGENTFORGE_MAX_COST_PER_SESSION, budget.per_session',
  day: 'agentforge.budget.perDay, AGENTFORGE_MAX_COST_PER_DAY, budget.per_day',
};

function explainUnchanged(
  unchanged: readonly string[],
  { detail, promptPath }: Extract<Problem, { kind: 'answer-empty' }>,
): Explanation {
  return {
    what: `The answer changes nothing: ${unchanged.join(', ')} ${unchanged.length === 1 ? 'is' : 'are'} as before, and with that ${detail}`,
    remedy: byHand('Make sure that it answers this prompt, generate again', promptPath),
  };
}

/** What came whole is in the answer that the history keeps. */
function keptOf(kept: readonly string[] = []): string {
  return kept.length === 0 ? '' : ` Of it ${kept.join(', ')} came whole.`;
}

/** A project lowers limits, and only its user raises them. */
const LIMITS_STAND = 'in your own generation.yaml, and in .agentforge/generation.yaml where the project lowers it';

function afterCut(cause: CutCause | undefined): string {
  switch (cause) {
    case 'limit':
      return `Raise tokens.max_response (${LIMITS_STAND}), split the component, or choose a model with longer answers`;
    case 'context':
      return 'Lower tokens.max_context in .agentforge/generation.yaml, split the component, or choose a model with a larger context';
    case 'overloaded':
      return 'Try again in a few minutes, or choose another model';
    case 'silence':
      return `Try again, or raise retry.idle_timeout_seconds (${LIMITS_STAND}) when the service is slow`;
    case 'time':
      return `Raise retry.total_timeout_seconds (${LIMITS_STAND}), or split the component`;
    case 'paused':
    case 'lacking':
    case undefined:
      return 'Try again';
  }
}

function byHand(first: string, promptPath: string | undefined): string {
  return promptPath === undefined
    ? `${first}, or copy the prompt and paste the answer.`
    : `${first}, or give the prompt in ${promptPath} to a model by hand and paste its answer.`;
}
