import type { KnownTest } from '../runRecord';

/** Where a test stands, as an event of `node --test` says. */
export interface TestPlace {
  readonly file: string;
  readonly name: string;
  /** 0 for a test that stands in no suite. */
  readonly nesting: number;
  readonly line: number | undefined;
}

/**
 * Ids from one kind of event, in the order of these events: file, suites and name, with a number where the same name comes
 * again, so that they are unique and the same from run to run.
 */
export class TestPaths {
  private readonly entered = new Map<string, KnownTest[]>();
  private readonly seen = new Map<string, number>();

  /** The test under what was last entered at the level above it, by default in this same order of events. */
  add(place: TestPlace, above: TestPaths = this): KnownTest {
    const { file, name, nesting, line } = place;
    const parent = nesting === 0 ? undefined : above.entered.get(file)?.[nesting - 1]?.id;
    const path = `${parent ?? file}::${name}`;
    const times = (this.seen.get(path) ?? 0) + 1;
    this.seen.set(path, times);
    return { id: times === 1 ? path : `${path} (${times})`, name, file, line, parent };
  }

  /** The same, and what follows deeper stands in it. */
  enter(place: TestPlace): KnownTest {
    const test = this.add(place);
    const levels = this.entered.get(place.file) ?? [];
    levels.length = Math.min(levels.length, place.nesting);
    levels[place.nesting] = test;
    this.entered.set(place.file, levels);
    return test;
  }

  /** What `node:test` calls the full name of the test that was entered last. */
  fullName(file: string): string {
    return (this.entered.get(file) ?? []).map((test) => test?.name ?? '').join(' > ');
  }
}
