import assert from 'node:assert/strict';
import { applyAccepted } from '../../../../src/core/tdflow/applyAccepted';
import { decode } from '../../../../src/core/workspace/textCodec';
import { sha256 } from '../../../../src/node/hash';
import { checked } from '../../../kit/checked';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleTask } from '../../../kit/sampleTask';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

describe('applying what was accepted', () => {
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({ 'src/cart.py': 'original\r\n' });
  });

  afterEach(() => folder.dispose());

  for (const backupExisting of [true, false]) {
    it(`${backupExisting ? 'leaves' : 'leaves no'} plain copies of what was there; the journal has them either way`, async () => {
      const ports = nodePorts(folder.root);
      const task = await sampleTask('green', ports);
      const { config } = task;
      const bytes = new TextEncoder().encode('original\r\n');
      const base = decode(bytes, 0o644, sha256(bytes));
      assert.ok(base !== 'binary');
      const about = {
        action: 'write',
        to: undefined,
        state: 'complete',
        refusal: undefined,
        protected: false,
      } as const;
      const files = [
        { ...about, name: 'src/cart.py', path: await checked('src/cart.py'), base, text: 'generated\n' },
        { ...about, name: 'src/new.py', path: await checked('src/new.py'), base: undefined, text: 'new\n' },
      ];
      const asked = { ...task, config: { ...config, output: { ...config.output, backupExisting } } };
      const entry = must(await applyAccepted(asked, { files, attempt: '001-green-cart' }, ports));
      const at = `.agentforge/history/${task.session.id}/001-green-cart/originals`;
      const copies = Object.entries(await folder.snapshot({ withOwnFiles: true })).filter(([path]) =>
        path.startsWith(`${at}/`),
      );
      const copy = `600 ${Buffer.from(bytes).toString('hex')}`;
      assert.deepEqual(
        copies,
        backupExisting
          ? [
              [`${at}/src`, 'folder'],
              [`${at}/src/cart.py`, copy],
            ]
          : [],
      );
      assert.ok(
        [...must(await ports.journal.readContents(entry)).values()].some((kept) => Buffer.compare(kept, bytes) === 0),
      );
      assert.equal(await folder.text('src/cart.py'), 'generated\r\n');
    });
  }
});
