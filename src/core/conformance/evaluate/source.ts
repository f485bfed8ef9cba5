/** A file as text, workspace-relative. */
export interface Source {
  readonly path: string;
  readonly text: string;
}
