import assert from 'node:assert/strict';
import { documentPart } from '../../../../src/core/context/documentPart';

const cart = { name: 'cart', symbols: ['Cart', 'add'] };

describe('what of a document is shown for a component', () => {
  it('is all of a short one', () => {
    assert.deepEqual(documentPart('# Specification\n\nOne currency.\n', cart), {
      text: '# Specification\n\nOne currency.\n',
    });
    assert.equal(documentPart(' \n', cart), undefined);
  });

  it('is of a long one the sections that name it, and nothing when none does', () => {
    const filler = `## Elsewhere\n\n${'Nothing here.\n'.repeat(2_000)}`;
    const part = documentPart(`# All\n\n${filler}\n## Flow\n\nThe Cart is asked.\n\n### Steps\n\nadd up\n`, cart);
    assert.deepEqual(part, { text: '## Flow\nThe Cart is asked.', shown: 'in short' });
    assert.equal(documentPart(filler, cart), undefined);
  });
});
