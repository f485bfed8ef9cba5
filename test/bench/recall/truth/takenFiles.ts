import type { TrueFile } from '../recallCase';

/** Collects what a file takes from which other file. */
export class TakenFiles {
  private readonly taken = new Map<string, Set<string>>();

  take(path: string | undefined, names: readonly string[]): void {
    if (path === undefined) return;
    const known = this.taken.get(path) ?? new Set();
    for (const name of names) known.add(name);
    this.taken.set(path, known);
  }

  all(): readonly TrueFile[] {
    return [...this.taken]
      .map(([path, names]) => ({ path, names: [...names].sort() }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}
