import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder, repositoryRoot } from './repositoryRoot';
import { runProcess } from './runProcess';

const file = path.join(cacheFolder, 'agentforge.vsix');

/**
 * Packages the extension, which builds it for production, and gives the package's absolute path.
 * @throws Error with what vsce printed
 */
export async function packageExtension(): Promise<string> {
  await mkdir(cacheFolder, { recursive: true });
  // A test that is just installing the package must never see half of it.
  const unfinished = `${file}.${process.pid}`;
  const args = ['vsce', 'package', '--no-dependencies', '--out', unfinished];
  const result = await runProcess('npx', args, { cwd: repositoryRoot });
  if (result.code !== 0)
    throw new Error(`The extension could not be packaged (npx ${args.join(' ')}):\n${result.output}`);
  await rename(unfinished, file);
  return file;
}

/** The package of the last run, packaged now if there is none. */
export async function ensureVsix(): Promise<string> {
  return existsSync(file) ? file : packageExtension();
}
