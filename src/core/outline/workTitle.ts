import type { AnyWork } from '../phase';
import { PHASE_LABEL } from '../phase';

/** What the writing of documents is called that is not named for people, by `DocumentWork.name`. */
const STEP_TITLE: ReadonlyMap<string, string> = new Map([
  ['intake', 'Request'],
  ['clarify', 'Answers to questions'],
  ['analyze', 'Analysis of the project'],
  ['draft', 'Draft of the specification'],
  ['validate', 'Check of the draft'],
  ['revise', 'Revised draft'],
  ['specification', 'Change of a specification'],
  ['contracts', 'Derived contract'],
]);

/** What is at work or was written, for people: `GREEN of cart`, `SPARC documents`. */
export function workTitle({ phase, component }: { readonly phase: AnyWork; readonly component: string }): string {
  if (phase !== 'documents') return `${PHASE_LABEL[phase]} of ${component}`;
  return STEP_TITLE.get(component) ?? component;
}
