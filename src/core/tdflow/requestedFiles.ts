import { choiceFor, NO_CHOICES } from '../context/contextChoices';
import type { RequestedFiles } from '../model/provider';
import type { WritingPhase } from '../phase';
import type { Task } from './task';

/** The files that a phase is to write, and those that the user lets nobody see. */
export function requestedFiles({
  phase,
  component,
  choices = NO_CHOICES,
  testPath,
  implementationPath,
}: Task<WritingPhase>): RequestedFiles {
  const wanted = phase === 'red' ? testPath : implementationPath;
  return { wanted: [wanted.relative], choice: choiceFor(choices, component.name) };
}
