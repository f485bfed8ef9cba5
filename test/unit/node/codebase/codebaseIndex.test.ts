import assert from 'node:assert/strict';
import { rename, rm, symlink, utimes } from 'node:fs/promises';
import type { CodebaseGraph } from '../../../../src/core/codebase/graph/codebaseGraph';
import { WordScanner } from '../../../../src/core/codebase/words/wordScanner';
import { CodebaseIndex } from '../../../../src/node/codebase/codebaseIndex';
import { listFiles } from '../../../../src/node/codebase/listFiles';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';
import { WorkspaceBuilder } from '../../../kit/workspaceBuilder';

const LONG_AGO = new Date('2026-01-01T00:00:00Z');
const trees = createSyntaxTrees();
const { scan } = WordScanner.prototype;

describe('index of a codebase', () => {
  let project: WorkspaceBuilder;
  /** Files that were gone through. */
  let read: string[];
  let index: CodebaseIndex;

  beforeEach(async () => {
    project = await WorkspaceBuilder.build({
      'shop/__init__.py': '',
      'shop/money.py': 'class Money:\n    """An amount."""\n',
      'shop/cart.py': 'from .money import Money\nclass Cart:\n    def total(self): return Money()\n',
      'README.md': '# Shop\n',
    });
    read = [];
    WordScanner.prototype.scan = function (path, bytes) {
      read.push(path);
      return scan.call(this, path, bytes);
    };
    index = open();
    await age();
  });

  afterEach(async () => {
    WordScanner.prototype.scan = scan;
    await project.dispose();
  });

  function open(): CodebaseIndex {
    return new CodebaseIndex(project.root, trees);
  }

  /** As if nobody had written for a long time: what is written right now is looked at again. */
  async function age(): Promise<void> {
    for (const path of await listFiles(project.root, process.env, 100))
      await utimes(project.path(path), LONG_AGO, LONG_AGO);
  }

  async function refresh(texts: Readonly<Record<string, string>> = {}): Promise<CodebaseGraph> {
    read.length = 0;
    const listed = await listFiles(project.root, process.env, 100);
    const graph = index.refresh(listed, new Map(Object.entries(texts)), () => false);
    return graph ?? assert.fail('nobody cancelled');
  }

  function definers(graph: CodebaseGraph, name: string): readonly (string | undefined)[] {
    const number = graph.nameNumber(name);
    return number === undefined ? [] : [...graph.definersOf(number)].map((file) => graph.paths[file]);
  }

  const sources = ['shop/__init__.py', 'shop/cart.py', 'shop/money.py'];

  it('has the source files with what they define, and reads them once', async () => {
    const graph = await refresh();
    assert.deepEqual(graph.paths, sources);
    assert.deepEqual(definers(graph, 'Money'), ['shop/money.py']);
    assert.equal(read.length, 3);
    await refresh();
    assert.deepEqual(read, []);
  });

  it('is the very same graph as long as nothing changes', async () => {
    await refresh();
    // Only now are the times of the files far enough from that of reading.
    const graph = await refresh();
    assert.equal(await refresh(), graph);
    await utimes(project.path('shop/cart.py'), new Date(), new Date());
    assert.equal(await refresh(), graph, 'a file that was only touched');
    assert.deepEqual(read, []);
  });

  it('follows an edit, also one of the same length at the same time', async () => {
    await refresh();
    await project.write('shop/money.py', 'class Penny:\n    """An amount."""\n');
    await utimes(project.path('shop/money.py'), LONG_AGO, LONG_AGO);
    const graph = await refresh();
    assert.deepEqual([definers(graph, 'Money'), definers(graph, 'Penny')], [[], ['shop/money.py']]);
    assert.equal(read.length, 1);
  });

  it('follows a renamed file without going through it again', async () => {
    await refresh();
    await rename(project.path('shop/money.py'), project.path('shop/amount.py'));
    const graph = await refresh();
    assert.deepEqual(definers(graph, 'Money'), ['shop/amount.py']);
    assert.deepEqual(graph.paths, ['shop/__init__.py', 'shop/amount.py', 'shop/cart.py']);
    assert.deepEqual(read, []);
    assert.deepEqual([...graph.importsOf(graph.fileNumber('shop/cart.py') ?? -1)], [], 'the import leads nowhere now');
  });

  it('follows a deleted file and a new one of its name in another folder', async () => {
    await refresh();
    await rm(project.path('shop/money.py'));
    await project.write('other/money.py', 'class Money: ...\n');
    const graph = await refresh();
    assert.deepEqual(definers(graph, 'Money'), ['other/money.py']);
  });

  it('follows a switch of branches, there and back', async () => {
    await refresh();
    await project.git('checkout', '-q', '-b', 'other');
    await project.write('shop/money.py', 'class Coin: ...\n');
    await project.write('shop/tax.py', 'def tax(): ...\n');
    await project.commit();
    const there = await refresh();
    assert.deepEqual([definers(there, 'Coin'), definers(there, 'tax')], [['shop/money.py'], ['shop/tax.py']]);
    await project.git('checkout', '-q', 'main');
    const back = await refresh();
    assert.deepEqual([definers(back, 'Coin'), definers(back, 'tax')], [[], []]);
    assert.deepEqual(definers(back, 'Money'), ['shop/money.py']);
    assert.deepEqual(back.paths, sources);
  });

  it('takes the unsaved text of an editor before that of the disk, as long as there is one', async () => {
    const saved = await refresh();
    const unsaved = await refresh({
      'shop/money.py': 'class Draft: ...\n',
      'shop/new.py': 'class New: ...\n',
      'a.md': '',
    });
    assert.deepEqual([definers(unsaved, 'Money'), definers(unsaved, 'Draft')], [[], ['shop/money.py']]);
    assert.deepEqual(definers(unsaved, 'New'), ['shop/new.py']);
    assert.equal((await index.show('shop/money.py'))?.text, 'class Draft: ...\n');
    assert.equal((await index.show('shop/money.py'))?.outline, 'class Draft:');
    const again = await refresh();
    assert.deepEqual(definers(again, 'Money'), ['shop/money.py']);
    assert.deepEqual(again.paths, saved.paths);
    assert.deepEqual(read, []);
  });

  it('shows a file as text and outline, and nothing of one that is gone', async () => {
    await project.write('shop/money.py', '\uFEFFclass Money:\r\n    """An amount."""\r\n');
    await refresh();
    assert.deepEqual(await index.show('shop/money.py'), {
      text: 'class Money:\n    """An amount."""\n',
      outline: 'class Money:\n  // An amount.',
    });
    await rm(project.path('shop/money.py'));
    assert.equal(await index.show('shop/money.py'), undefined);
  });

  it('shows nothing of what is left out but why', async () => {
    await project.write('secrets.py', 'KEY = "x"\n');
    await project.write('made.py', '# @generated\nclass Made: ...\n');
    const graph = await refresh();
    assert.deepEqual(await index.show('secrets.py'), {
      text: '',
      outline: '',
      leftOut: 'its name says that it holds secrets',
    });
    assert.deepEqual(await index.show('made.py'), { text: '', outline: '', leftOut: 'made by a tool' });
    assert.deepEqual(definers(graph, 'Made'), []);
  });

  it('follows no link', async () => {
    await symlink('money.py', project.path('shop/link.py'));
    assert.deepEqual((await refresh()).paths, sources);
  });

  it('stops when it is cancelled, and goes on from there', async () => {
    const listed = await listFiles(project.root, process.env, 100);
    let asked = 0;
    assert.equal(
      index.refresh(listed, new Map(), () => ++asked > 2),
      undefined,
    );
    assert.equal(read.length, 2);
    const graph = await refresh();
    assert.equal(read.length, 1);
    assert.deepEqual(definers(graph, 'Cart'), ['shop/cart.py']);
  });

  it('goes on from what was kept, and from nothing when that is broken', async () => {
    await refresh();
    const kept = index.encode();
    index = open();
    index.decode(kept);
    const graph = await refresh();
    assert.deepEqual(read, []);
    assert.deepEqual(definers(graph, 'Money'), ['shop/money.py']);
    assert.equal((await index.show('shop/money.py'))?.outline, 'class Money:\n  // An amount.');
    index = open();
    index.decode(kept.subarray(0, -1));
    assert.deepEqual(definers(await refresh(), 'Money'), ['shop/money.py']);
    assert.equal(read.length, 3);
  });

  it('says how much work would be lost, until it is kept', async () => {
    assert.equal(index.workNotKept, 0);
    await refresh();
    assert.ok(index.workNotKept > 0);
    index.encode();
    assert.equal(index.workNotKept, 0);
  });
});
