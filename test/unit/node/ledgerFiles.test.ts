import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import type { LedgerLine } from '../../../src/core/model/spending/ledger';
import { spentIn } from '../../../src/core/model/spending/ledger';
import { LedgerFiles } from '../../../src/node/ledgerFiles';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

const FOLDER = 'state/agentforge/spending';

describe('the ledger of what a user spent', () => {
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
  });

  afterEach(() => folder.dispose());

  function ledgerOn(day: string): LedgerFiles {
    const env = { XDG_STATE_HOME: folder.path('state'), LOCALAPPDATA: folder.path('state') };
    return new LedgerFiles(env, { now: () => new Date(`${day}T12:00:00Z`) });
  }

  const line = (id: string, amount: number | null, state: LedgerLine['state'] = 'spent'): LedgerLine => ({
    ...{ id, amount, state, at: '2026-11-21T12:00:00Z', session: 's1', model: 'm' },
  });
  const total = async (ledger: LedgerFiles) => spentIn(await ledger.read(), () => true);

  it('is empty at first, and is the same for all who write in it', async () => {
    assert.deepEqual(await total(ledgerOn('2026-11-21')), { amount: 0, reserved: 0, unpriced: 0 });
    const lines = Array.from({ length: 50 }, (_, index) => line(`a${index}`, 1));
    const written = await Promise.all(lines.map((each) => ledgerOn('2026-11-21').append(each)));
    assert.ok(written.every(({ ok }) => ok));
    assert.deepEqual(await total(ledgerOn('2026-11-21')), { amount: 50, reserved: 0, unpriced: 0 });
  });

  it('is private to the user', async () => {
    await ledgerOn('2026-11-21').append(line('a', 1));
    if (process.platform === 'win32') return;
    assert.equal((await stat(folder.path(`${FOLDER}/2026-11-21.jsonl`))).mode & 0o777, 0o600);
    assert.equal((await stat(folder.path(FOLDER))).mode & 0o777, 0o700);
  });

  it('takes what a request came to in place of what was reserved for it, whatever the day', async () => {
    await ledgerOn('2026-11-21').append(line('a', 5, 'reserved'));
    assert.deepEqual(await total(ledgerOn('2026-11-22')), { amount: 0, reserved: 5, unpriced: 0 });
    await ledgerOn('2026-11-22').append(line('a', 1));
    assert.equal((await total(ledgerOn('2026-11-22'))).amount, 1);
  });

  it('forgets old days, and nothing that is not its own', async () => {
    await ledgerOn('2026-08-01').append(line('old', 1));
    await folder.write(`${FOLDER}/notes.txt`, 'mine');
    await ledgerOn('2026-11-21').append(line('new', 2));
    assert.equal((await total(ledgerOn('2026-11-21'))).amount, 2);
    assert.deepEqual(await readdir(folder.path(FOLDER)), ['2026-11-21.jsonl', 'notes.txt']);
  });

  it('reads past lines that a crash cut or that say nothing', async () => {
    const whole = JSON.stringify(line('a', 2));
    const odd = [JSON.stringify({ ...line('b', 1), amount: -5 }), 'null', '[]', '{"id":1}', whole.slice(0, 20)];
    await folder.write(`${FOLDER}/2026-11-21.jsonl`, [whole, ...odd].join('\n'));
    assert.deepEqual(await total(ledgerOn('2026-11-21')), { amount: 2, reserved: 0, unpriced: 0 });
  });

  it('loses no line to one before it that a crash or a full disk cut', async () => {
    const [torn, whole] = [line('torn', 1), line('a', 2)].map((each) => JSON.stringify(each));
    await folder.write(`${FOLDER}/2026-11-21.jsonl`, `${whole}\n${torn?.slice(0, 20)}`);
    await ledgerOn('2026-11-21').append(line('b', 3));
    await ledgerOn('2026-11-21').append(line('c', 4));
    assert.equal((await total(ledgerOn('2026-11-21'))).amount, 9);
  });

  it('says when it cannot be written', async () => {
    await folder.write(`${FOLDER}/2026-11-21.jsonl/blocked`, 'a folder where the file would be');
    const written = await ledgerOn('2026-11-21').append(line('a', 1));
    assert.ok(!written.ok && written.problem.kind === 'write-failed');
  });
});
