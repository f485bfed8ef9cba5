import assert from 'node:assert/strict';
import { workTitle } from '../../../../src/core/outline/workTitle';

describe('the title of what is at work or was written', () => {
  it('names the phase and its component, and documents by what they are', () => {
    assert.equal(workTitle({ phase: 'green', component: 'cart' }), 'GREEN of cart');
    assert.equal(workTitle({ phase: 'documents', component: 'SPARC documents' }), 'SPARC documents');
    assert.equal(workTitle({ phase: 'documents', component: 'analyze' }), 'Analysis of the project');
    assert.equal(workTitle({ phase: 'red', component: 'analyze' }), 'RED of analyze');
  });
});
