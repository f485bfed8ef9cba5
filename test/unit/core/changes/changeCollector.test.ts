import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { ChangeSet } from '../../../../src/core/changes/changeSet';
import { block, collect, collectSteps } from './collect';

function summary(changes: ChangeSet) {
  return changes.files.map((file) => [file.action, file.name, file.text, file.refusal?.kind ?? 'fine']);
}

function refusal(changes: ChangeSet): string {
  return changes.files.map((file) => `${file.refusal?.kind}: ${file.refusal?.detail}`).join('\n');
}

describe('ChangeCollector', () => {
  it('proposes new and changed files, with what is there now', async () => {
    const changes = await collect(block('python:src/cart.py', 'x = 2') + block('python:src/new.py', 'y = 1'), {
      'src/cart.py': 'x = 1\r\n',
    });
    assert.deepEqual(summary(changes), [
      ['write', 'src/cart.py', 'x = 2\n', 'fine'],
      ['write', 'src/new.py', 'y = 1\n', 'fine'],
    ]);
    assert.deepEqual(
      changes.files.map((file) => [file.base?.text, file.base?.eol, file.path?.relative, file.state, file.protected]),
      [
        ['x = 1\n', '\r\n', 'src/cart.py', 'complete', false],
        [undefined, undefined, 'src/new.py', 'complete', false],
      ],
    );
    assert.deepEqual([changes.notes, changes.incomplete], [[], []]);
  });

  it('grows while the answer streams, and each step stays as it was', async () => {
    const steps = await collectSteps(['Hi\n```python:src/cart.py\n', 'a\nb', '\nc\n', '```\n']);
    assert.deepEqual(
      steps.map(({ files }) => files.map(({ text, state }) => [text, state])),
      [
        [['', 'streaming']],
        [['a\n', 'streaming']],
        [['a\nb\nc\n', 'streaming']],
        [['a\nb\nc\n', 'complete']],
        [['a\nb\nc\n', 'complete']],
      ],
    );
  });

  it('gathers the prose in paragraphs', async () => {
    const changes = await collect(`\n\nI add\nthe cart.\n\n\n\nSo:\n${block('py:src/cart.py', 'x')}Done.  \n\n`);
    assert.equal(changes.explanation, 'I add\nthe cart.\n\nSo:\n\nDone.');
  });

  it('ends in the same change set whatever the cuts', async () => {
    const answer = [
      'Intro **😀**\r\n',
      block('python:src/a.py', 'x', '```py', 'inner', '```'),
      '**src/b.py**\n',
      block('python', 'y'),
      block('append:src/cart.py', 'z'),
      block('delete:src/old.py'),
      '```python:src/cut.py\nhalf',
    ].join('\n');
    const files = { 'src/cart.py': 'old', 'src/old.py': 'bye\n' };
    const whole = await collect(answer, files);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: answer.length }), { maxLength: 8 }), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), answer.length];
        const chunks = places.slice(1).map((end, index) => answer.slice(places[index], end));
        assert.deepEqual((await collectSteps(chunks, files)).at(-1), whole);
      }),
      { numRuns: 60 },
    );
  });

  describe('a cut answer', () => {
    it('makes no file of its last block, and says which one', async () => {
      const changes = await collect(`${block('py:src/a.py', 'x')}\`\`\`py:src/b.py\nhalf`);
      assert.deepEqual(summary(changes), [['write', 'src/a.py', 'x\n', 'fine']]);
      assert.deepEqual(changes.incomplete, ['the answer ends inside the block of src/b.py, opened in line 4']);
    });

    it('keeps the whole block of a file when its second one is cut', async () => {
      const steps = await collectSteps([`${block('py:src/a.py', 'x')}\`\`\`py:src/a.py\nhalf\n`]);
      assert.deepEqual(
        steps.map((step) => step.files.map(({ text, state }) => [text, state])),
        [[['half\n', 'streaming']], [['x\n', 'complete']]],
      );
    });

    it('says so for a block without a path', async () => {
      const changes = await collect('```python\nhalf');
      assert.deepEqual(changes.files, []);
      assert.deepEqual(changes.incomplete, [
        'the answer ends inside the block of a file without a name, opened in line 1',
      ]);
    });
  });

  describe('append', () => {
    it('adds after the final newline, or makes one between', async () => {
      const files = { 'src/a.py': 'a\n', 'src/b.py': 'b', 'src/c.py': '' };
      const answer = ['a', 'b', 'c'].map((name) => block(`append:src/${name}.py`, 'new')).join('');
      const changes = await collect(answer, files);
      assert.deepEqual(
        changes.files.map((file) => file.text),
        ['a\nnew\n', 'b\nnew', 'new\n'],
      );
      assert.deepEqual(changes.notes, []);
    });

    it('creates a missing file and says so', async () => {
      const changes = await collect(block('append:src/a.py', 'new'));
      assert.deepEqual(summary(changes), [['append', 'src/a.py', 'new\n', 'fine']]);
      assert.deepEqual(changes.notes, ['src/a.py: there is no such file to add to, so it is created']);
    });

    it('adds to what the answer wrote before', async () => {
      const changes = await collect(block('py:src/a.py', 'x') + block('append:src/a.py', 'y'), { 'src/a.py': 'old\n' });
      assert.deepEqual(summary(changes), [['append', 'src/a.py', 'x\ny\n', 'fine']]);
      assert.deepEqual(changes.notes, ['src/a.py: in two blocks of the answer; the later one adds to the earlier']);
    });
  });

  describe('delete and rename', () => {
    const files = { 'src/a.py': 'a\n', 'src/b.py': 'b\n' };

    it('are proposed with what is there', async () => {
      const changes = await collect(block('delete:src/a.py') + block('rename:src/b.py -> src/c.py'), files);
      assert.deepEqual(summary(changes), [
        ['delete', 'src/a.py', '', 'fine'],
        ['rename', 'src/b.py', 'b\n', 'fine'],
      ]);
      assert.equal(changes.files[1]?.to?.relative, 'src/c.py');
    });

    it('ignore lines in their blocks and say so', async () => {
      const changes = await collect(block('delete:src/a.py', 'a'), files);
      assert.deepEqual(summary(changes), [['delete', 'src/a.py', '', 'fine']]);
      assert.deepEqual(changes.notes, ['src/a.py: the lines in its "delete" block are ignored']);
    });

    const refused: [name: string, answer: string, detail: RegExp][] = [
      ['a missing file to delete', block('delete:src/x.py'), /^target: there is no src\/x\.py to delete$/],
      ['a missing file to rename', block('rename:src/x.py -> src/y.py'), /^target: there is no src\/x\.py to rename$/],
      ['a taken name', block('rename:src/a.py -> src/b.py'), /^target: src\/b\.py is already there$/],
      ['no new name', block('rename:src/a.py'), /^target: the answer names no new path for src\/a\.py$/],
      ['the same name', block('rename:src/a.py -> src/A.py'), /^target: .* are one file on some systems$/],
      ['a new name outside', block('rename:src/a.py -> ../x.py'), /^path: "\.\.\/x\.py" leads out/],
    ];
    for (const [name, answer, detail] of refused) {
      it(`refuse ${name}`, async () => {
        assert.match(refusal(await collect(answer, files)), detail);
      });
    }

    it('refuse to rename what the answer changes, or onto what it writes', async () => {
      const twice = await collect(block('py:src/a.py', 'x') + block('rename:src/a.py -> src/c.py'), files);
      assert.match(refusal(twice), /target: src\/a\.py is changed and renamed in one answer$/);
      const onto = await collect(block('py:src/c.py', 'x') + block('rename:src/a.py -> src/c.py'), files);
      assert.match(refusal(onto), /target: src\/c\.py is already there: the answer writes it too$/);
      const after = await collect(block('rename:src/a.py -> src/c.py') + block('py:src/c.py', 'x'), files);
      assert.match(refusal(after), /target: src\/c\.py takes part in a renaming/);
    });

    it('without a path are ignored and said', async () => {
      const changes = await collect(block('delete:') + block('py:src/c.py', 'x'), files);
      assert.deepEqual(changes.notes, ['the "delete" block in line 1 names no path and is ignored']);
      assert.equal(changes.files.length, 1);
    });
  });

  describe('two blocks of one path', () => {
    it('count as the later, in the place of the earlier', async () => {
      const changes = await collect(
        block('py:src/a.py', 'first') + block('py:src/b.py', 'b') + block('py:./src/a.py', 'second'),
      );
      assert.deepEqual(summary(changes), [
        ['write', 'src/a.py', 'second\n', 'fine'],
        ['write', 'src/b.py', 'b\n', 'fine'],
      ]);
      assert.deepEqual(changes.notes, ['src/a.py: in two blocks of the answer; the later one counts']);
    });

    it('are refused when they differ in letter case only, or one would be a folder', async () => {
      const cases = await collect(block('py:src/a.py', 'x') + block('py:src/A.py', 'y'));
      assert.match(
        refusal(cases),
        /^undefined: undefined\ntarget: src\/A\.py and src\/a\.py differ in letter case only/,
      );
      const there = await collect(block('py:TESTS/Test_Cart.py', 'y'), { 'tests/test_cart.py': 'x' });
      assert.match(
        refusal(there),
        /^target: TESTS\/Test_Cart\.py and tests\/test_cart\.py differ in letter case only, and are one file on some systems$/,
      );
      const both = await collect(block('py:src/A.py', 'z'), { 'src/A.py': 'x', 'src/a.py': 'y' });
      assert.equal(refusal(both), 'undefined: undefined');
      const folder = await collect(block('py:src/a', 'x') + block('py:src/a/b.py', 'y'));
      assert.match(refusal(folder), /target: src\/a\/b\.py and src\/a cannot both be files$/);
    });
  });

  it('ends a file without a final newline as it was', async () => {
    const changes = await collect(block('py:src/a.py', 'x = 2') + block('append:src/b.py', 'y = 2'), {
      'src/a.py': 'x = 1',
      'src/b.py': 'y = 1',
    });
    assert.deepEqual(summary(changes), [
      ['write', 'src/a.py', 'x = 2', 'fine'],
      ['append', 'src/b.py', 'y = 1\ny = 2', 'fine'],
    ]);
  });

  describe('what is the same as before', () => {
    it('is a note, not a change', async () => {
      const files = { 'src/a.py': 'x\r\n', 'src/b.py': 'y' };
      const changes = await collect(block('py:src/a.py', 'x') + block('py:src/b.py', 'y'), files);
      assert.deepEqual(changes.files, []);
      assert.deepEqual(changes.notes, ['src/a.py: the same as before', 'src/b.py: the same as before']);
    });

    it('takes no notice of the marker and keeps lineage lines', async () => {
      const base = '# @spec_file: specs/cart.yaml\n# Generated by AgentForge LLM Generation\n# Date: 2026\n\nx = 1\n';
      const same = await collect(block('py:src/a.py', 'x = 1'), { 'src/a.py': base });
      assert.deepEqual(same.files, []);
      const other = await collect(block('py:src/a.py', 'x = 2'), { 'src/a.py': base });
      assert.deepEqual(
        other.files.map((file) => file.text),
        [base.replace('x = 1', 'x = 2')],
      );
    });
  });

  describe('refusals', () => {
    it('name hostile paths and keep them from being paths', async () => {
      for (const path of ['../x.py', '/etc/x.py', 'C:\\x.py', '.git/hooks/pre-commit', '.agentforge/generation.yaml']) {
        const changes = await collect(block(`python:${path}`, 'x'));
        assert.deepEqual(summary(changes), [['write', path, 'x\n', 'path']]);
        assert.equal(changes.files[0]?.path, undefined);
      }
      assert.match(refusal(await collect(block('py:outside/x.py', 'x'))), /^path: .* through a symbolic link$/);
      const hidden = await collect(block('py:a\u202eb.py', 'x'));
      assert.equal(hidden.files[0]?.name, 'a\\u{202e}b.py');
    });

    it('lock RED to tests; what later phases do to tests is decided about when the answer is whole', async () => {
      const red = await collect(
        block('py:src/cart.py', 'x') + block('py:tests/test_cart.py', 'y'),
        {},
        { phase: 'red' },
      );
      assert.equal(refusal(red), 'phase: RED writes tests only, and src/cart.py is not one\nundefined: undefined');
      const green = await collect(block('py:tests/test_cart.py', 'x'), {}, { phase: 'green' });
      assert.equal(green.files[0]?.refusal, undefined);
    });

    it('protect the specification', async () => {
      const changes = await collect(block('yaml:specs/cart.yaml', 'x'));
      assert.match(refusal(changes), /^phase: specs\/cart\.yaml is the specification/);
    });

    it('leave what is no text as it is', async () => {
      const files = { 'src/a.py': Uint8Array.from([0xff, 0xfe, 0]) };
      assert.match(refusal(await collect(block('py:src/a.py', 'x'), files)), /^unreadable: src\/a\.py is no text/);
      assert.match(refusal(await collect(block('py:src/b.py', 'x\0'))), /^unreadable: src\/b\.py would contain NUL/);
    });

    it('do not take away a good block of the same path', async () => {
      const changes = await collect(block('py:src/new.py', 'x') + block('delete:src/new.py'));
      assert.deepEqual(summary(changes), [
        ['write', 'src/new.py', 'x\n', 'fine'],
        ['delete', 'src/new.py', '', 'target'],
      ]);
    });
  });

  it('marks files that configure what runs', async () => {
    const changes = await collect(block('json:package.json', '{}') + block('py:src/a.py', 'x'));
    assert.deepEqual(
      changes.files.map((file) => file.protected),
      [true, false],
    );
  });

  describe('blocks without a path', () => {
    it('are the expected file when exactly one fits, which is said', async () => {
      const answer = `Here:\n${block('python', 'x')}Run it:\n${block('bash', 'pytest')}`;
      const green = await collect(answer);
      assert.deepEqual(summary(green), [['write', 'src/cart.py', 'x\n', 'fine']]);
      assert.deepEqual(green.notes, ['no path in the answer: taken as src/cart.py']);
      const red = await collect(answer, {}, { phase: 'red' });
      assert.deepEqual(summary(red), [['write', 'tests/test_cart.py', 'x\n', 'fine']]);
    });

    it('may have no language when no other block fits', async () => {
      assert.equal((await collect(block('', 'x'))).files[0]?.name, 'src/cart.py');
      const changes = await collect(block('', 'output') + block('python', 'x'));
      assert.deepEqual(summary(changes), [['write', 'src/cart.py', 'x\n', 'fine']]);
      assert.deepEqual(changes.notes.at(-1), 'the block in line 1 has no path and is in no file');
    });

    it('are no file when several fit, or none', async () => {
      const two = await collect(block('python', 'x') + block('py', 'y') + block('bash', 'z'));
      assert.deepEqual([two.files, two.notes], [[], ['the answer names no file: 3 blocks have no path']]);
      const none = await collect(block('bash', 'pytest'));
      assert.deepEqual([none.files, none.notes], [[], ['the answer names no file: 1 block has no path']]);
      const silent = await collect('I cannot do that.');
      assert.deepEqual([silent.files, silent.notes], [[], []]);
    });

    it('are no file when another block has a path, even a refused or a cut one', async () => {
      for (const other of [block('py:src/a.py', 'x'), block('py:../x.py', 'x'), '```py:src/a.py\nhalf']) {
        const changes = await collect(block('python', 'code') + other);
        assert.ok(!changes.files.some((file) => file.name === 'src/cart.py'));
        assert.deepEqual(changes.notes, ['the python block in line 1 has no path and is in no file']);
      }
    });
  });

  it('says when a path came from the line before', async () => {
    const changes = await collect(`**src/a.py**\n${block('python', 'x')}`);
    assert.deepEqual(summary(changes), [['write', 'src/a.py', 'x\n', 'fine']]);
    assert.deepEqual(changes.notes, ['src/a.py: path taken from the line before its block, in line 2']);
  });
});
