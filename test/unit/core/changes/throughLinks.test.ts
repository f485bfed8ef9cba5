import assert from 'node:assert/strict';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { planChanges } from '../../../../src/core/apply/planChanges';
import type { ProposedFile } from '../../../../src/core/changes/changeSet';
import { checkRunsCode } from '../../../../src/core/changes/checks/checkRunsCode';
import type { ChangePolicy } from '../../../../src/core/changes/proposeFile';
import { proposeFile } from '../../../../src/core/changes/proposeFile';
import { Spelling } from '../../../../src/core/changes/spelling';
import type { BlockAction } from '../../../../src/core/response/events';
import { decide, decideAll, filesWith, openReview } from '../../../../src/core/review/review';
import { restoreReview, saveReview } from '../../../../src/core/review/savedReview';
import { checkPath } from '../../../../src/core/workspace/checkedPath';
import { sha256 } from '../../../../src/node/hash';
import { NodeWorkspace } from '../../../../src/node/nodeWorkspace';
import { NodeWriter } from '../../../../src/node/nodeWriter';
import { must } from '../../../kit/must';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

const HOSTILE = '{"hostile": 1}\n';
const GREEN: ChangePolicy = { phase: 'green', testPath: 'tests/test_cart.py', implementationPath: 'src/cart.py' };

describe('a proposal through a link inside the project', () => {
  let folder: TemporaryWorkspace;
  let workspace: NodeWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({
      ...{ 'src/cart.py': 'a\n', 'tests/test_cart.py': 'def test_a(): pass\n', 'package.json': '{}\n' },
      ...{ '.vscode/tasks.json': '{}\n', '.github/workflows/ci.yml': 'on: push\n', 'specs/cart.yaml': 'name: cart\n' },
    });
    workspace = new NodeWorkspace(folder.root, {});
  });

  afterEach(() => folder.dispose());

  async function propose(
    path: string,
    given: { others?: readonly ProposedFile[]; policy?: ChangePolicy; action?: BlockAction; to?: string } = {},
  ): Promise<ProposedFile> {
    const { others = [], policy = GREEN, action = 'write', to } = given;
    const file = await proposeFile(
      { kind: 'block-opened', action, path, to, origin: 'marker', language: '', line: 1 },
      others,
      policy,
      { reader: workspace, links: workspace, spelling: new Spelling(workspace) },
    );
    return { ...file, state: 'complete', text: HOSTILE };
  }

  const reviewOf = (file: ProposedFile) =>
    openReview({ files: [file], explanation: '', unchanged: [], notes: [], incomplete: [] });

  async function write(files: readonly ProposedFile[]): Promise<boolean> {
    const writer = new NodeWriter(folder.root);
    const plan = await planChanges({ files, current: (path) => writer.current(path), hash: sha256 });
    return (await writer.apply(must(plan))).ok;
  }

  for (const [link, target, name, real] of [
    ['cfg', '.vscode', 'cfg/tasks.json', '.vscode/tasks.json'],
    ['cfg', '.vscode', 'cfg/launch.json', '.vscode/launch.json'],
    ['notes.txt', 'package.json', 'notes.txt', 'package.json'],
    ['flows', '.github/workflows', 'flows/ci.yml', '.github/workflows/ci.yml'],
    ['deep/flows', '../.github', 'deep/flows/workflows/new.yml', '.github/workflows/new.yml'],
  ] as const) {
    it(`to a protected file is one: ${name} is ${real}`, async () => {
      await mkdir(folder.path('deep'), { recursive: true });
      await symlink(target, folder.path(link));
      const before = await folder.snapshot();
      const file = await propose(name);
      assert.deepEqual([file.refusal, file.protected], [undefined, true]);
      assert.deepEqual(filesWith(decideAll(reviewOf(file), 'accepted'), 'accepted'), []);
      assert.deepEqual(await folder.snapshot(), before);
      const [told] = checkRunsCode(file);
      assert.ok(told?.detail.includes(real) || real === 'package.json', told?.detail);

      assert.ok(await write(filesWith(decide(reviewOf(file), file.name, 'accepted'), 'accepted')));
      assert.equal(await folder.text(real), HOSTILE);
    });
  }

  it('to code is none of the tests: RED does not write it', async () => {
    await symlink('../src', folder.path('tests/code'));
    for (const name of ['tests/code/cart.py', 'tests/code/new.py']) {
      const { refusal } = await propose(name, { policy: { ...GREEN, phase: 'red' } });
      assert.deepEqual([refusal?.kind, /through a symbolic link/.test(refusal?.detail ?? '')], ['phase', true], name);
    }
    const plain = await propose('tests/test_more.py', { policy: { ...GREEN, phase: 'red' } });
    assert.equal(plain.refusal, undefined);
  });

  it('to the specification is refused, whichever of both is the link', async () => {
    await symlink('../specs', folder.path('src/data'));
    await symlink('specs/cart.yaml', folder.path('cart.yaml'));
    for (const specificationPath of ['specs/cart.yaml', 'cart.yaml']) {
      for (const name of ['src/data/cart.yaml', 'specs/cart.yaml', 'cart.yaml']) {
        const { refusal } = await propose(name, { policy: { ...GREEN, specificationPath } });
        assert.equal(refusal?.kind, 'phase', `${name}, ${specificationPath}`);
      }
    }
  });

  it('to a file that the answer writes too is refused, and so is one that would need it to be a folder', async () => {
    await symlink('src', folder.path('same'));
    const first = await propose('src/cart.py');
    for (const name of ['same/cart.py', 'same/cart.py/deep.py']) {
      assert.equal((await propose(name, { others: [first] })).refusal?.kind, 'target', name);
    }
    assert.equal((await propose('same/other.py', { others: [first] })).refusal, undefined);
    assert.equal((await propose('src/cart.py', { others: [first] })).refusal, undefined, 'written again');
    const renamed = await propose('src/cart.py', { action: 'rename', to: 'same/cart.py' });
    assert.equal(renamed.refusal?.kind, 'target');
  });

  it('under another spelling than that of the file which is there is refused', async () => {
    await symlink('src', folder.path('same'));
    assert.match((await propose('same/Cart.py')).refusal?.detail ?? '', /letter case only/);
  });

  it('is not written when the link leads elsewhere by then, nor comes back from a review that was left', async () => {
    await mkdir(folder.path('docs'));
    await symlink('docs', folder.path('notes'));
    const harmless = await propose('notes/tasks.json');
    const gone = await propose('src/cart.py', { action: 'delete' });
    assert.deepEqual([harmless.protected, gone.refusal], [false, undefined]);
    const saved = JSON.parse(JSON.stringify(saveReview(reviewOf(harmless))));
    const check = async (path: string) => {
      const checked = await checkPath(path, workspace);
      return checked.ok ? checked.value : undefined;
    };
    assert.equal((await restoreReview(saved, check)).files[0]?.file.refusal, undefined);

    await rm(folder.path('.vscode/tasks.json'));
    await folder.write('.vscode/cart.py', 'a\n');
    for (const link of ['notes', 'src']) {
      await rm(folder.path(link), { recursive: true });
      await symlink('.vscode', folder.path(link));
    }
    const before = await folder.snapshot();
    assert.equal((await restoreReview(saved, check)).files[0]?.file.refusal?.kind, 'path');
    assert.equal(await write([harmless]), false);
    assert.equal(await write([gone]), false);
    assert.deepEqual(await folder.snapshot(), before);
  });
});
