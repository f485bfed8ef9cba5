import assert from 'node:assert/strict';
import { installCommand } from '../../../../../src/node/runners/script/packageManager';
import type { Files } from '../../../../kit/realRun';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';

describe('the command that installs a package', () => {
  const cases: readonly (readonly [string, Files, string, string])[] = [
    ['nothing', {}, '', 'npm install --save-dev mocha'],
    [
      'a lock file of npm',
      { 'package-lock.json': '', 'packages/a/x': '' },
      'packages/a',
      'cd packages/a && npm install --save-dev mocha',
    ],
    ['a lock file of pnpm', { 'pnpm-lock.yaml': '' }, 'packages/a', 'cd packages/a && pnpm add --save-dev mocha'],
    ['a lock file of yarn', { 'yarn.lock': '' }, '', 'yarn add --dev mocha'],
    [
      'the field, before a lock file',
      { 'package.json': '{"packageManager":"yarn@4.1.0"}', 'package-lock.json': '' },
      '',
      'yarn add --dev mocha',
    ],
    ['the nearest of them', { 'yarn.lock': '', 'a/pnpm-lock.yaml': '' }, 'a', 'cd a && pnpm add --save-dev mocha'],
    [
      'no program that a repository names',
      { 'package.json': '{"packageManager":"rm -rf@1"}' },
      '',
      'npm install --save-dev mocha',
    ],
  ];
  for (const [what, files, folder, expected] of cases) {
    it(`hangs on ${what}`, async () => {
      const workspace = await TemporaryWorkspace.make(files);
      try {
        assert.equal(await installCommand(workspace.root, folder, ['mocha']), expected);
      } finally {
        await workspace.dispose();
      }
    });
  }
});
