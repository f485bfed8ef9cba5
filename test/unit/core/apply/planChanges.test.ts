import assert from 'node:assert/strict';
import { planChanges } from '../../../../src/core/apply/planChanges';
import type { ProposedFile } from '../../../../src/core/changes/changeSet';
import type { CheckedPath } from '../../../../src/core/workspace/checkedPath';
import { decode } from '../../../../src/core/workspace/textCodec';
import { sha256 } from '../../../../src/node/hash';
import { checked } from '../../../kit/checked';
import { must } from '../../../kit/must';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function plan(files: readonly ProposedFile[], disk: Readonly<Record<string, string>>) {
  const current = async (path: CheckedPath) => {
    const text = disk[path.relative];
    return text === undefined ? undefined : { bytes: bytesOf(text), mode: 0o750 };
  };
  return planChanges({ files, current, hash: sha256 });
}

async function proposed(about: Partial<ProposedFile> & { name: string; was?: string }): Promise<ProposedFile> {
  const { was, ...rest } = about;
  const bytes = was === undefined ? undefined : bytesOf(was);
  const base = bytes === undefined ? undefined : decode(bytes, 0o750, sha256(bytes));
  assert.ok(base !== 'binary');
  return {
    action: 'write',
    path: await checked(about.name),
    to: undefined,
    base,
    text: '',
    state: 'complete',
    refusal: undefined,
    protected: false,
    ...rest,
  };
}

describe('planning changes', () => {
  it('keeps the mode that a file has by now, which may be another than when the prompt was made', async () => {
    const file = await proposed({ name: 'run.sh', text: 'echo b\n', was: 'echo a\n' });
    assert.ok(file.base);
    const changes = must(await plan([{ ...file, base: { ...file.base, mode: 0o644 } }], { 'run.sh': 'echo a\n' }));
    assert.equal(changes[0]?.after?.mode, 0o750);
  });

  it('turns accepted files into changes that carry what they replace', async () => {
    const files = [
      await proposed({ name: 'new.py', text: 'n\n' }),
      await proposed({ name: 'old.py', text: 'a\nB\n', was: '\uFEFFa\r\nb\r\n' }),
      await proposed({ name: 'gone.py', action: 'delete', was: 'g\n' }),
      await proposed({ name: 'from.py', action: 'rename', to: await checked('to.py'), was: 'r\n', text: 'r\n' }),
    ];
    const changes = must(await plan(files, { 'old.py': '\uFEFFa\r\nb\r\n', 'gone.py': 'g\n', 'from.py': 'r\n' }));
    const show = (state: { bytes: Uint8Array; mode: number | undefined } | undefined) =>
      state === undefined ? undefined : [Buffer.from(state.bytes).toString(), state.mode];
    assert.deepEqual(
      changes.map(({ path, before, after }) => [path.relative, show(before), show(after)]),
      [
        ['new.py', undefined, ['n\n', undefined]],
        ['old.py', ['\uFEFFa\r\nb\r\n', 0o750], ['\uFEFFa\r\nB\r\n', 0o750]],
        ['gone.py', ['g\n', 0o750], undefined],
        ['from.py', ['r\n', 0o750], undefined],
        ['to.py', undefined, ['r\n', 0o750]],
      ],
    );
  });

  it('names every file that is no longer what the proposal was made from, and plans nothing', async () => {
    const files = [
      await proposed({ name: 'same.py', text: 'x\n', was: 'same\n' }),
      await proposed({ name: 'edited.py', text: 'x\n', was: 'before\n' }),
      await proposed({ name: 'appeared.py', text: 'x\n' }),
      await proposed({ name: 'vanished.py', text: 'x\n', was: 'before\n' }),
    ];
    assert.deepEqual(await plan(files, { 'same.py': 'same\n', 'edited.py': 'after\n', 'appeared.py': 'mine\n' }), {
      ok: false,
      problem: { kind: 'base-changed', paths: ['edited.py', 'appeared.py', 'vanished.py'] },
    });
  });

  it('does not move a file over one that has appeared at the new place since', async () => {
    const files = [
      await proposed({ name: 'a.py', action: 'rename', to: await checked('b.py'), was: 'a\n', text: 'a\n' }),
    ];
    assert.deepEqual(await plan(files, { 'a.py': 'a\n', 'b.py': 'mine\n' }), {
      ok: false,
      problem: { kind: 'base-changed', paths: ['b.py'] },
    });
  });
});
