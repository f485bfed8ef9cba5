import type { Demand } from './demand';
import type { Assertion, TestSupport } from './testContract';

/** What an expression looks at. */
export interface Sight {
  /** Whether something in it is a mock that the same function made. */
  readonly mocks: boolean;
  /** Whether something in it is neither a mock nor a plain value, or may be anything. */
  readonly other: boolean;
  /** Names from outside the function, which decide once it is known what they are. */
  readonly names: readonly string[];
}

/** An assertion that an expression or a statement makes. */
export interface CalledAssertion {
  readonly demand: Demand;
  readonly sight: Sight;
  /** A name by which it is called; when it turns out to be one of the helpers, that is read instead. */
  readonly calls?: string;
}

/** An assertion at its place, with the conditions under which it is reached. */
export function readingOf(
  { line, text, guards }: { readonly line: number; readonly text: string; readonly guards: readonly string[] },
  { demand, sight, calls }: CalledAssertion,
): AssertionReading {
  return {
    line,
    text,
    strength: demand.strength,
    ...(demand.tolerances.length > 0 ? { tolerances: demand.tolerances } : {}),
    ...(guards.length > 0 ? { guards } : {}),
    sight,
    ...(calls === undefined ? {} : { calls }),
  };
}

export interface AssertionReading extends Omit<Assertion, 'onOwnMocks' | 'from'> {
  readonly sight: Sight;
  readonly calls?: string;
  /** The test within the test that it stands in. */
  readonly within?: string;
}

/** What a function does, as far as its own text says. */
export interface Deeds {
  readonly assertions: readonly AssertionReading[];
  readonly skips: readonly string[];
  /** What it asks the runner for while it runs: `timeout 500 ms`. */
  readonly markers: readonly string[];
  /** Names that it mentions: `cart`, and for members of something also `self.cart`. */
  readonly names: ReadonlySet<string>;
  /** Names outside the function that it sets to mocks: `self.gateway`. */
  readonly mocks: readonly string[];
  readonly patches: readonly string[];
}

export interface TestReading extends Deeds {
  readonly path: readonly string[];
  /** The class that it is a method of. */
  readonly owner: string | undefined;
  /** Where it stands in the file's text. */
  readonly at: number;
  readonly line: number;
  readonly endLine: number;
  readonly parameters: readonly string[];
  readonly body: string;
  /** Asks that no other test of the file runs. */
  readonly isOnly: boolean;
}

/** Something that tests may use. */
export interface Definition extends Deeds {
  readonly name: string;
  readonly kind: TestSupport['kind'];
  readonly owner: string | undefined;
  readonly line: number;
  readonly text: string;
  /** The part of the file in which its name is known. */
  readonly scope: Range;
  /** Takes part in every test of its scope without being named. */
  readonly isAlways: boolean;
  readonly parameters: readonly string[];
  /** What the value is that it gives. */
  readonly gives: 'mock' | 'plain' | 'other';
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface ImportReading {
  /** As the file calls it; `*` for everything. */
  readonly local: string;
  /** As written: `.helpers`, `../src/cart`. */
  readonly module: string;
  /** As its module calls it; `*` for the module itself. */
  readonly name: string;
  readonly line: number;
  readonly text: string;
}

export interface ClassReading extends Range {
  /** With the classes that it stands in: `TestCart.TestEmpty`. */
  readonly name: string;
  readonly bases: readonly string[];
  /** Whether the runner takes it for tests by itself; `by-base`: when a base is a test case. */
  readonly isCollected: 'yes' | 'no' | 'by-base';
  readonly skips: readonly string[];
  readonly markers: readonly string[];
}

/** One file of the tests, before names are followed to other files. */
export interface FileReading {
  readonly path: string;
  readonly tests: readonly TestReading[];
  readonly definitions: readonly Definition[];
  readonly imports: readonly ImportReading[];
  readonly classes: readonly ClassReading[];
  /** What is exported under another name: `default`, `*` for a module that is one value. */
  readonly exports?: ReadonlyMap<string, string>;
  /** Members of a class are known in it without `this`. */
  readonly hasBareMembers?: boolean;
  /** What stands in one file is known in all of its folder. */
  readonly sharesFolder?: boolean;
  /** Skips and marks of all tests of the file. */
  readonly skips: readonly string[];
  readonly markers: readonly string[];
}
