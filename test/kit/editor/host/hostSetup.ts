/**
 * What a host test file asks for beyond an empty workspace. Beside `x.test.ts`, a `x.setup.ts` exports
 * `setup(workspace)`: it runs outside the editor, may fill the workspace folder (absolute path) and returns this.
 */
export type HostSetup = {
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** Settings of scope `machine`. Desktop editors keep them with the user's. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** Added to the extension host's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** False opens the workspace in Restricted Mode. Default true. */
  readonly trusted?: boolean;
  /** Folders of extensions that run beside ours, absolute; by default only those that the editor brings. */
  readonly otherExtensions?: readonly string[];
  /** Runs after the editor has ended. */
  dispose?(): void | Promise<void>;
};
