import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { IncrementalYaml } from '../../../../src/core/lib/incrementalYaml';
import { parseYaml } from '../../../../src/core/lib/yaml';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';

const folder = path.join(repositoryRoot, 'test/golden/files/specifications/sources');
const SAMPLES = [
  ...readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8').slice(0, 6_000)),
  'list:\n- a: 1\n# left\n  b: 2\n- |+\n  text\n\n\n- > \n  folded\n  # no comment\nlast: [x,\n  y]\n',
  '- - one\n  - two: "a\n    b"\n-   three\n-\n  four: {a: 1,\n    b: 2}\n- text: |\n    end',
  'a:\n    - id: 1\n      list:\n      - x: y\n        z: |\n          deep\n\n      - w\n    - id: 2\nb: plain\n  goes on\n',
];

/** What a person types or pastes, also in the middle of things. */
const TYPED = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 3 }) },
  fc.constantFrom(
    ...[
      '\n',
      '\n\n',
      '\r\n',
      '  ',
      '\t',
      ': ',
      '- ',
      '\n- ',
      '\n  - ',
      '# ',
      '"',
      "'",
      '|',
      '>',
      '|+\n',
      '{',
      '}',
      '[',
      ']',
      ',',
    ],
    ...[
      '&a ',
      '*a',
      '!!str ',
      '<<: ',
      '---\n',
      '...\n',
      '\n    more: words\n',
      '\n# left\n',
      '? ',
      '%',
      '\u00a0',
      '\ufeff',
      '\r',
    ],
  ),
);

/** Where, how much is deleted, and what is put there. */
const EDIT = fc.record({ at: fc.nat(10_000), gone: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)), come: TYPED });

describe('YAML that is typed in', () => {
  it('is read as it would be at once, whatever is typed where', () => {
    const runs = process.env['AGENTFORGE_SOAK'] === '1' ? 50_000 : 400;
    fc.assert(
      fc.property(fc.constantFrom(...SAMPLES), fc.array(EDIT, { minLength: 1, maxLength: 8 }), (sample, edits) => {
        const reading = new IncrementalYaml();
        let text = sample;
        reading.read(text);
        for (const { at, gone, come } of edits) {
          const start = at % (text.length + 1);
          const before = text;
          text = text.slice(0, start) + come + text.slice(start + gone);
          const whole = parseYaml(text);
          assert.deepEqual(reading.read(text), whole, `${JSON.stringify(text)} after ${JSON.stringify(before)}`);
          // What breaks the text is taken back, so that the next edit meets one that was read.
          if (whole.ok) continue;
          text = before;
          reading.read(text);
        }
      }),
      { numRuns: runs },
    );
  });

  for (const [what, ...texts] of [
    ['a comment to the left of the last item', 'list:\n- a: 1\n# left\n  b: 2\n', 'list:\n- a: 5\n# left\n  b: 2\n'],
    ['an end without a line break', '- one\n- |\n  two', '- one\n- |\n  two2'],
    ['an alias of what changes', '- 1\n- b: 2\n', '- &x 1\n- b: 2\n', '- &x 1\n- b: *x\n', '- &x 5\n- b: *x\n'],
    ['an item that becomes two', '- a: 1\n- b: 2\n', '- a: 1\n- c: 3\n- b: 2\n', '- a: 1\n- c: 34\n- b: 2\n'],
    ['an item that takes in the next', '- a: 1\n- b: 2\n', '- a: 1\n  - b: 2\n'],
    ['a key that stands twice', '- a: 1\n  b: 2\n', '- a: 1\n  a: 2\n', '- a: 1\n  ab: 2\n'],
  ] as const) {
    it(`is read as it would be at once: ${what}`, () => {
      const reading = new IncrementalYaml();
      for (const text of texts) assert.deepEqual(reading.read(text), parseYaml(text));
    });
  }

  it('is read anew only where it changed', () => {
    const reading = new IncrementalYaml();
    const before = reading.read('a:\n- id: 1\n  text: one\n- id: 2\n  text: two\nb: {c: 1}\n');
    const after = reading.read('a:\n- id: 1\n  text: one more\n- id: 2\n  text: two\nb: {c: 1}\n');
    assert.ok(before.ok && after.ok && before.value.root.kind === 'map' && after.value.root.kind === 'map');
    assert.equal(
      after.value.root.entries[1]?.value,
      before.value.root.entries[1]?.value,
      'what stands behind is the same',
    );
    assert.notEqual(after.value.root.entries[0]?.value, before.value.root.entries[0]?.value);
  });
});
