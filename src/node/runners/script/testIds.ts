import type { KnownTest } from '../runRecord';

/** A test as a runner of suites tells of it. */
export interface ToldTest {
  /** Workspace-relative. */
  readonly file: string;
  /** Names of the suites that it stands in, the outermost first. */
  readonly suites: readonly string[];
  readonly name: string;
  readonly line: number | undefined;
}

/**
 * Ids from the tests of a run in the order of their declaration: file, suites and name, with a number where the same comes
 * again, so that they are unique and the same from run to run.
 */
export class TestIds {
  private readonly taken = new Set<string>();

  add({ file, suites, name, line }: ToldTest): KnownTest {
    const path = [file, ...suites, name].join('::');
    let id = path;
    for (let times = 2; this.taken.has(id); times += 1) id = `${path} (${times})`;
    this.taken.add(id);
    return { id, name, file, line };
  }
}
