import assert from 'node:assert/strict';
import { retryWhileLocked } from '../../../src/node/retryWhileLocked';

describe('a file that another program has open', () => {
  async function attempts(code: string, failures: number, platform: NodeJS.Platform): Promise<number | string> {
    let made = 0;
    const work = async () => {
      made += 1;
      if (made <= failures) throw Object.assign(new Error(code), { code });
      return made;
    };
    return retryWhileLocked(work, platform).catch((error: Error) => `${error.message} after ${made}`);
  }

  it('is tried again on Windows until it is free', async () => {
    for (const code of ['EPERM', 'EBUSY', 'EACCES']) assert.equal(await attempts(code, 3, 'win32'), 4, code);
    assert.equal(await attempts('EBUSY', 99, 'win32'), 'EBUSY after 9', 'but not for ever');
  });

  it('is not waited for where waiting does not help', async () => {
    assert.equal(await attempts('ENOSPC', 1, 'win32'), 'ENOSPC after 1');
    for (const platform of ['linux', 'darwin'] as const) {
      assert.equal(await attempts('EPERM', 1, platform), 'EPERM after 1');
    }
  });
});
