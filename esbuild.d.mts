/** Builds dist/ once. `out` is an absolute folder. Rejects when a bundle does not build. */
export function build(options?: {
  readonly root?: string;
  readonly out?: string;
  readonly production?: boolean;
}): Promise<void>;
