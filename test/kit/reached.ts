import assert from 'node:assert/strict';

/**
 * Counts which classes of cases a property was tried with. A property that its generators never bring to the interesting cases
 * shows nothing, so `assertAll` prints the counts and fails for a class that was not reached.
 */
export class Reached<Class extends string> {
  readonly #counts: Record<Class, number>;
  #cases = 0;

  constructor(classes: readonly Class[]) {
    this.#counts = Object.fromEntries(classes.map((name) => [name, 0])) as Record<Class, number>;
  }

  /** One case, and whether it belongs to each class. */
  add(belongs: Readonly<Record<Class, boolean>>): void {
    this.#cases += 1;
    for (const name of Object.keys(this.#counts) as Class[]) if (belongs[name]) this.#counts[name] += 1;
  }

  assertAll(): void {
    const counts = Object.entries<number>(this.#counts);
    console.log(`      ${this.#cases} cases: ${counts.map(([name, count]) => `${name} ${count}`).join(', ')}`);
    const missed = counts.filter(([, count]) => count === 0).map(([name]) => name);
    assert.deepEqual(missed, [], 'classes that the generators did not reach');
  }
}
