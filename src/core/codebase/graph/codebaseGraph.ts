/** Who defines, uses and imports what, by numbers: files and names are numbered from 0 without gaps. */
export interface CodebaseGraph {
  /** By file number, sorted. */
  readonly paths: readonly string[];
  /** Defined and referenced names, by name number. */
  readonly names: readonly string[];
  fileNumber(path: string): number | undefined;
  nameNumber(name: string): number | undefined;
  /** Name numbers. */
  definedIn(file: number): Uint32Array;
  usedIn(file: number): { readonly names: Uint32Array; readonly counts: Uint32Array };
  /** File numbers, resolved. */
  importsOf(file: number): Uint32Array;
  importersOf(file: number): Uint32Array;
  /** File numbers. */
  definersOf(name: number): Uint32Array;
  usersOf(name: number): Uint32Array;
  bytesOf(file: number): number;
}
