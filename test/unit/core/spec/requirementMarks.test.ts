import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';
import { markRequirement, markRest } from '../../../../src/core/spec/requirementMarks';
import { must } from '../../../kit/must';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const requirementsIn = (text: string, path = 'specs/cart.yaml') =>
  must(loadSpecification({ text, path, hash: '' })).specification.requirements;
const marksOf = (text: string, path?: string) =>
  requirementsIn(text, path).map((requirement) => markRequirement(requirement, hash));

interface Written {
  readonly text: string;
  readonly criteria: readonly string[];
}

/** The same demands in three dialects. */
const WRITE: Readonly<Record<string, (requirements: readonly Written[]) => string>> = {
  'specs/cart.yaml': (requirements) =>
    `spec_id: cart\nrequirements:\n${requirements
      .map(
        ({ text, criteria }, index) =>
          `- id: FR-${index + 1}\n  description: ${JSON.stringify(text)}\n  acceptance_criteria:\n${criteria
            .map((each, at) => `  - {id: AC-${index + 1}${at + 1}, given: a cart, then: ${JSON.stringify(each)}}`)
            .join('\n')}`,
      )
      .join('\n')}\n`,
  'specs/cart.md': (requirements) =>
    `# Cart\n\n${requirements
      .map(
        ({ text, criteria }, index) =>
          `- **FR-${index + 1}**: ${text}\n${criteria.map((each) => `  - Given a cart, then ${each}`).join('\n')}`,
      )
      .join('\n')}\n`,
  'cart/requirements.md': (requirements) =>
    requirements
      .map(
        ({ text, criteria }, index) =>
          `### Requirement ${index + 1}\n\n${text}\n\n#### Acceptance Criteria\n\n${criteria
            .map((each, at) => `${at + 1}. ${each}`)
            .join('\n')}\n`,
      )
      .join('\n'),
};

const sentence = fc
  .array(fc.constantFrom('the', 'cart', 'keeps', 'each', 'article', 'once', 'over', '7', 'cents'), {
    minLength: 2,
    maxLength: 6,
  })
  .map((words) => words.join(' '));
const demands = fc.array(fc.record({ text: sentence, criteria: fc.array(sentence, { minLength: 1, maxLength: 3 }) }), {
  minLength: 1,
  maxLength: 4,
});

describe('marks of requirements', () => {
  it('of which exactly one changes when a criterion is edited, or a requirement its own text, in every dialect', () => {
    fc.assert(
      fc.property(
        demands,
        fc.constantFrom(...Object.keys(WRITE)),
        fc.nat(),
        fc.nat(),
        (written, path, first, second) => {
          const write = WRITE[path];
          assert.ok(write);
          const before = marksOf(write(written), path);
          assert.deepEqual(
            before.map(({ criteria }) => criteria.length),
            written.map(({ criteria }) => criteria.length),
          );
          const at = first % written.length;
          const where = second % ((written[at]?.criteria.length ?? 0) + 1);
          const edited = written.map((each, index) =>
            index !== at
              ? each
              : where === 0
                ? { ...each, text: `${each.text} always` }
                : {
                    ...each,
                    criteria: each.criteria.map((one, number) => (number === where - 1 ? `${one} always` : one)),
                  },
          );
          const after = marksOf(write(edited), path);
          const flat = (marks: typeof before) =>
            marks.flatMap(({ id, own, criteria }) => [[id, own], ...criteria.map((each) => [id, each])]);
          const changed = flat(after).filter(([, mark], index) => mark !== flat(before)[index]?.[1]);
          assert.deepEqual(
            changed.map(([id]) => id),
            [before[at]?.id],
          );
        },
      ),
    );
  });

  it('stay when only quoting, the order of keys, blanks or places change', () => {
    const one = marksOf(
      'spec_id: cart\nrequirements:\n- id: FR-1\n  title: Total\n  description: The cart knows its total.\n  dependencies: [FR-3, FR-2]\n',
    );
    const other = marksOf(
      '# new\nrequirements:\n\n- dependencies: [FR-2, FR-3]\n  description: >-\n    The cart   knows\n    its total.\n  title: "Total"\n  id: FR-1\nspec_id: cart\n',
    );
    assert.deepEqual(other, one);
  });

  it('change with the ids of criteria that are changed for one another', () => {
    const text = (...ids: readonly string[]) =>
      `spec_id: cart\nrequirements:\n${ids
        .map((id, at) => `- {id: FR-${at + 1}, description: x, acceptance_criteria: [{id: ${id}, then: ${at}}]}\n`)
        .join('')}`;
    const before = marksOf(text('AC-1', 'AC-2'));
    const after = marksOf(text('AC-2', 'AC-1'));
    assert.deepEqual(
      after.map(({ own, criteria }, at) => [
        own === before[at]?.own,
        String(criteria) === String(before[at]?.criteria),
      ]),
      [
        [true, false],
        [true, false],
      ],
    );
  });

  it('change with what a method takes, gives and refuses', () => {
    const own = (terms: string) =>
      marksOf(`spec_id: cart\ncomponents:\n- name: cart\n  methods:\n  - {name: add, behavior: Adds., ${terms}}\n`).map(
        (mark) => mark.own,
      );
    const before = own('params: [{name: cents, type: int}], returns: int, errors: [ValueError]');
    assert.deepEqual(own('errors: ["ValueError"], returns: int, params: [{name: cents, type: int}]'), before);
    for (const terms of [
      'params: [{name: cents, type: float}], returns: int, errors: [ValueError]',
      'params: [{name: cents, type: int}], returns: str, errors: [ValueError]',
      'params: [{name: cents, type: int}], returns: int, errors: [KeyError]',
      'params: [{name: cents, type: int}], returns: int',
    ]) {
      assert.notDeepEqual(own(terms), before, terms);
    }
  });

  it('tell the rest of a component apart from its requirements', () => {
    const text = (total: string, purpose: string) =>
      `## Component: cart\n\n${purpose}\n\n- **FR-1**: Knows the ${total}.\n  - Given a cart, then the ${total} is right\n`;
    const rest = (source: string) => {
      const { components, requirements } = must(
        loadSpecification({ text: source, path: 'architecture/Architecture.md', hash: '' }),
      ).specification;
      return markRest(components[0]?.excerpt ?? '', requirements, hash);
    };
    const before = rest(text('total', 'Collects `a > b`.'));
    assert.equal(rest(text('grand total', 'Collects `a > b`.')), before);
    assert.equal(rest(text('total', 'Collects\n`a > b`.')), before);
    assert.notEqual(rest(text('total', 'Collects `a < b`.')), before);
  });
});
