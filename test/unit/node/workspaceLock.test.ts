import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, symlink, utimes } from 'node:fs/promises';
import type { Problem } from '../../../src/core/errors';
import type { Result } from '../../../src/core/lib/result';
import { fail, ok } from '../../../src/core/lib/result';
import { OwnFiles } from '../../../src/node/ownFiles';
import { ownIdentity } from '../../../src/node/processIdentity';
import { WorkspaceLock } from '../../../src/node/workspaceLock';
import { tapFileSystem } from '../../kit/fileSystemTap';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

const LOCK = '.agentforge/journal/lock';
const HOUR_MS = 3_600_000;

describe('the lock of a workspace', () => {
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
  });

  afterEach(() => folder.dispose());

  const lockOf = (waitMs?: number) => new WorkspaceLock(new OwnFiles(folder.root), waitMs);
  const left = () => readdir(folder.path('.agentforge/journal'));
  const identity = async (about: object) => JSON.stringify({ ...(await ownIdentity()), ...about });

  /** Whether the lock, as it stands in its file, can be had at once. */
  async function isFree(): Promise<boolean> {
    const got = await lockOf(0).alone(async () => ok(true));
    if (got.ok) assert.deepEqual(await left(), ['.gitignore']);
    else assert.equal(got.problem.kind, 'workspace-busy');
    return got.ok;
  }

  it('lets one in at a time, of one face and of two, and gives back what the work gives', async () => {
    const [one, other] = [lockOf(), lockOf()];
    let inside = 0;
    const work = async () => {
      inside += 1;
      assert.equal(inside, 1);
      await readdir(folder.root);
      await readdir(folder.root);
      inside -= 1;
      return ok('done');
    };
    const results = await Promise.all(Array.from({ length: 24 }, (_, index) => (index % 3 ? one : other).alone(work)));
    assert.deepEqual(results, Array(24).fill(ok('done')));
    assert.deepEqual(await one.alone(async () => fail({ kind: 'session-missing' })), fail({ kind: 'session-missing' }));
    assert.deepEqual(await left(), ['.gitignore']);
  });

  it('is one, whatever name its folder is reached by', async () => {
    const byLink = await TemporaryWorkspace.make();
    try {
      await symlink(folder.root, byLink.path('project'));
      const other = new WorkspaceLock(new OwnFiles(byLink.path('project')));
      let inside = 0;
      let most = 0;
      const work = async () => {
        inside += 1;
        most = Math.max(most, inside);
        for (let turns = 0; turns < 20; turns++) await readdir(folder.root);
        inside -= 1;
        return ok(undefined);
      };
      for (const done of await Promise.all([lockOf().alone(work), other.alone(work)])) must(done);
      assert.equal(most, 1);
    } finally {
      await byLink.dispose();
    }
  });

  it('is not waited for without end behind work of the same process, which then has its turn all the same', async () => {
    const lock = lockOf(50);
    let finish = (): void => assert.fail('too early');
    let begin = (): void => assert.fail('too early');
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const hanging = lock.alone(() => {
      begin();
      return new Promise<Result<string, Problem>>((resolve) => {
        finish = () => resolve(ok('at last'));
      });
    });
    await begun;
    const busy = fail({ kind: 'workspace-busy', path: LOCK, holder: `process ${process.pid}` });
    const waiting = [lock.alone(async () => assert.fail('let in')), lock.alone(async () => assert.fail('let in'))];
    assert.deepEqual(await Promise.all(waiting), [busy, busy]);
    finish();
    assert.deepEqual(await hanging, ok('at last'));
    assert.deepEqual(await lock.alone(async () => ok('free')), ok('free'));
  });

  it('is not in its own way, and is given back when the work throws', async () => {
    const lock = lockOf(0);
    assert.equal(must(await lock.alone(() => lock.alone(async () => ok(5)))), 5);
    await assert.rejects(
      lock.alone(async () => assert.fail('a bug')),
      /a bug/,
    );
    assert.ok(await isFree());
  });

  it('does not take what was begun inside and goes on outside for its own', async () => {
    const lock = lockOf();
    let goOn = (): void => assert.fail('too early');
    const waiting = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const order: string[] = [];
    let late: Promise<unknown> = Promise.resolve();
    await lock.alone(async () => {
      late = waiting.then(() => lock.alone(async () => ok(order.push('late'))));
      return ok(undefined);
    });
    const next = lock.alone(async () => {
      goOn();
      await readdir(folder.root);
      return ok(order.push('next'));
    });
    await Promise.all([next, late]);
    assert.deepEqual(order, ['next', 'late']);
  });

  it('says who holds it and what to do when that takes long', async () => {
    const busy = await lockOf().alone(() => lockOf(0).alone(async () => ok(undefined)));
    assert.deepEqual(busy, fail({ kind: 'workspace-busy', path: LOCK, holder: `process ${process.pid}` }));
  });

  it('survives every way in which its holder may have ended', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const { machine, started } = await ownIdentity();
    const gone: Readonly<Record<string, object>> = {
      'a process that is gone': { pid },
      'its number given to another process': { started: `${started}0` },
      'the machine started again': { machine: machine.replace(/\S*$/, 'an-earlier-boot') },
      'this very process, which could not remove it': {},
    };
    for (const [how, about] of Object.entries(gone)) {
      await folder.write(LOCK, await identity(about));
      assert.ok(await isFree(), how);
    }
  });

  it('of another machine is believed for ten minutes, and one that is being written for seconds', async () => {
    const others = [{ machine: 'elsewhere container boot' }, { started: '' }];
    for (const text of [...(await Promise.all(others.map(identity))), '', '{"pid":', 'null', '{"pid":-1}']) {
      await folder.write(LOCK, text);
      assert.equal(await isFree(), false, text);
      const earlier = new Date(Date.now() - HOUR_MS);
      await utimes(folder.path(LOCK), earlier, earlier);
      assert.ok(await isFree(), text);
    }
  });

  it('is freed by one of many that come at once, and had by one after the other', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    for (let round = 0; round < 10; round++) {
      await folder.write(LOCK, await identity({ pid }));
      if (round % 2 === 0) await folder.write(`${LOCK}.next`, await identity({ pid }));
      let [inside, done] = [0, 0];
      const work = async () => {
        inside += 1;
        assert.equal(inside, 1);
        await readdir(folder.root);
        inside -= 1;
        done += 1;
        return ok(undefined);
      };
      for (const result of await Promise.all(Array.from({ length: 8 }, () => lockOf().alone(work)))) must(result);
      assert.equal(done, 8);
      assert.deepEqual(await left(), ['.gitignore']);
    }
  });

  it('works on a file system without hard links', async () => {
    const end = tapFileSystem((call, run) => {
      if (call.name === 'link') throw Object.assign(new Error('none here'), { code: 'ENOTSUP' });
      return run();
    });
    try {
      assert.ok(await isFree());
    } finally {
      end();
    }
  });

  it('is a problem, not a fault, where nothing can be written', async () => {
    await folder.write('.agentforge', 'a file');
    const got = await lockOf(0).alone(async () => ok(undefined));
    assert.deepEqual(got, fail({ kind: 'write-failed', path: LOCK, detail: 'a part of its path is not a folder' }));
  });
});
