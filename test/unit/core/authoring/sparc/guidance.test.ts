import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readGuidance, usualGuidance } from '../../../../../src/core/authoring/sparc/guidance';
import { guidanceTemplate } from '../../../../../src/core/authoring/sparc/writeGuidance';

const told = (text: string) =>
  readGuidance(text).warnings.map(({ position, message }) => `${position.line}:${position.column} ${message}`);

const WHOLE = ['specification', 'pseudocode', 'architecture', 'refinement', 'completion'].map(
  (name) => `[${name}]\ncontent = """\nAbout ${name}.\n"""\n`,
);

describe('guidance.toml', () => {
  it('gives the words of each section, and what the project is', () => {
    const { guidance, warnings } = readGuidance(`[project]\ndescription = "A shop"\n${WHOLE.join('\n')}`);
    assert.deepEqual(warnings, []);
    assert.equal(guidance.description, 'A shop');
    assert.equal(guidance.contents.Pseudocode, 'About pseudocode.');
    assert.deepEqual(readGuidance(WHOLE.join('')).warnings, []);
  });

  it('says with line and column what is missing or wrong, and goes on with the usual words', () => {
    const text = [
      '[project]',
      'description = 3',
      '[specificaton]',
      'content = "Carts."',
      '[pseudocode]',
      'text = "steps"',
      '[architecture]',
      '  content = ["cart"]',
      '[refinement]',
      'content = " "',
    ].join('\n');
    assert.deepEqual(told(text), [
      '1:1 there is no section [specification]; the usual words take its place',
      '1:1 there is no section [completion]; the usual words take its place',
      '2:1 "description" of [project] is a number or a date, not a text; the project is not described',
      '3:1 "specificaton" is not read; maybe [specification] is meant',
      '5:1 [pseudocode] has no "content"; the usual words take its place',
      '8:3 "content" of [architecture] is a list, not a text; the usual words take its place',
      '10:1 "content" of [refinement] is empty; the usual words take its place',
    ]);
    assert.deepEqual(readGuidance(text).guidance, usualGuidance());
  });

  it('says where it is no TOML', () => {
    const [place = ''] = told('[project]\ndescription = A shop\n');
    assert.match(place, /^2:15 not valid TOML: .+; the usual words take the place of all of it$/);
  });

  it('names the first of many sections that are not read, and says how many more there are', () => {
    const keys = Array.from({ length: 4_000 }, (_, index) => `key${index} = 1`);
    const messages = told(`${keys.join('\n')}\n${WHOLE.join('\n')}`);
    assert.equal(messages.length, 21);
    assert.match(messages[19] ?? '', /^20:1 "key19" is not read/);
    assert.equal(messages[20], '21:1 not read either: 3980 more');
  });

  it('is read whatever its names and its lines are like', () => {
    const blanks = ' '.repeat(150_000);
    const long = 'k'.repeat(150_000);
    const [first = ''] = told(`${long} = 1\n${WHOLE.join('\n')}`);
    assert.equal(first.startsWith(`1:1 "${'k'.repeat(80)}" is not read; sections are`), true);
    const [blank = ''] = told(`${blanks}\n  " " = 1\n${WHOLE.join('\n')}`);
    assert.match(blank, /^2:3 " " is not read/);
    const places = told('project . description = 1\n[ "specificaton" ]\n[[other.list]]\n');
    assert.match(
      places.filter((each) => !each.includes('there is no section')).join('\n'),
      /^1:1 "description" of .* is a number.*\n2:1 "specificaton" is not read.*\n3:1 "other" is not read/,
    );
  });

  it('of more than 200,000 characters is not read at all', () => {
    const { guidance, warnings } = readGuidance(`# ${'x'.repeat(200_000)}\n${WHOLE.join('\n')}`);
    assert.deepEqual(guidance, usualGuidance());
    assert.deepEqual(
      warnings.map(({ message }) => message),
      ['it is longer than 200,000 characters; the usual words take the place of all of it'],
    );
  });

  it('is read whatever it holds', () => {
    const line = fc.constantFrom(
      ...[
        '[project]',
        '[[architecture]]',
        'specification = "x"',
        'content = 1',
        '__proto__ = 1',
        '[constructor]',
        '"',
        'é = [',
        '',
      ],
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(line).map((lines) => lines.join('\n')),
    );
    fc.assert(
      fc.property(text, (given) => {
        const { guidance, warnings } = readGuidance(given);
        assert.ok(Object.values(guidance.contents).every((content) => typeof content === 'string' && content !== ''));
        assert.ok(warnings.every(({ position }) => position.line >= 1 && position.column >= 1));
      }),
    );
  });

  it('as the template writes it has no fault, whatever the description', () => {
    const units = fc.array(fc.integer({ max: 0xffff, min: 0 })).map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(units, (description) => {
        const { guidance, warnings } = readGuidance(guidanceTemplate(`a${description}z`));
        assert.deepEqual(warnings, []);
        assert.equal(guidance.description, `a${description}z`.replace(/\p{Cs}/gu, '\uFFFD'));
      }),
    );
  });
});
