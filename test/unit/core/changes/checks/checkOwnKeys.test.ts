import assert from 'node:assert/strict';
import { ownDecision } from '../../../../../src/core/changes/changeSet';
import { checkFile } from '../../../../../src/core/changes/checks/checkFile';
import { OwnKeys } from '../../../../../src/core/model/ownKeys';
import { nodePorts } from '../../../../kit/nodePorts';
import { proposed } from './proposed';

const KEY = 'zz-planted-31415926-planted';

describe('a proposed file that holds a key of the user', () => {
  const ownKeys = new OwnKeys();
  ownKeys.add(KEY);
  const ports = { trees: nodePorts(__dirname).trees, ownKeys };

  it('needs a decision of its own, and the line is named without the key', async () => {
    const file = await proposed('src/cart.py', `x = 1\nkey = '${KEY}'\n`);
    const checks = await checkFile(file, ports);
    assert.deepEqual(checks, [{ kind: 'own-key', weight: 'warning', line: 2, detail: 'this holds your own API key' }]);
    assert.equal(ownDecision({ ...file, checks }), 'own-key');
  });

  it('needs none when the key stands in it already', async () => {
    const file = await proposed('src/cart.py', `key = '${KEY}'\nx = 1\n`);
    const base = { text: `key = '${KEY}'\n`, hash: '', eol: '\n', bom: false, mode: undefined } as const;
    assert.deepEqual(await checkFile({ ...file, base }, ports), []);
  });
});
