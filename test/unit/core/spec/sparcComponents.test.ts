import assert from 'node:assert/strict';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';

function problemsOf(text: string, path = 'architecture/Architecture.md'): readonly string[] {
  const loaded = loadSpecification({ text, path, hash: '0123456789abcdef' });
  if (loaded.ok) return [];
  return loaded.problem.map((each) => {
    assert.ok(each.kind === 'spec-invalid');
    return `${each.place.position?.line}: ${each.detail}. ${each.remedy}`;
  });
}

describe('the components of a SPARC architecture', () => {
  const lost = [
    ['## Component - cart', '## Component: cart'],
    ['## Components: cart', '## Component: cart'],
    ['## Component 2: cart', '## Component: cart'],
    ['## Compnent: cart', '## Component: cart'],
    ['## CartStore Component', '## Component: CartStore'],
    ['## Component `cart_store`', '## Component: cart_store'],
  ] as const;
  for (const [heading, right] of lost) {
    it(`are not lost by a heading such as "${heading}"`, () => {
      const expected = `5: the heading "${heading.replaceAll('`', '').replace(/^#+ /, '')}" does not begin a component. Write "${right}", or call it something else.`;
      assert.deepEqual(problemsOf(`# Architecture\n\n## Component: money\n\n${heading}\n\nHolds items.\n`), [expected]);
      assert.deepEqual(problemsOf(`# Notes\n\n- FR-1: Adds up.\n\n${heading}\n`, 'docs/notes.md'), [expected]);
    });
  }

  it('are never invented: a document of that name without one is a problem, whatever else it holds', () => {
    const expected = [
      '3: the document has no component. Begin each part that is built on its own with a heading "## Component: NAME".',
    ];
    assert.deepEqual(problemsOf('Words.\n\n# Architecture\n\n- FR-1: Adds up.\n'), expected);
    assert.deepEqual(problemsOf('', 'Architecture.md').length, 1);
    assert.deepEqual(problemsOf('# Notes\n\n- FR-1: Adds up.\n', 'docs/notes.md'), []);
  });

  it('may stand beside headings that tell of all of them, and hold headings that look like one', () => {
    const text =
      '# Architecture\n## Component Overview\n## Components: Overview\n## Component Diagram\n## System Components\n## Component: cart\n### Component - inner parts\n### Sub Component\n';
    assert.deepEqual(problemsOf(text), []);
  });
});
