import type { Problem } from '../../core/errors';
import { KEY_NAMES } from '../../core/model/keyService';
import type { Explanation } from '../../core/outline/explainProblem';
import { explainProblem } from '../../core/outline/explainProblem';
import { SECRETS } from '../../core/workspace/ownPath';
import { SERVICES } from '../models/services';

/** A problem in words, with the commands and options by which a terminal gets out of it; a remedy may have several lines. */
export function explainInTerminal(problem: Problem): Explanation {
  const explained = explainProblem(problem);
  switch (problem.kind) {
    case 'session-missing':
      return { ...explained, remedy: 'Start one with: agentforge tdflow start --spec FILE' };
    case 'key-missing':
      return { ...explained, remedy: waysWithoutKey(problem) };
    default:
      return explained;
  }
}

function waysWithoutKey({ name = KEY_NAMES.anthropic, promptPath }: Extract<Problem, { kind: 'key-missing' }>): string {
  const [needed] = Object.entries(KEY_NAMES).find(([, key]) => key === name) ?? [];
  const others = SERVICES.filter((service) => service !== needed);
  return [
    `Set ${name}, give the key with --key-stdin, or write "${name.toLowerCase()}: ..." into ${SECRETS.relative}.`,
    `Without it: --provider ${others.join(', ')}, or --provider manual, which prints the prompt.`,
    ...(promptPath === undefined
      ? []
      : [`The prompt is in ${promptPath}: give it to any model, and its answer to agentforge parse-response ANSWER.`]),
  ].join('\n');
}
