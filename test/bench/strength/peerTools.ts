import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installOnce } from '../../kit/editor/installOnce';
import { runProcess } from '../../kit/editor/runProcess';
import { cacheFolder } from '../recall/cacheFolder';

const STRYKER = { '@stryker-mutator/core': '8.7.1', '@stryker-mutator/tap-runner': '8.7.1' };
const MUTMUT = ['mutmut==3.8.1', 'pytest==9.2.0'];

/** The folder with `node_modules` of Stryker, installed on first use; absolute. */
export async function ensureStryker(): Promise<string> {
  const folder = path.join(cacheFolder, 'stryker-8.7.1');
  await installOnce(folder, async (unfinished) => {
    const manifest = { name: 'stryker-peer', private: true, dependencies: STRYKER };
    await writeFile(path.join(unfinished, 'package.json'), JSON.stringify(manifest));
    await installed('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], unfinished);
  });
  return folder;
}

/** The folder of a virtual environment with mutmut, made on first use; absolute. */
export async function ensureMutmut(): Promise<string> {
  const folder = path.join(cacheFolder, 'mutmut-3.8.1');
  await installOnce(folder, async (unfinished) => {
    await installed('python3', ['-m', 'venv', '.'], unfinished);
    await installed('bin/python', ['-m', 'pip', 'install', '--quiet', ...MUTMUT], unfinished);
  });
  return folder;
}

async function installed(command: string, args: readonly string[], cwd: string): Promise<void> {
  const program = command.includes('/') ? path.join(cwd, command) : command;
  const { code, output } = await runProcess(program, args, { cwd });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output.slice(-2_000)}`);
}
