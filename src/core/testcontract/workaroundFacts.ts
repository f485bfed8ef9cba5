import type { TestLiteral } from './testLiterals';
import type { LiteralValue } from './workaroundLiteral';
import { keyOf, readLiteral, valuesIn } from './workaroundLiteral';

/** What one test gives to the subject and expects of it, as keys of literals. */
interface TestValues {
  readonly name: string;
  readonly inputs: ReadonlySet<string>;
  readonly expected: ReadonlySet<string>;
}

/** The literals of the tests, ready to be asked. */
export class TestFacts {
  readonly tests: readonly TestValues[];
  private readonly texts: ReadonlySet<string>;

  constructor(
    literals: readonly TestLiteral[],
    /** The specification of the component; '' when it is not at hand. */
    private readonly specification: string,
  ) {
    const byTest = new Map<string, { name: string; inputs: Set<string>; expected: Set<string> }>();
    const texts = new Set<string>();
    for (const { file, test, literal, role } of literals) {
      const value = readLiteral(literal);
      if (value === undefined) continue;
      const id = `${file}::${test}`;
      const values = byTest.get(id) ?? {
        name: test.replace(/\[.*$/s, ''),
        inputs: new Set<string>(),
        expected: new Set<string>(),
      };
      byTest.set(id, values);
      for (const inside of valuesIn(value)) {
        (role === 'input' ? values.inputs : values.expected).add(keyOf(inside));
        if (typeof inside === 'string') texts.add(inside);
        else if (typeof inside === 'object' && inside !== null) for (const key of Object.keys(inside)) texts.add(key);
      }
    }
    this.tests = [...byTest.values()];
    this.texts = texts;
  }

  /** Whether a test or the specification itself speaks of a name: then the code has a reason to. */
  speaksOf(name: string): boolean {
    return this.texts.has(name) || this.specification.includes(name);
  }

  /** Whether the specification gives both a value and what is wanted for it. */
  isSpecified(values: readonly LiteralValue[]): boolean {
    const plain = values.flatMap(valuesIn).filter((value) => typeof value === 'string' || typeof value === 'number');
    return this.specification !== '' && plain.every((value) => this.hasWord(String(value)));
  }

  get hasSpecification(): boolean {
    return this.specification !== '';
  }

  private hasWord(word: string): boolean {
    const isPart = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}_]/u.test(letter);
    for (let at = this.specification.indexOf(word); at !== -1; at = this.specification.indexOf(word, at + 1)) {
      if (!isPart(this.specification[at - 1]) && !isPart(this.specification[at + word.length])) return true;
    }
    return false;
  }
}
