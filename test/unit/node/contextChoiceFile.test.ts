import assert from 'node:assert/strict';
import { NO_CHOICES, withChoice } from '../../../src/core/context/contextChoices';
import { CONTEXT_CHOICES } from '../../../src/core/workspace/ownPath';
import { changeContextChoices, readContextChoices } from '../../../src/node/contextChoiceFile';
import { OwnFiles } from '../../../src/node/ownFiles';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

describe('the file with what is chosen for prompts', () => {
  let folder: TemporaryWorkspace;
  let files: OwnFiles;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
    files = new OwnFiles(folder.root);
  });

  afterEach(() => folder.dispose());

  it('is made at the first choice, and read from then on', async () => {
    assert.deepEqual(must(await readContextChoices(files)), NO_CHOICES);
    const about = { wish: 'pinned', component: 'cart' } as const;
    must(await changeContextChoices(files, (choices) => withChoice(choices, 'src/a.py', about)));
    assert.deepEqual(must(await readContextChoices(files)), withChoice(NO_CHOICES, 'src/a.py', about));
  });

  it('is a problem, and never written over, when it cannot be read', async () => {
    await folder.write(CONTEXT_CHOICES.relative, 'always:\n\tpin\n');
    const [read, changed] = [await readContextChoices(files), await changeContextChoices(files, () => NO_CHOICES)];
    for (const result of [read, changed]) {
      assert.ok(!result.ok && result.problem.kind === 'file-unreadable');
      assert.ok(result.problem.path === CONTEXT_CHOICES.relative && result.problem.detail.startsWith('line 2: '));
    }
    assert.equal(await files.readText(CONTEXT_CHOICES), 'always:\n\tpin\n');
  });
});
