import type { PublicName } from '../../codebase/publicName';
import type { Definition } from '../../codebase/symbols/fileSymbols';

/** A test as its file is written. */
export interface BuiltTest {
  /** As the runner names it, without the suites around it. */
  readonly name: string;
  /** Its own lines. */
  readonly text: string;
}

/** A source file as it is, and the tests that look at it. */
export interface BuiltFile {
  /** Workspace-relative with forward slashes. */
  readonly path: string;
  /** In the order of the file. */
  readonly definitions: readonly Definition[];
  /** What others can use of it; undefined for a language of which nobody here can tell. */
  readonly offers: readonly PublicName[] | undefined;
  /** Files that it imports. */
  readonly uses: readonly string[];
  /** The one that is named after it, or the first that imports it. */
  readonly testFile: string | undefined;
  readonly tests: readonly BuiltTest[];
}
