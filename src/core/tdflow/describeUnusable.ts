import type { ChangeSet } from '../changes/changeSet';
import type { Problem } from '../errors';
import { syntaxErrors } from './syntaxErrors';

/** Why an answer could not be used, for the model that gave it: what was wrong, and what became of each block. */
export function describeUnusable(problem: Problem, changes: ChangeSet): string {
  const detail = 'detail' in problem ? problem.detail : problem.kind;
  const blocks = changes.files.map(({ name, state, refusal }) => {
    if (refusal !== undefined) return `- ${name}: refused. ${refusal.detail}`;
    return `- ${name}: ${state === 'complete' ? 'read whole' : 'cut off'}`;
  });
  const errors = syntaxErrors(changes).map(
    ({ name, line, detail }) => `- ${name}${line === undefined ? '' : `, line ${line}`}: ${detail}`,
  );
  const isPartial = changes.files.some((file) => file.refusal?.kind === 'partial');
  return [
    `The answer could not be used: ${detail}`,
    ...blocks,
    ...errors,
    ...changes.incomplete.map((cut) => `- cut off: ${cut}`),
    ...changes.notes.map((note) => `- ${note}`),
    ...(isPartial ? ['Give each file whole, from its first line to its last, with nothing left out.'] : []),
  ].join('\n');
}
