import { foldCase } from '../workspace/foldCase';
import type { WorkspaceReader } from '../workspace/workspace';

/** A workspace of more files is looked through this far. */
const LOOKED_THROUGH = 100_000;

/** How the files of a workspace are spelled; they are listed once, at the first question. */
export class Spelling {
  #listed: Promise<ReadonlyMap<string, readonly string[]>> | undefined;

  constructor(private readonly reader: Pick<WorkspaceReader, 'list'>) {}

  /** A file that is there under a name that differs in letter case only, so that it is the same file on some systems. */
  async otherwise(relative: string): Promise<string | undefined> {
    this.#listed ??= this.list();
    const alike = (await this.#listed).get(foldCase(relative)) ?? [];
    return alike.includes(relative) ? undefined : alike[0];
  }

  private async list(): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, string[]>();
    for (const path of await this.reader.list(LOOKED_THROUGH)) {
      const key = foldCase(path);
      const alike = found.get(key);
      if (alike === undefined) found.set(key, [path]);
      else alike.push(path);
    }
    return found;
  }
}
