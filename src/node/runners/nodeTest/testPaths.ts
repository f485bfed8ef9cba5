import type { KnownTest } from '../runRecord';

/** Where a test stands, as an event of `node:test` says. */
export interface TestPlace {
  readonly name: string;
  /** 0 for a test that stands in no suite. */
  readonly nesting: number;
  readonly line: number | undefined;
}

/**
 * Ids of a file's tests from one kind of event, in the order of these events: file, suites and name, with a number where the
 * same name comes again, so that they are unique and the same from run to run.
 */
export class TestPaths {
  private readonly entered: KnownTest[] = [];
  private readonly seen = new Map<string, number>();

  constructor(private readonly file: string) {}

  /** The test under what was last entered at the level above it, by default in this same order of events. */
  add({ name, nesting, line }: TestPlace, above: TestPaths = this): KnownTest {
    const parent = nesting === 0 ? undefined : above.entered[nesting - 1]?.id;
    const path = `${parent ?? this.file}::${name}`;
    const times = (this.seen.get(path) ?? 0) + 1;
    this.seen.set(path, times);
    return { id: times === 1 ? path : `${path} (${times})`, name, file: this.file, line, parent };
  }

  /** The same, and what follows deeper stands in it. */
  enter(place: TestPlace): KnownTest {
    const test = this.add(place);
    this.entered.length = Math.min(this.entered.length, place.nesting);
    this.entered[place.nesting] = test;
    return test;
  }

  /** What `node:test` calls the full name of the test that was entered last. */
  get fullName(): string {
    return this.entered.map((test) => test?.name ?? '').join(' > ');
  }
}
