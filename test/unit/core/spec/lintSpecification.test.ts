import assert from 'node:assert/strict';
import type { LintSettings } from '../../../../src/core/spec/lintSpecification';
import { lintSpecification } from '../../../../src/core/spec/lintSpecification';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';

const NONE: LintSettings = { vagueWords: [], allowedWords: [] };

function lint(text: string, settings = NONE, path = 'specs/cart.md'): readonly string[] {
  const loaded = loadSpecification({ text, path, hash: '' });
  assert.ok(loaded.ok);
  const found = lintSpecification(text, loaded.value.specification.requirements, settings);
  return found.map(({ position: { line, column }, message }) => `${line}:${column} ${message}`);
}

describe('what a specification says that no test can decide', () => {
  it('is found at the word, in demands and in criteria', () => {
    assert.deepEqual(
      lint(
        '# Cart\n\n- **FR-001**: It is fast,\n  and Fast enough.\n  - Given a cart, when summed, then quickly\n- FR-002: fine\n',
      ),
      [
        '3:21 "fast" in "FR-001" cannot be tested: say how much, how long, or what is seen',
        '4:7 "Fast" in "FR-001" cannot be tested: say how much, how long, or what is seen',
        '5:37 "quickly" in "FR-001.1" cannot be tested: say how much, how long, or what is seen',
      ],
    );
  });

  it('is an open question, and two demands in one sentence', () => {
    assert.deepEqual(
      lint(
        '- FR-001: The total MUST be right and it MUST be in cents.\n- FR-002: In what? [NEEDS CLARIFICATION: euros?]\n- FR-003: TBD\n',
      ),
      [
        '1:3 "FR-001" demands more than one thing: split it, so that each can be proven',
        '2:20 "FR-002" has an open question: [NEEDS CLARIFICATION: euros?]',
        '3:11 "FR-003" has an open question: TBD',
      ],
    );
  });

  it('is found in YAML at the word, and not in what demands nothing', () => {
    const text = [
      'requirements:',
      '  functional:',
      '    - id: FR-001',
      '      rationale: users like it fast',
      '      description: adds a line',
      '      acceptance_criteria:',
      '        - {id: AC-001, given: a cart, when: it is opened, then: it is user-friendly}',
    ].join('\n');
    assert.deepEqual(lint(text, NONE, 'specs/cart.yaml'), [
      '7:71 "user-friendly" in "AC-001" cannot be tested: say how much, how long, or what is seen',
    ]);
  });

  it('is not part of a longer word, and follows the settings', () => {
    const text = '- FR-001: unsnappy breakfast is a fast-forward, simple and snappy\n';
    assert.deepEqual(lint(text, { vagueWords: [], allowedWords: ['Simple'] }), []);
    assert.deepEqual(lint(text, { vagueWords: ['snappy', 'a.*'], allowedWords: ['simple'] }), [
      '1:60 "snappy" in "FR-001" cannot be tested: say how much, how long, or what is seen',
    ]);
  });
});
