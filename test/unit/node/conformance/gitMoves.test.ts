import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gitMoves } from '../../../../src/node/conformance/gitMoves';
import { isThere } from '../../../../src/node/isThere';
import { eventually } from '../../../kit/eventually';
import { WorkspaceBuilder } from '../../../kit/workspaceBuilder';

const TEXT = `print(1)\n${'total = total + 1\n'.repeat(5)}`;
const NEVER = new AbortController().signal;

describe('what git tells of moved files', () => {
  let project: WorkspaceBuilder;

  afterEach(async () => await project.dispose());

  it('is a move from one name to another, also with names that mean something to git', async () => {
    project = await WorkspaceBuilder.build({ '-a.py': TEXT, '[b].py': TEXT, 'sub/x': '' });
    await project.git('mv', '--', '-a.py', 'sub/[a].py');
    await project.git('mv', '[b].py', 'sub/--all');
    await project.commit();
    const { gone, isMoved } = gitMoves(project.root, process.env, NEVER);
    assert.deepEqual([...(await gone(['-a.py', '[b].py', 'sub/x', '../../outside']))].sort(), ['-a.py', '[b].py']);
    assert.equal(await isMoved('-a.py', 'sub/[a].py'), true);
    assert.equal(await isMoved('[b].py', 'sub/--all'), true);
    assert.equal(await isMoved('-a.py', 'sub/x'), false);
  });

  it('is no move to a file that was there before, also where a clone has not all of the contents', async () => {
    project = await WorkspaceBuilder.build({ 'old.py': TEXT, 'keep.py': TEXT, 'new.py': 'x = 1\n' });
    await project.git('rm', '--quiet', 'old.py');
    await project.write('new.py', TEXT);
    await project.commit();
    await project.git('config', 'uploadpack.allowFilter', 'true');
    await project.git('clone', '--quiet', '--filter=blob:none', pathToFileURL(project.root).href, 'clone');
    const { isMoved } = gitMoves(project.path('clone'), process.env, NEVER);
    assert.equal(await isMoved('old.py', 'new.py'), false);
  });

  it('is not waited for once nobody wants to know', async () => {
    project = await WorkspaceBuilder.build({ 'a.py': TEXT });
    await mkdir(project.path('bin'));
    await project.write('bin/git', '#!/bin/sh\ntouch started\nexec sleep 600\n', 0o755);
    const stop = new AbortController();
    const PATH = [project.path('bin'), process.env['PATH']].join(path.delimiter);
    const told = gitMoves(project.root, { ...process.env, PATH }, stop.signal).isMoved('b.py', 'a.py');
    await eventually(async () => assert.ok(await isThere(project.path('started'))));
    stop.abort();
    assert.equal(await told, false);
  });
});
