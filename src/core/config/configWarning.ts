import type { Position } from '../lib/lines';

/** Something in the settings that has no effect, or another than written; all the rest holds. */
export interface ConfigWarning {
  /** The file that has it; undefined when the message is about an environment variable, as is `position`. */
  readonly path: string | undefined;
  readonly position: Position | undefined;
  readonly message: string;
}

/** Keeps what is found wrong at a place of one file: warnings, and problems that stop. */
export interface Tell {
  warn(position: Position | undefined, message: string): void;
  refuse(position: Position | undefined, message: string): void;
}
