import type { Violation } from '../conformance/report/violation';
import type { WritingPhase } from '../phase';
import type { Session } from './session';

/** A phase of a component that repairs a violation, with what its model is told. */
export interface ViolationRepair {
  readonly component: string;
  readonly phase: WritingPhase;
  readonly failure: string;
}

type Told = Pick<Violation, 'path' | 'line' | 'contract' | 'check' | 'severity' | 'message' | 'fixHint'>;

/** The repair of a violation in the tests or the code of a component; undefined when its file belongs to no component. */
export function violationRepair(session: Session, violation: Told): ViolationRepair | undefined {
  const { path } = violation;
  if (path === undefined) return undefined;
  const component = session.components.find(({ testsFile, implFile }) => testsFile === path || implFile === path);
  if (component === undefined) return undefined;
  const phase = component.testsFile === path ? 'red' : 'green';
  return { component: component.name, phase, failure: violationText(violation) };
}

function violationText({ path, line, contract, check, severity, message, fixHint }: Told): string {
  const place = line === undefined ? path : `${path}:${line}`;
  const hint = fixHint === undefined ? '' : `\nHow to mend it: ${fixHint}`;
  return `${place} is not as the contracts of the project want it.\n${severity} of the check ${contract}/${check}: ${message}${hint}`;
}
