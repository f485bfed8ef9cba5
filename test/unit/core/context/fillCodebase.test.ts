import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../../../src/core/context/codebaseSearch';
import { fillCodebase } from '../../../../src/core/context/fillCodebase';
import { pieceTokens, TAG_TOKENS } from '../../../../src/core/context/sectionTokens';
import { upperEstimate } from '../../../../src/core/context/tokenCounter';

const OUTLINE = 'class Cart:\n    def add(self, item): ...\n    def total(self) -> int: ...';

function finding(path: string, about: Partial<Finding> = {}): Finding {
  return {
    path,
    score: 1,
    why: 'because',
    outline: OUTLINE,
    inShort: 'class Cart',
    text: `${OUTLINE}\n${'# body\n'.repeat(100)}`,
    ...about,
  };
}

function fill(findings: readonly Finding[], room: number) {
  return fillCodebase(findings, { tag: 'codebase', room, count: upperEstimate });
}

const shown = (findings: readonly Finding[], room: number) =>
  fill(findings, room).sections.map(({ file, shown: part }) => [file, part ?? 'whole']);

describe('filling the room for the codebase', () => {
  it('shows files whole when there is room for all', () => {
    assert.deepEqual(shown([finding('a.py'), finding('b.py', { score: 0.1 })], 5_000), [
      ['a.py', 'whole'],
      ['b.py', 'whole'],
    ]);
  });

  it('shows what matters more in more detail, and says what found no room', () => {
    const findings = [finding('a.py'), finding('b.py', { score: 0.5 }), finding('c.py', { score: 0.001 })];
    assert.deepEqual(shown(findings, 510), [
      ['a.py', 'whole'],
      ['b.py', 'signatures'],
    ]);
    assert.deepEqual(
      fill(findings, 510).omitted.map(({ what, why }) => [what, why]),
      [['c.py', 'no room in the budget']],
    );
  });

  it('names what matters and may not be shown, with the reason for that', () => {
    const made = finding('made.py', { outline: '', inShort: '', text: undefined, leftOut: 'made by a tool' });
    const { sections, omitted } = fill([made, finding('a.py')], 5_000);
    assert.deepEqual(
      sections.map(({ file }) => file),
      ['a.py'],
    );
    assert.deepEqual(omitted, [{ what: 'made.py', tokens: 0, why: 'made by a tool' }]);
  });

  it('shows a file in short where its signatures find no room', () => {
    const { sections } = fill([finding('a.py')], 60);
    assert.deepEqual(
      sections.map(({ text, shown: part }) => [text, part]),
      [['class Cart', 'in short']],
    );
  });

  it('shows a file whole where its signatures are no shorter', () => {
    assert.deepEqual(shown([finding('a.py', { text: 'class Cart: ...' })], 5_000), [['a.py', 'whole']]);
  });

  const findings = fc.uniqueArray(
    fc.record({
      path: fc.string({ minLength: 1, maxLength: 8 }),
      score: fc.double({ min: 0.001, max: 1, noNaN: true }),
      why: fc.constant(''),
      outline: fc.constantFrom('', OUTLINE, 'x', `${OUTLINE}\n`.repeat(20)),
      inShort: fc.constantFrom('x', 'class Cart'),
      text: fc.option(
        fc.nat(3_000).map((length) => 'y'.repeat(length)),
        { nil: undefined },
      ),
    }),
    { selector: ({ path }) => path, maxLength: 12 },
  );

  it('never takes more than the room, leaves none that a finding fits in, and names each finding once', () =>
    fc.assert(
      fc.property(findings, fc.integer({ min: 0, max: 4_000 }), (given, room) => {
        const { sections, omitted } = fill(given, room);
        const used = sections.reduce((sum, section) => sum + pieceTokens(section, upperEstimate), TAG_TOKENS);
        if (sections.length > 0) assert.ok(used <= room, `${used} of ${room}`);
        assert.ok(omitted.every(({ tokens }) => tokens === 0 || tokens > room - used));
        const possible = given.filter(({ outline, text }) => outline !== '' || text !== undefined);
        const named = [...sections.map(({ file }) => file), ...omitted.map(({ what }) => what)];
        assert.deepEqual(named.sort(), given.map(({ path }) => path).sort());
        assert.ok(sections.length <= possible.length);
      }),
    ));
});
