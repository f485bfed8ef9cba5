import type { Position } from '../../lib/lines';

/** One place in a text gets other words. */
export interface TextEdit {
  readonly at: Position;
  /** So many characters after `at` go; the end of a line counts one, however it is written. */
  readonly removed: number;
  /** Comes instead; its ends of lines are written as those of the file. */
  readonly text: string;
}
