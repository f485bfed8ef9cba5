import assert from 'node:assert/strict';
import type { Language } from '../../../../src/core/codebase/language';
import { WRITING_PHASES } from '../../../../src/core/phase';
import type { LanguagePack } from '../../../../src/core/prompt/languagePacks/languagePack';
import { languagePackOf } from '../../../../src/core/prompt/languagePacks/languagePackOf';

const LANGUAGES: readonly Language[] = ['python', 'javascript', 'typescript', 'go', 'rust', 'java', 'kotlin', 'csharp'];
const RUNNERS = ['mocha', 'vitest', 'jest', 'cargo nextest'];

/** Words of one family of languages that a user of another one should not meet. */
const FOREIGN: readonly (readonly [RegExp, readonly Language[]])[] = [
  [/pytest|docstring|__init__|\bNone\b|def /, ['python']],
  [/JSDoc|node:|describe\b|require\b/, ['javascript', 'typescript', 'kotlin']],
  [/gofmt|t\.Run|go\.mod/, ['go']],
  [/Cargo|#\[test\]|unwrap/, ['rust']],
  [/JUnit|@Test|Javadoc|KDoc/, ['java', 'kotlin']],
  [/xUnit|\[Fact\]/, ['csharp']],
];

const everything = (pack: LanguagePack): string =>
  [pack.language, pack.tests, ...WRITING_PHASES.flatMap((phase) => pack[phase])].join('\n');

const CASES = [
  ...LANGUAGES.map((language) => [language, undefined] as const),
  ...(['javascript', 'typescript'] as const).flatMap((language) =>
    RUNNERS.slice(0, 3).map((runner) => [language, runner] as const),
  ),
  ['rust', 'cargo nextest'] as const,
];

describe('language packs', () => {
  for (const [language, runner] of CASES) {
    it(`that of ${language} with ${runner ?? 'its usual runner'} is short, speaks of every phase, and of no other language`, () => {
      const pack = languagePackOf(language, runner);
      for (const phase of WRITING_PHASES) {
        const text = pack[phase].join('\n');
        assert.ok(text.length > 0, phase);
        // Prose has about four characters a token.
        assert.ok(text.length <= (phase === 'red' ? 1_000 : 500), `${phase}: ${text.length} characters`);
        for (const rule of pack[phase]) assert.match(rule, /^[A-Za-z"].*\.$/);
      }
      const own = everything(pack);
      for (const [words, families] of FOREIGN) if (!families.includes(language)) assert.doesNotMatch(own, words);
    });

    it(`that of ${language} with ${runner ?? 'its usual runner'} says which failure counts in RED and how an error is expected`, () => {
      const red = languagePackOf(language, runner).red.join('\n');
      assert.match(red, /is the failure that counts now/);
      assert.match(red, /[Ee]xpect an error|Expect an Err|errors\.Is/);
      assert.match(red, /only values differ/);
    });
  }

  it('names the tests after the runner of the project, and else after the usual one of its language', () => {
    assert.equal(languagePackOf('typescript', 'vitest').tests, 'vitest');
    assert.equal(languagePackOf('typescript', undefined).tests, languagePackOf('javascript', 'node:test').tests);
    assert.equal(languagePackOf('java', 'gradle').tests, 'JUnit 5');
  });
});
