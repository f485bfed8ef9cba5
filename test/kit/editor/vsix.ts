import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder, repositoryRoot } from './repositoryRoot';
import { runProcess } from './runProcess';
import { scratchFolder } from './scratchFolder';

const file = path.join(cacheFolder, 'agentforge.vsix');
/** All that a package can hold; vsce looks at every file around it, and around it is an editor with tens of thousands. */
const PACKAGED = ['.vscodeignore', 'README.md', 'CHANGELOG.md', 'LICENSE', 'dist', 'media'];

/**
 * Builds the extension for production, packages it as `npm run package` does, and gives the package's absolute path.
 * @throws Error with what the build or vsce printed
 */
export async function packageExtension(): Promise<string> {
  await mkdir(cacheFolder, { recursive: true });
  await run(process.execPath, ['esbuild.mjs', '--production'], repositoryRoot);
  const { folder, remove } = await scratchFolder('package');
  try {
    for (const name of PACKAGED) {
      await cp(path.join(repositoryRoot, name), path.join(folder, name), { recursive: true });
    }
    // It is built already, and cannot be built there.
    const { scripts: _, ...manifest } = JSON.parse(await readFile(path.join(repositoryRoot, 'package.json'), 'utf8'));
    await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
    // A test that is just installing the package must never see half of it.
    const unfinished = `${file}.${process.pid}`;
    const vsce = path.join(repositoryRoot, 'node_modules/@vscode/vsce/vsce');
    await run(process.execPath, [vsce, 'package', '--no-dependencies', '--out', unfinished], folder);
    await rename(unfinished, file);
    return file;
  } finally {
    await remove();
  }
}

/** The package of the last run, packaged now if there is none. */
export async function ensureVsix(): Promise<string> {
  return existsSync(file) ? file : packageExtension();
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const result = await runProcess(command, args, { cwd });
  if (result.code !== 0) {
    throw new Error(`The extension could not be packaged (${command} ${args.join(' ')}):\n${result.output}`);
  }
}
