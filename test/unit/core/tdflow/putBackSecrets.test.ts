import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ProposedFile } from '../../../../src/core/changes/changeSet';
import type { Section } from '../../../../src/core/context/section';
import { OwnKeys } from '../../../../src/core/model/ownKeys';
import { answerTo } from '../../../../src/core/tdflow/growingAnswer';
import { SecretMasker } from '../../../../src/core/tdflow/maskSecrets';
import { putBackSecrets } from '../../../../src/core/tdflow/putBackSecrets';
import type { FileText } from '../../../../src/core/workspace/fileText';
import { checked } from '../../../kit/checked';
import { memoryReader } from '../../../kit/memoryReader';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleTask } from '../../../kit/sampleTask';

const KEY = `ghp_${'aB3dE5fG7h'.repeat(4).slice(0, 36)}`;
const PASSWORD = 'k7Qz9xW2pL4v';
const FILES = {
  'src/cart.py': `TOKEN = '${KEY}'\nDATABASE = 'postgres://shop:${PASSWORD}@db/shop'\n\n\ndef total():\n    return 0\n`,
  'src/mail.py': `api_key = "${PASSWORD}"\n`,
  'src/plain.py': 'x = 1\n',
};

describe('an answer to a prompt with masked secrets', () => {
  const { trees, hash, findSecrets } = nodePorts(__dirname);
  const ports = {
    ...{ trees, hash, ownKeys: new OwnKeys(), reader: memoryReader(FILES) },
    ...(findSecrets === undefined ? {} : { findSecrets }),
    links: { probe: async () => 'inside' as const },
  };

  /** A file as a prompt shows it. */
  async function seen(file: keyof typeof FILES): Promise<string> {
    const section: Section = { tag: 'code', file, text: FILES[file], why: '' };
    const [shown] = await new SecretMasker(ports).mask([section]);
    return shown?.text ?? '';
  }

  async function answered(file: string, text: string) {
    const answer = answerTo(await sampleTask('green', ports), ports);
    await answer.take(`\`\`\`python:${file}\n${text}\`\`\`\n`);
    return { changes: await answer.finish(undefined), text: answer.text };
  }

  it('gets each secret back where its mask stands', async () => {
    const shown = await seen('src/cart.py');
    assert.ok(!shown.includes(KEY) && !shown.includes(PASSWORD));
    const { changes, text } = await answered('src/cart.py', shown.replace('return 0', 'return 1'));
    assert.equal(changes.files[0]?.refusal, undefined);
    assert.equal(changes.files[0]?.text, FILES['src/cart.py'].replace('return 0', 'return 1'));
    assert.ok(!text.includes(KEY), 'the answer itself stays as it came');
  });

  it('is no change when only the masks differ', async () => {
    const { changes } = await answered('src/cart.py', await seen('src/cart.py'));
    assert.deepEqual([changes.files, changes.unchanged], [[], ['src/cart.py']]);
    assert.deepEqual(changes.notes, ['src/cart.py: the same as before']);
  });

  it('gets back just what the file had, whatever stands around its secrets', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(`a = '${KEY}'`, `api_key = "${PASSWORD}"`, 'x = 1', '', '# [masked]', '# é'), {
          minLength: 1,
          maxLength: 8,
        }),
        async (lines) => {
          const text = `${lines.join('\n')}\n`;
          const path = await checked('src/cart.py');
          const [shown] = await new SecretMasker(ports).mask([{ tag: 'code', file: path.relative, text, why: '' }]);
          const base: FileText = { text, eol: '\n', bom: false, mode: undefined, hash: '' };
          const file: ProposedFile = {
            ...{ name: path.relative, action: 'write', path, to: undefined, base, state: 'complete' },
            ...{ text: `${shown?.text ?? ''}y = 2\n`, refusal: undefined, protected: false },
          };
          const changes = { files: [file], explanation: '', unchanged: [], notes: [], incomplete: [] };
          const [back] = (await putBackSecrets(changes, ports)).files;
          assert.deepEqual([back?.refusal, back?.text], [undefined, `${text}y = 2\n`]);
        },
      ),
      { numRuns: 60 },
    ));

  it('may take a secret away', async () => {
    const { changes } = await answered('src/cart.py', 'def total():\n    return 1\n');
    assert.equal(changes.files[0]?.text, 'def total():\n    return 1\n');
  });

  it('is refused, with the reason, where a mask stands that is none of that file', async () => {
    const [mask = ''] = /\[masked [^\]]*\]/.exec(await seen('src/mail.py')) ?? [];
    for (const file of ['src/plain.py', 'src/cart.py', 'src/new.py']) {
      const { changes } = await answered(file, `key = "${mask}"\n`);
      assert.equal(changes.files[0]?.refusal?.kind, 'partial', file);
      assert.ok(changes.files[0].refusal.detail.startsWith(`${file} has ${mask}, which stands for a secret`));
    }
  });

  it('is refused where it would write a mask without a name over a secret', async () => {
    const { changes } = await answered('src/mail.py', 'api_key = "[masked]"\n');
    assert.equal(changes.files[0]?.refusal?.kind, 'partial');
  });

  it('is refused where a mask was changed a little', async () => {
    const shown = await seen('src/cart.py');
    const [mask = ''] = /\[masked [^\]]*-1\]/.exec(shown) ?? [];
    for (const changed of [
      '[masked …]',
      '[masked]',
      mask.toUpperCase(),
      mask.replace('-', ' -'),
      mask.replace('-1', '-7'),
      mask.replace('d ', 'd\n'),
    ]) {
      const { changes } = await answered('src/cart.py', shown.replace(mask, changed));
      assert.equal(changes.files[0]?.refusal?.kind, 'partial', changed);
    }
  });

  it('says which secrets are gone, doubled or in another order', async () => {
    const shown = await seen('src/cart.py');
    const [first = '', second = ''] = shown.match(/\[masked [^\]]*\]/g) ?? [];
    const told = async (text: string) => (await answered('src/cart.py', text)).changes.notes;
    assert.deepEqual(await told(shown.replace('return 0', 'return 1')), []);
    assert.deepEqual(await told(`${shown}print("${first}")\n`), [
      'src/cart.py: a key or a token (line 1), which the model did not see, stands there 2 times, not 1',
    ]);
    assert.deepEqual(await told(shown.replace(second, '***')), [
      'src/cart.py: a password or a key (line 2), which the model did not see, is taken away',
    ]);
    const swapped = shown.replace(first, 'X').replace(second, first).replace('X', second);
    assert.deepEqual(await told(swapped), [
      'src/cart.py: the secrets that the model did not see stand there in another order',
    ]);
  });

  it('may speak of masks in a file that has no secrets', async () => {
    const { changes } = await answered('src/plain.py', 'x = "[masked]"\n');
    assert.equal(changes.files[0]?.text, 'x = "[masked]"\n');
  });
});
