import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { KeptConformance } from '../../../../src/node/conformance/keptConformance';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';
import { WorkspaceBuilder } from '../../../kit/workspaceBuilder';

const CONTRACT = 'contracts/own.contract.yaml';
const TEXT = `contract: {name: own, type: custom}
checks:
  - {id: no-print, type: regex, config: {pattern: 'print'}}
  - {id: runs, type: command, config: {command: touch, args: [was-run]}}
`;
const NEVER = new AbortController().signal;

describe('the rules of a folder that are kept', () => {
  let project: WorkspaceBuilder;
  let kept: KeptConformance;
  let unsaved: string | undefined;

  beforeEach(async () => {
    project = await WorkspaceBuilder.build({ [CONTRACT]: TEXT, 'a.py': 'print(1)\n', '.gitignore': 'built/\n' });
    unsaved = undefined;
    kept = new KeptConformance({
      root: project.root,
      environment: process.env,
      trees: createSyntaxTrees(),
      program: path.join(repositoryRoot, 'test/kit/patternThread.cjs'),
      unsaved: () => unsaved,
    });
  });

  afterEach(async () => {
    kept.dispose();
    await project.dispose();
  });

  const lines = async () => (await kept.check({ only: ['a.py'] }, NEVER))?.violations.map(({ line }) => line);

  it('hold for a file as it is now, also where it is not saved', async () => {
    assert.deepEqual(await lines(), [1]);
    await project.write('a.py', 'x = 1\nprint(x)\n');
    assert.deepEqual(await lines(), [2]);
    unsaved = 'x = 1\n';
    assert.deepEqual(await lines(), []);
  });

  it('are read again when they are forgotten', async () => {
    assert.deepEqual(await lines(), [1]);
    await project.write(CONTRACT, TEXT.replace("'print'", "'nothing'"));
    assert.deepEqual(await lines(), [1]);
    kept.forget();
    assert.deepEqual(await lines(), []);
  });

  it('run no command unless the user said so', async () => {
    const states = async (look: { readonly commands?: 'allowed' }) =>
      (await kept.check(look, NEVER))?.checks.map(({ check, state }) => [check.id, state]);
    assert.deepEqual((await states({}))?.[1], ['runs', 'not evaluated']);
    assert.deepEqual(await kept.isOwn('was-run'), false);
    kept.forget();
    assert.deepEqual((await states({ commands: 'allowed' }))?.[1], ['runs', 'passed']);
    kept.forget();
    assert.equal(await kept.isOwn('was-run'), true);
  });

  it('know the files of the project, also a new one, and none that git ignores', async () => {
    assert.equal(await kept.isOwn('a.py'), true);
    await project.write('b.py', '');
    await project.write('built/c.py', '');
    assert.deepEqual([await kept.isOwn('b.py'), await kept.isOwn('built/c.py')], [true, false]);
    await rm(project.path('b.py'));
    kept.forget();
    assert.equal(await kept.isOwn('b.py'), false);
  });

  it('know what came and went once they are told of it, also a file that was asked for before it was there', async () => {
    assert.deepEqual([await kept.isOwn('b.py'), await kept.list()], [false, ['.gitignore', 'a.py', CONTRACT]]);
    await project.write('b.py', '');
    await rm(project.path('a.py'));
    kept.forgetFiles();
    assert.deepEqual([await kept.isOwn('b.py'), await kept.isOwn('a.py')], [true, false]);
    assert.deepEqual(await kept.list(), ['.gitignore', 'b.py', CONTRACT]);
  });

  it('end at once when nobody waits any more', async () => {
    assert.equal(await kept.check({}, AbortSignal.abort()), undefined);
  });
});
