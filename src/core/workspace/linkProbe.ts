/** Tells what stands at a path, following no trust in names: symbolic links are resolved. */
export interface LinkProbe {
  /**
   * `inside`: nothing on the way leaves the workspace (the file itself may be missing). `outside`: a symbolic link leads out.
   * `guarded`: a symbolic link leads to a place inside for which `isGuarded` holds.
   */
  probe(relative: string): Promise<'inside' | 'outside' | 'guarded'>;
}
