import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { findingLine } from '../../../../src/core/conformance/formats/findingLine';
import { loadRules } from '../../../../src/node/conformance/loadRules';
import { projectSources } from '../../../../src/node/conformance/projectSources';
import { NodeWorkspace } from '../../../../src/node/nodeWorkspace';
import { OwnFiles } from '../../../../src/node/ownFiles';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { WorkspaceBuilder } from '../../../kit/workspaceBuilder';

const contract = (name: string) => `contract: {name: ${name}, type: custom}\n`;

describe('the contracts of a folder', () => {
  let folder: WorkspaceBuilder;
  let outside: TemporaryWorkspace;

  beforeEach(async () => {
    outside = await TemporaryWorkspace.make({ 'secret.yaml': contract('secret'), 'secret.py': 'secret\n' });
    folder = await WorkspaceBuilder.build({
      'contracts/a.contract.yaml': contract('a'),
      'contracts/deep/b.contract.yaml': `\ufeff${contract('b').replaceAll('\n', '\r\n')}`,
      'contracts/notes.yaml': 'no contract',
      '.agentforge/contracts/_c.yaml': contract('_c'),
      '.agentforge/exemptions/e.yaml':
        '{id: e, contract_id: a, check_ids: [gone], reason: r, approved_by: x, scope: {type: global}}',
    });
  });

  afterEach(async () => {
    await folder.dispose();
    await outside.dispose();
  });

  const load = () =>
    loadRules(
      { workspace: new NodeWorkspace(folder.root, process.env), files: new OwnFiles(folder.root) },
      '2026-01-01',
    );

  it('are those in both places, and nothing else is taken for one', async () => {
    const { contracts, exemptions, baseline, findings } = await load();
    const own = contracts.filter(({ origin }) => origin === 'project').map(({ name }) => name);
    assert.deepEqual(own.sort(), ['_c', 'a', 'b']);
    assert.deepEqual([exemptions.length, baseline], [1, undefined]);
    assert.deepEqual(findings.map(findingLine), [
      '.agentforge/exemptions/e.yaml:1:1: warning: The contract "a" has no check "gone".',
    ]);
  });

  it('are not read through links that lead out of the project', async () => {
    await symlink(outside.path('secret.yaml'), folder.path('contracts/out.contract.yaml'));
    await symlink(outside.path('secret.yaml'), folder.path('.agentforge/contracts/out.yaml'));
    const { contracts, findings } = await load();
    assert.ok(!contracts.some(({ name }) => name === 'secret'));
    assert.equal(findings.filter(({ message }) => /link/.test(message)).length, 2);
  });
});

describe('the files that are held against contracts', () => {
  it('are texts of the project; of the others it is said why not', async () => {
    const outside = await TemporaryWorkspace.make({ 'secret.py': 'secret\n' });
    const folder = await WorkspaceBuilder.build({
      'a.py': '\ufeffprint(1)\r\n',
      'image.png': new Uint8Array([137, 80, 0, 1]),
      'latin.py': new Uint8Array([0xe9, 10]),
      'huge.txt': 'x'.repeat(4_000_001),
    });
    try {
      await symlink(outside.path('secret.py'), folder.path('out.py'));
      await symlink(folder.path('a.py'), folder.path('same.py'));
      const { list, read } = projectSources(folder.root, new NodeWorkspace(folder.root, process.env));
      assert.deepEqual(await list(), ['a.py', 'huge.txt', 'image.png', 'latin.py', 'out.py', 'same.py']);
      assert.deepEqual(await read('a.py'), { kind: 'text', text: 'print(1)\n' });
      const kinds = await Promise.all(['image.png', 'same.py', 'out.py', 'latin.py', 'huge.txt', 'gone.py'].map(read));
      assert.deepEqual(
        kinds.map(({ kind }) => kind),
        ['no text', 'no text', 'unreadable', 'unreadable', 'unreadable', 'unreadable'],
      );
      assert.ok(!JSON.stringify(kinds).includes('secret\\n'));
    } finally {
      await folder.dispose();
      await outside.dispose();
    }
  });

  it('are not waited for when they are pipes or folders', async () => {
    const folder = await WorkspaceBuilder.build({ 'src/a.py': '' });
    try {
      execFileSync('mkfifo', [folder.path('src/pipe.py')]);
      const { read } = projectSources(folder.root, new NodeWorkspace(folder.root, process.env));
      for (const path of ['src/pipe.py', 'src'])
        assert.deepEqual(await read(path), { kind: 'unreadable', why: 'it is no plain file' });
    } finally {
      await folder.dispose();
    }
  });

  it('are not let through when they are code with bytes in it', async () => {
    const folder = await WorkspaceBuilder.build({
      'zero.js': '// \0\nlet x = "foo";\n',
      'wide.py': Buffer.from('print(1)\n', 'utf16le'),
      'data.bin': '\0',
    });
    try {
      const { read } = projectSources(folder.root, new NodeWorkspace(folder.root, process.env));
      for (const path of ['zero.js', 'wide.py'])
        assert.deepEqual(await read(path), { kind: 'unreadable', why: 'it has zero bytes, so it is no text in UTF-8' });
      assert.deepEqual(await read('data.bin'), { kind: 'no text' });
    } finally {
      await folder.dispose();
    }
  });

  it('are read by the names that they have, whatever those are', async () => {
    const names = ['a|b.py', 'cafe\u0301.py', 'say "hi".py', 'two\nlines.py'];
    const folder = await WorkspaceBuilder.build(Object.fromEntries(names.map((name) => [name, 'print(1)\n'])));
    try {
      const { list, read } = projectSources(folder.root, new NodeWorkspace(folder.root, process.env));
      assert.deepEqual(await list(), names);
      for (const name of names) assert.deepEqual(await read(name), { kind: 'text', text: 'print(1)\n' });
      for (const path of ['../a.py', '.git/config', '.agentforge/session.py'])
        assert.equal((await read(path)).kind, 'unreadable', path);
    } finally {
      await folder.dispose();
    }
  });
});
