import assert from 'node:assert/strict';
import { checkSource } from '../../../../src/core/authoring/checkSource';
import { carriedPrompt } from '../../../../src/core/authoring/documentPrompt';
import { copiedTitle } from '../../../../src/core/outline/copiedTitle';
import { promptAsText } from '../../../../src/core/prompt/prompt';
import { promptIdsIn } from '../../../../src/core/prompt/promptMark';
import { checked } from '../../../kit/checked';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleSession } from '../../../kit/sampleSession';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

const SOURCE = { words: 'a shop', basis: 'guidance' };
const WORK = { name: 'SPARC documents', session: sampleSession(), source: SOURCE };

describe('the prompt of a document that a person carries', () => {
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
  });

  afterEach(() => folder.dispose());

  async function carried(id: string) {
    const about = { role: 'You are an architect.', material: [], instructions: `Write ${id}.md: all of it.` };
    return carriedPrompt(WORK, { id, documents: [await checked(`${id}.md`)], ...about }, nodePorts(folder.root));
  }

  it('ends with the id that its answer is to begin with, and is remembered by it', async () => {
    const { prompt, copied } = await carried('Pseudocode');
    assert.deepEqual(promptIdsIn(promptAsText(prompt)), [copied.id]);
    assert.deepEqual(
      [copied.phase, copied.component, copied.documents, copied.sessionId],
      ['documents', 'SPARC documents', { piece: 'Pseudocode', source: SOURCE }, WORK.session.id],
    );
    assert.equal(copiedTitle(copied), 'Pseudocode');
  });

  it('has an id of its own, which is the same for the same document', async () => {
    const ids = await Promise.all(['Pseudocode', 'Pseudocode', 'Completion'].map(carried));
    const [one, again, other] = ids.map(({ copied }) => copied.id);
    assert.equal(one, again);
    assert.notEqual(one, other);
  });

  it('is over when the documents would be written from something else', () => {
    assert.equal(checkSource(WORK, SOURCE, 'Copy it again.'), undefined);
    const problem = checkSource(WORK, { ...SOURCE, basis: 'other guidance' }, 'Copy it again.');
    assert.ok(problem?.kind === 'phase-out-of-order');
    assert.equal(problem.remedy, 'Copy it again.');
  });
});
