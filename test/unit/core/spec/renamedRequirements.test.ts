import assert from 'node:assert/strict';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';
import { changedByOpenSpec } from '../../../../src/core/spec/markdown/openSpec';
import { must } from '../../../kit/must';

const PATH = 'openspec/changes/words/specs/cart/spec.md';
const HOLDS = `# Cart

## Requirements

### Requirement: Lines
The cart SHALL hold lines.

### Requirement: Total
The cart SHALL have a total.
`;

/** What a change says, and what of it is to be looked at. */
function read(text: string, { changed }: { readonly changed?: string } = { changed: HOLDS }) {
  const source = { text, path: PATH, hash: '', ...(changed === undefined ? {} : { changed }) };
  const { specification, warnings } = must(loadSpecification(source));
  return {
    requirements: specification.requirements.map(({ id, change, renamedFrom, position: { line } }) =>
      [line, change, renamedFrom === undefined ? id : `${renamedFrom} > ${id}`].join(' '),
    ),
    warnings: warnings.map(({ position: { line, column }, message }) => `${line}:${column} ${message}`),
  };
}

const renamed = (...lines: readonly string[]) => `## RENAMED Requirements\n\n${lines.join('\n')}\n`;
const LINES_TO_POSITIONS = ['- FROM: `### Requirement: Lines`', '- TO: `### Requirement: Positions`'];

describe('a requirement that an OpenSpec change names otherwise', () => {
  it('is one of its own, and the same as the one that is modified under the new name', () => {
    assert.deepEqual(read(renamed(...LINES_TO_POSITIONS)), {
      requirements: ['4 renamed Lines > Positions'],
      warnings: [],
    });
    const scenario = '#### Scenario: Full\n- **WHEN** there are ten\n- **THEN** it is full\n';
    const both = `${renamed(...LINES_TO_POSITIONS)}\n## MODIFIED Requirements\n\n### Requirement: Positions\nTen SHALL fit.\n\n${scenario}`;
    assert.deepEqual(read(both), { requirements: ['8 modified Lines > Positions'], warnings: [] });
  });

  it('is read in each way in which it is written, at the place of its name', () => {
    for (const lines of [
      ['FROM: Lines', 'TO: Positions'],
      ['* **FROM:** ### Requirement: Lines', '* **TO:** ### Requirement: Positions'],
      ['- FROM: Lines', '  TO: Positions'],
      ['FROM: `Lines`', '', 'TO: `Requirement: Positions`'],
    ]) {
      const text = renamed(...lines);
      const [only, ...more] = must(loadSpecification({ text, path: PATH, hash: '' })).specification.requirements;
      assert.deepEqual([only?.id, only?.renamedFrom, more.length], ['Positions', 'Lines', 0], text);
      const { line, column } = only?.idPosition ?? { line: 0, column: 0 };
      assert.equal(
        text
          .split('\n')
          [line - 1]?.slice(column - 1)
          .replace('`', ''),
        'Positions',
        text,
      );
    }
  });

  it('is told where a half of it is missing', () => {
    const text = renamed('- TO: A', '- FROM: Lines', '- FROM: Total', '- TO: Sum');
    assert.deepEqual(read(text).warnings, [
      '3:3 nothing is renamed to "A": add a line "- FROM: `### Requirement: NAME`" above',
      '4:3 "Lines" is renamed to nothing: add a line "- TO: `### Requirement: NAME`" below',
    ]);
  });

  it('is told where its name is unknown or taken in the specification that holds', () => {
    const text = renamed('- FROM: Coupons', '- TO: Vouchers', '- FROM: Lines', '- TO: Total');
    assert.deepEqual(read(text).warnings, [
      '3:3 "Coupons" does not stand in openspec/specs/cart/spec.md, so it cannot be renamed',
      '6:3 "Total" stands in openspec/specs/cart/spec.md already',
    ]);
    const swapped = renamed('- FROM: Total', '- TO: Lines', '- FROM: Lines', '- TO: Total');
    assert.deepEqual(read(swapped).warnings, []);
    assert.deepEqual(read(text, {}).warnings, [], 'without it nobody knows');
  });

  it('is told where two get one name, one gets two, or the rest of the change contradicts it', () => {
    const twice = renamed('- FROM: Lines', '- TO: Rows', '- FROM: Total', '- TO: Rows', '- FROM: Lines', '- TO: Items');
    assert.deepEqual(read(twice).warnings, [
      '6:3 two are renamed to "Rows"; first in line 4',
      '7:3 "Lines" is renamed twice; first in line 3',
    ]);
    const scenario = '#### Scenario: S\n- **WHEN** a\n- **THEN** b\n';
    const rest = [
      `## ADDED Requirements\n### Requirement: Positions\nIt SHALL.\n${scenario}`,
      `## MODIFIED Requirements\n### Requirement: Lines\nIt SHALL.\n${scenario}`,
      `## REMOVED Requirements\n### Requirement: Lines\n`,
    ];
    const { warnings } = read(`${renamed(...LINES_TO_POSITIONS)}\n${rest.join('\n')}`);
    assert.deepEqual(warnings.slice(0, 3), [
      '4:3 "Positions" is added, too: only one of both can have the name',
      '3:3 "Lines" is removed, too: leave one of both',
      '14:1 "Lines" is renamed: modify it under its new name, "Positions"',
    ]);
  });

  it('belongs to the specification that holds, by the place of the change', () => {
    assert.equal(changedByOpenSpec(PATH), 'openspec/specs/cart/spec.md');
    assert.equal(
      changedByOpenSpec('apps/shop/openspec/changes/a/specs/x/y/spec.md'),
      'apps/shop/openspec/specs/x/y/spec.md',
    );
    for (const path of ['openspec/specs/cart/spec.md', 'openspec/changes/archive/2025-a/specs/cart/spec.md', 'a.md']) {
      assert.equal(changedByOpenSpec(path), undefined, path);
    }
  });
});
