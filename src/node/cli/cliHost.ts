import type { Readable, Writable } from 'node:stream';
import type { Environment } from '../environment';

/** Everything that a command line touches of its process, as arguments, so that a test can be one. */
export interface CliHost {
  /** Without the interpreter and the script. */
  readonly argv: readonly string[];
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Environment;
  /** Absolute. */
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Absolute folder of the test runners' plugins. */
  readonly assetsDir: string;
  /** Absolute folder of the sample project. */
  readonly sampleDir: string;
  readonly version: string;
  /** How the user called this command line, for hints that can be pasted. */
  readonly command: string;
}
