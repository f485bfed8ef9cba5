import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ChangeSet, ProposedFile } from '../../../../../src/core/changes/changeSet';
import { FileChecker } from '../../../../../src/core/changes/checks/fileChecker';
import { movedLines } from '../../../../../src/core/changes/checks/movedLines';
import type { SyntaxTrees } from '../../../../../src/core/codebase/syntaxTrees';
import { OwnKeys } from '../../../../../src/core/model/ownKeys';
import { proposed } from './proposed';

function changeSet(...files: ProposedFile[]): ChangeSet {
  return { files, explanation: '', unchanged: [], notes: [], incomplete: [] };
}

describe('FileChecker', () => {
  /** Answers only when it is told to, and counts how often it was asked. */
  function slowTrees() {
    const waiting: (() => void)[] = [];
    const trees: SyntaxTrees = {
      read: () => assert.fail('no tree is needed'),
      matches: () => assert.fail('no query is needed'),
      firstError: () =>
        new Promise((resolve) => {
          waiting.push(() => resolve({ line: 3, endLine: 3, missing: ')', text: '' }));
        }),
    };
    return { ports: { trees, ownKeys: new OwnKeys() }, waiting };
  }

  it('checks each file once, while the rest streams, and gives what is known by then', async () => {
    const { ports, waiting } = slowTrees();
    const checker = new FileChecker(ports);
    const [a, b] = [await proposed('a.py', 'x'), await proposed('b.py', 'y')];
    const streaming: ProposedFile = { ...b, state: 'streaming' };
    const known = (changes: ChangeSet) =>
      changes.files.map(({ name, checks }) => [name, checks?.map(({ line }) => line)]);

    assert.deepEqual(known(checker.take(changeSet(a, streaming))), [
      ['a.py', undefined],
      ['b.py', undefined],
    ]);
    assert.equal(waiting.length, 1, 'a file that is not complete is not checked');
    waiting[0]?.();
    await new Promise(setImmediate);
    const step = checker.take(changeSet(a, streaming));
    assert.deepEqual(known(step), [
      ['a.py', [3]],
      ['b.py', undefined],
    ]);
    assert.equal(checker.take(changeSet(a, streaming)).files[0], step.files[0], 'the same object from then on');

    const finished = checker.finish(changeSet(a, b));
    assert.equal(waiting.length, 2, 'no file is checked twice');
    waiting[1]?.();
    assert.deepEqual(known(await finished), [
      ['a.py', [3]],
      ['b.py', [3]],
    ]);
  });

  it('does not look at what is refused or deleted', async () => {
    const { ports, waiting } = slowTrees();
    const file = await proposed('Makefile', 'x\u202e');
    const refused: ProposedFile = { ...file, refusal: { kind: 'phase', detail: 'no' } };
    const { files } = await new FileChecker(ports).finish(changeSet(refused, { ...file, action: 'delete' }));
    assert.deepEqual(
      files.map(({ checks }) => checks),
      [[], []],
    );
    assert.equal(waiting.length, 0);
  });
});

describe('movedLines', () => {
  it('moves the lines below a place where lines were put in', () => {
    const check = (line: number | undefined) => ({ kind: 'syntax', weight: 'note', line, detail: '' }) as const;
    const from = '#!/bin/sh\na\nb\n';
    const to = '#!/bin/sh\n# one\n# two\n\na\nb\n';
    assert.deepEqual(
      movedLines([check(1), check(2), check(3), check(undefined)], from, to).map(({ line }) => line),
      [1, 5, 6, undefined],
    );
  });
});
