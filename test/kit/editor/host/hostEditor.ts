import type { HostSetup } from './hostSetup';

/** One run of a suite in an editor of its own. All paths are absolute. */
export type HostSessionOptions = Omit<HostSetup, 'dispose' | 'otherExtensions'> & {
  /** The folder of an extension, or one that holds nothing but such folders. */
  readonly extension: string;
  readonly suite: string;
  readonly workspace: string;
};

export type HostSession = {
  /** Settles when the editor has ended, whoever ended it. */
  readonly exited: Promise<void>;
  /** What the editor printed, for the message about a suite that never reported. */
  output(): string;
  dispose(): Promise<void>;
};

/** A real editor that runs suites in its extension host. */
export type HostEditor = {
  readonly name: string;
  open(options: HostSessionOptions): Promise<HostSession>;
};
