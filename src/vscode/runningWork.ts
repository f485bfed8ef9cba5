import type { AnyWork } from '../core/phase';
import type { Work } from '../core/tdflow/task';

/** What is at work: a phase of a component, or documents. */
export interface RunningWork extends Pick<Work, 'session' | 'component'> {
  readonly phase: AnyWork;
}
