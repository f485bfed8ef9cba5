import assert from 'node:assert/strict';
import type { JournalEntry } from '../../../../src/core/apply/journal';
import { rollBackDocuments } from '../../../../src/core/authoring/rollBackDocuments';
import { writeTexts } from '../../../../src/core/authoring/writeTexts';
import { writtenDocuments } from '../../../../src/core/authoring/writtenDocuments';
import { DEFAULT_CONFIG } from '../../../../src/core/config/config';
import { checked } from '../../../kit/checked';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

describe('documents in the journal', () => {
  let folder: TemporaryWorkspace;
  let ports: ReturnType<typeof nodePorts>;
  let minute: number;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({ 'a.md': 'first\n' });
    minute = 0;
    const still = nodePorts(folder.root);
    ports = { ...still, clock: { ...still.clock, now: () => new Date(Date.UTC(2026, 0, 1, 12, minute)) } };
  });

  afterEach(() => folder.dispose());

  async function write(texts: Readonly<Record<string, string>>): Promise<JournalEntry> {
    minute++;
    const session = { id: `tdflow_20260101_12000${minute}_000000` };
    const files = await Promise.all(
      Object.entries(texts).map(async ([name, text]) => ({ path: await checked(name), text })),
    );
    must(await writeTexts({ name: 'draft', session, config: DEFAULT_CONFIG }, files, ports));
    const [newest] = writtenDocuments(await ports.journal.readEntries());
    assert.ok(newest);
    return newest.entry;
  }

  it('are told with what became of each file, the newest first, and whether they are in place', async () => {
    const one = await write({ 'a.md': 'second\n' });
    await write({ 'b.md': 'new\n' });
    must(await rollBackDocuments(one, ports));
    const told = writtenDocuments(await ports.journal.readEntries());
    assert.deepEqual(
      told.map(({ files, state }) => [...files.map(({ path, change }) => `${path} ${change}`), state]),
      [
        ['b.md created', 'in place'],
        ['a.md modified', 'rolled back'],
      ],
    );
    assert.equal(await folder.text('a.md'), 'first\n');
    assert.equal(await folder.text('b.md'), 'new\n');
  });

  it('are not taken back while something newer changed one of them too', async () => {
    const one = await write({ 'a.md': 'second\n', 'b.md': 'new\n' });
    const two = await write({ 'a.md': 'third\n' });
    const refused = await rollBackDocuments(one, ports);
    assert.ok(!refused.ok && refused.problem.kind === 'phase-out-of-order', JSON.stringify(refused));
    assert.match(refused.problem.detail, /a\.md was written once more/);
    must(await rollBackDocuments(two, ports));
    must(await rollBackDocuments(one, ports));
    assert.equal(await folder.text('a.md'), 'first\n');
  });

  it('need a decision about what the user changed in the same lines, of which a copy is kept', async () => {
    const one = await write({ 'a.md': 'second\n' });
    await folder.write('a.md', 'mine\n');
    const refused = await rollBackDocuments(one, ports);
    assert.ok(!refused.ok && refused.problem.kind === 'rollback-conflict');
    assert.equal(await folder.text('a.md'), 'mine\n');
    const { settled } = must(await rollBackDocuments(one, ports, new Map([['a.md', 'original']])));
    assert.equal(await folder.text('a.md'), 'first\n');
    assert.equal(await folder.text(settled[0]?.copy ?? ''), 'mine\n');
  });
});
