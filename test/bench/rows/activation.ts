import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseHostEditor } from '../../kit/editor/host/chooseHostEditor';
import { repositoryRoot } from '../../kit/editor/repositoryRoot';
import { runProcess } from '../../kit/editor/runProcess';
import { scratchFolder } from '../../kit/editor/scratchFolder';
import type { BenchExtension } from '../activation/measureActivation';
import { measureActivation } from '../activation/measureActivation';
import type { Round } from '../benchRow';

export const name = 'activation';
export const peer = 'an empty extension in the same editor';
export const unit = 'ms';

const ROUNDS = 5;

/** Each measurement has an extension host of its own, for an extension activates once; ours and the empty one take turns. */
export async function run(): Promise<readonly Round[]> {
  await buildForProduction();
  const ours = { folder: repositoryRoot, name: 'agentforge' };
  const scratch = await scratchFolder('empty-extension');
  const editor = await chooseHostEditor();
  try {
    const empty = await writeEmptyExtension(path.join(scratch.folder, 'extension'));
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ ours: await measureActivation(editor, ours), peer: await measureActivation(editor, empty) });
    }
    return rounds;
  } finally {
    await scratch.remove();
  }
}

async function buildForProduction(): Promise<void> {
  const { code, output } = await runProcess(process.execPath, ['esbuild.mjs', '--production'], { cwd: repositoryRoot });
  if (code !== 0) throw new Error(`the extension does not build:\n${output}`);
}

async function writeEmptyExtension(folder: string): Promise<BenchExtension> {
  await mkdir(folder);
  const manifest = {
    name: 'empty',
    publisher: 'bench',
    version: '0.0.1',
    engines: { vscode: '^1.101.0' },
    main: './main.js',
    activationEvents: [],
  };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'main.js'), 'exports.activate = () => {};\n');
  return { folder, name: manifest.name };
}
