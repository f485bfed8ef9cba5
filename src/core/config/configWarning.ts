import type { Position } from '../lib/lines';

/** Something in the settings that has no effect, or another than written; all the rest holds. */
export interface ConfigWarning {
  /** Place in `generation.yaml`; undefined when the message is about an environment variable. */
  readonly position: Position | undefined;
  readonly message: string;
}
