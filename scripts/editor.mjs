// npm run editor: opens a copy of the sample in a real VS Code with the extension. The desktop one where `code` is on
// PATH, else VS Code's server build in your browser. Ctrl+C ends it and removes the copy.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import 'tsx/cjs';
import { build } from '../esbuild.mjs';

const require = createRequire(import.meta.url);
const { MissingTool } = require('../test/kit/editor/missingTool.ts');
const { quietSettings } = require('../test/kit/editor/quietSettings.ts');
const { repositoryRoot } = require('../test/kit/editor/repositoryRoot.ts');
const { scratchFolder } = require('../test/kit/editor/scratchFolder.ts');
const { ensureServerBuild } = require('../test/kit/editor/serverBuild.ts');
const { startServer } = require('../test/kit/editor/startServer.ts');
const { packageExtension } = require('../test/kit/editor/vsix.ts');

const codeOnPath = (process.env.PATH ?? '')
  .split(path.delimiter)
  .flatMap((folder) => ['code', 'code.cmd'].map((name) => path.join(folder, name)))
  .find((file) => existsSync(file));

const scratch = await scratchFolder('sample');
try {
  const sample = path.join(scratch.folder, 'sample');
  await cp(path.join(repositoryRoot, 'media/sample'), sample, { recursive: true });
  await (codeOnPath ? openDesktop(codeOnPath, sample) : openServer(sample));
} catch (error) {
  console.error(error instanceof MissingTool ? error.message : error);
  process.exitCode = 1;
} finally {
  await scratch.remove();
}

/** Returns when the window is closed. */
async function openDesktop(code, sample) {
  await build();
  const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${repositoryRoot}`, sample];
  const child = spawn(code, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  console.log(`Opening ${sample} in VS Code. Close the window or press Ctrl+C to end; the folder is removed then.`);
  await new Promise((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
}

/** Returns when the server ends, which Ctrl+C makes it do together with the script. */
async function openServer(sample) {
  console.log("`code` is not on PATH: using VS Code's server build.");
  const server = await startServer(await ensureServerBuild(), {
    // A person's own key and model are wanted here; tests start without them.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(ANTHROPIC|AGENTFORGE)_/.test(name))),
    userSettings: quietSettings,
    machineSettings: {},
    vsix: await packageExtension(),
    trusted: true,
    testDriver: false,
  });
  try {
    console.log(`\nThe sample is open at  http://${server.authority}/?${new URLSearchParams({ folder: sample })}\n`);
    console.log('Press Ctrl+C to end.');
    await server.exited;
  } finally {
    await server.dispose();
  }
}
