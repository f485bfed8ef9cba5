import type { QueryKind, Question } from './contenders/contender';
import type { RecallCase } from './recallCase';
import type { Workspace } from './workspace';

export const KINDS: readonly QueryKind[] = ['test file', 'description'];
/** Less is no description. */
const SHORTEST_DESCRIPTION = 60;

/** What is asked about a case. The implementation is in no contender's files; with a description only, its test is not written yet. */
export function questionsOf(one: RecallCase, workspace: Workspace): readonly Question[] {
  const { implementation, test, description } = one;
  const files = new Map(workspace.files);
  files.delete(implementation);
  const untested = new Map(files);
  untested.delete(test);
  const first: Question = { kind: 'test file', implementation, test, text: files.get(test) ?? '', files };
  return description.length < SHORTEST_DESCRIPTION
    ? [first]
    : [first, { kind: 'description', implementation, test: undefined, text: description, files: untested }];
}
