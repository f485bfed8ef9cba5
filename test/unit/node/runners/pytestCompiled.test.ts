import assert from 'node:assert/strict';
import { cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createTestRunners } from '../../../../src/node/runners/createTestRunners';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';
import { must } from '../../../kit/must';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

const FILE = 'test_sum.py';

describe('our plugin of pytest', function () {
  this.timeout(60_000);

  let workspace: TemporaryWorkspace;
  let plugin: TemporaryWorkspace;

  beforeEach(async () => {
    workspace = await TemporaryWorkspace.make({
      [FILE]: 'import helper\n\ndef test_sum():\n    assert helper.ONE == 1\n',
    });
    await workspace.write('helper.py', 'ONE = 1\n');
    plugin = await TemporaryWorkspace.make();
    const assets = path.join(repositoryRoot, 'src/node/runners/assets');
    await cp(assets, plugin.root, { recursive: true, filter: (file) => !file.includes('__pycache__') });
  });

  afterEach(async () => {
    await workspace.dispose();
    await plugin.dispose();
  });

  async function outcomes(): Promise<readonly string[]> {
    const options = { root: workspace.root, assetsDir: plugin.root, env: process.env };
    const runner = must(await createTestRunners(options).for(FILE));
    const found: string[] = [];
    for await (const event of runner.run({ files: [FILE], timeLimitMs: 60_000 }, new AbortController().signal)) {
      if (event.kind === 'test') found.push(`${event.result.outcome} ${event.result.id}`);
    }
    return found;
  }

  it('is compiled once, beside itself, and nothing of the project is', async () => {
    const before = await workspace.snapshot();
    assert.deepEqual(await outcomes(), [`passed ${FILE}::test_sum`]);
    const compiled = await readdir(plugin.path('__pycache__'));
    assert.ok(compiled.some((name) => name.startsWith('agentforge_report.')));
    assert.ok(compiled.every((name) => /^agentforge_\w+\.[\w.-]+\.pyc$/.test(name)));
    assert.deepEqual(await workspace.snapshot(), before);
    assert.deepEqual(await outcomes(), [`passed ${FILE}::test_sum`]);
  });

  it('runs, too, where nothing can be kept beside it', async () => {
    await plugin.write('__pycache__', 'not a folder');
    assert.deepEqual(await outcomes(), [`passed ${FILE}::test_sum`]);
    await rm(plugin.path('__pycache__'));
  });

  it('is not taken for a module of the project that has the name of a part of it', async () => {
    await workspace.write('agentforge_report.py', 'raise RuntimeError("the project\'s own")\n');
    assert.deepEqual(await outcomes(), [`passed ${FILE}::test_sum`]);
  });
});
