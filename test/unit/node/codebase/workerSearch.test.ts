import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CodebaseQuery } from '../../../../src/core/context/codebaseSearch';
import { decodeIndex } from '../../../../src/node/codebase/indexFormat';
import { WorkerSearch } from '../../../../src/node/codebase/workerSearch';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';
import { eventually } from '../../../kit/eventually';
import { must } from '../../../kit/must';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { WorkspaceBuilder } from '../../../kit/workspaceBuilder';

const PROGRAM = path.join(repositoryRoot, 'test/kit/codebaseWorker.cjs');
const query: CodebaseQuery = {
  seeds: ['tests/test_cart.py'],
  without: [],
  texts: [],
  named: [],
  pinned: [],
  tokens: 8_000,
};
const never = new AbortController().signal;

describe('search in a codebase by a thread of its own', () => {
  let project: WorkspaceBuilder;
  let home: TemporaryWorkspace;
  let env: Record<string, string | undefined>;
  let open: WorkerSearch[];

  beforeEach(async () => {
    project = await WorkspaceBuilder.build({
      'shop/__init__.py': '',
      'shop/cart.py': 'class Cart:\n    """Holds things."""\n',
      'shop/other.py': 'class Other: ...\n',
      'tests/test_cart.py': 'from shop.cart import Cart\n\ndef test_it(): Cart()\n',
    });
    home = await TemporaryWorkspace.make();
    env = { ...process.env, XDG_STATE_HOME: home.root, LOCALAPPDATA: home.root };
    open = [];
  });

  afterEach(async () => {
    for (const search of open) search.dispose();
    await project.dispose();
    await home.dispose();
  });

  function search(program = PROGRAM, unsaved: () => ReadonlyMap<string, string> = () => new Map()): WorkerSearch {
    const made = new WorkerSearch(project.root, program, env, unsaved);
    open.push(made);
    return made;
  }

  async function found(from: WorkerSearch): Promise<readonly string[]> {
    return (must(await from.find([query], never))[0] ?? []).map((finding) => finding.path);
  }

  /** A thread that does what the lines say; `answer` sends findings with these paths. */
  async function program(...lines: readonly string[]): Promise<string> {
    const file = home.path('program.cjs');
    await writeFile(
      file,
      [
        "const { parentPort, threadId, workerData } = require('node:worker_threads');",
        'const answer = (id, ...paths) => parentPort.postMessage({ id, findings: [paths.map((path) => ({ path }))] });',
        ...lines,
      ].join('\n'),
    );
    return file;
  }

  /** The file of the index; fails while there is none. */
  async function kept(): Promise<string> {
    const folder = home.path('agentforge/codebases');
    const name = (await readdir(folder)).find((each) => each.endsWith('.index'));
    return path.join(folder, name ?? assert.fail('nothing is kept'));
  }

  it('finds what the work is about, with outline, text and reason', async () => {
    const [[first] = []] = must(await search().find([query], never));
    assert.equal(first?.path, 'shop/cart.py');
    assert.equal(first.outline, 'class Cart:\n  // Holds things.');
    assert.equal(first.text, 'class Cart:\n    """Holds things."""\n');
    assert.match(first.why, /test_cart\.py/);
  });

  it('names what matters and is not shown, and says why', async () => {
    await project.write('shop/cart.py', '# This file was automatically generated.\nclass Cart: ...\n');
    const named = (must(await search().find([query], never))[0] ?? []).filter(({ leftOut }) => leftOut !== undefined);
    assert.deepEqual(
      named.map(({ path: file, leftOut, outline, text }) => ({ file, leftOut, outline, text })),
      [{ file: 'shop/cart.py', leftOut: 'made by a tool', outline: '', text: undefined }],
    );
  });

  it('takes the texts of editors as they are at each question', async () => {
    let text = 'class Cart:\n    """Draft."""\n';
    const asked = search(PROGRAM, () => new Map([['shop/cart.py', text]]));
    assert.equal(must(await asked.find([query], never))[0]?.[0]?.outline, 'class Cart:\n  // Draft.');
    text = 'class Cart:\n    """Better."""\n';
    assert.equal(must(await asked.find([query], never))[0]?.[0]?.outline, 'class Cart:\n  // Better.');
  });

  it("keeps what it knows with the user's own files, private, and nothing in the repository", async () => {
    await found(search());
    const file = await eventually(kept);
    const { mode } = await stat(file);
    if (process.platform !== 'win32') assert.equal(mode & 0o777, 0o600);
    await project.assertUntouched();
    assert.deepEqual(await project.ownFiles().catch(() => []), []);
  });

  it('makes anew what was kept and is broken', async () => {
    const first = search();
    const paths = await found(first);
    const file = await eventually(kept);
    first.dispose();
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length / 2));
    assert.deepEqual(await found(search()), paths);
    await eventually(async () => assert.ok(decodeIndex(await readFile(file)), 'it is whole again'));
  });

  it('is one thread for all who ask about the same folder, which ends with the last of them', async () => {
    const file = await program("parentPort.on('message', ({ id }) => answer(id, String(threadId)));");
    const [one, other] = [search(file), search(file)];
    const thread = await found(one);
    assert.deepEqual(await found(other), thread);
    one.dispose();
    assert.deepEqual(await found(other), thread);
    other.dispose();
    assert.notDeepEqual(await found(search(file)), thread);
  });

  it('gives up at once what is cancelled, before it began or while it works', async () => {
    const file = await program("parentPort.on('message', () => {});");
    const asked = search(file);
    assert.deepEqual(await asked.find([query], AbortSignal.abort()), { ok: true, value: [] });
    const cancel = new AbortController();
    const waiting = asked.find([query], cancel.signal);
    cancel.abort();
    assert.deepEqual(await waiting, { ok: true, value: [] });
  });

  it('tells the thread that it is cancelled while that is busy', async () => {
    const file = await program(
      "parentPort.on('message', ({ id, queries, cancelled }) => {",
      '  if (queries[0].tokens === 1) while (Atomics.load(cancelled, 0) === 0) {}',
      "  answer(id, 'next');",
      '});',
    );
    const asked = search(file);
    const cancel = new AbortController();
    const waiting = asked.find([{ ...query, tokens: 1 }], cancel.signal);
    const next = found(asked);
    cancel.abort();
    await waiting;
    assert.deepEqual(await next, ['next']);
  });

  it('starts another thread, without what was kept, when one ends over a question', async () => {
    const file = await program(
      "parentPort.on('message', ({ id }) => {",
      "  if (!workerData.isFresh) throw new Error('out of memory');",
      "  answer(id, 'fresh');",
      '});',
    );
    const asked = search(file);
    assert.deepEqual(await found(asked), ['fresh']);
    assert.deepEqual(await found(asked), ['fresh']);
  });

  it('says in a sentence why there is no index when the second thread ends too', async () => {
    const file = await program("parentPort.on('message', () => { throw new Error('out of memory'); });");
    const asked = search(file);
    const result = await asked.find([query], never);
    asked.dispose();
    assert.deepEqual(result, { ok: false, problem: 'the index of the codebase could not be made: out of memory' });
    const missing = await search(home.path('nowhere.cjs')).find([query], never);
    assert.ok(!missing.ok);
    assert.match(missing.problem, /nowhere\.cjs/);
  });

  it('answers several questions at once, each for itself', async () => {
    const other = { ...query, seeds: [], texts: [{ text: 'Other', weight: 1 }] };
    const found = must(await search().find([other, query], never));
    assert.deepEqual(
      found.map(([first]) => first?.path),
      ['shop/other.py', 'shop/cart.py'],
    );
  });

  it('finds nothing in a folder that is not there', async () => {
    const gone = new WorkerSearch(home.path('nowhere'), PROGRAM, env);
    open.push(gone);
    assert.deepEqual(await gone.find([query], never), { ok: true, value: [[]] });
  });

  it('ends what is asked when it is disposed', async () => {
    const file = await program("parentPort.on('message', () => {});");
    const asked = search(file);
    const waiting = asked.find([query], never);
    asked.dispose();
    assert.deepEqual(await waiting, { ok: true, value: [] });
  });
});
