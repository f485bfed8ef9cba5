/** Tells what stands at a path, following no trust in names: symbolic links are resolved. */
export interface LinkProbe {
  /**
   * `inside`: the path is where it says (the file itself may be missing). `leadsTo`: symbolic links lead to another place inside,
   * in the form of a checked path. `outside`: a symbolic link leads out. `guarded`: a symbolic link leads to a place inside for
   * which `isGuarded` holds.
   */
  probe(relative: string): Promise<'inside' | 'outside' | 'guarded' | { readonly leadsTo: string }>;
}
