import type { AnyWork } from '../core/phase';
import type { DocumentSource } from '../core/tdflow/documentSource';
import type { Work } from '../core/tdflow/task';

/** What is at work: a phase of a component, or documents. */
export interface RunningWork extends Pick<Work, 'session' | 'component'> {
  readonly phase: AnyWork;
  /** Of documents. */
  readonly source?: DocumentSource | undefined;
  /** Of documents: whether somebody can be asked for others. */
  readonly canAskAgain?: boolean;
}
