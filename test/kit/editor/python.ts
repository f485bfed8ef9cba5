import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findExecutable } from '../../../src/node/runners/findExecutable';
import { aptInstall } from './aptInstall';
import { installOnce } from './installOnce';
import { MissingTool } from './missingTool';
import { cacheFolder } from './repositoryRoot';
import { runProcess } from './runProcess';

/**
 * A folder to put first on PATH so that `python3 -m pytest` works there, or undefined when it works already. Makes a
 * virtual environment in the git-ignored cache folder where pytest is missing.
 * @throws MissingTool when there is no Python or pip cannot install
 */
export async function ensurePytest(): Promise<string | undefined> {
  const present = await runProcess('python3', ['-m', 'pytest', '--version']);
  return present.code === 0 ? behindShim() : environmentWith('python', ['pytest']);
}

/** The folder of the interpreter that a script in its place looks for at each start, as version managers do: that takes a fifth of a run. */
async function behindShim(): Promise<string | undefined> {
  const found = await findExecutable('python3', process.env);
  if (found === undefined || (await readFile(found)).subarray(0, 2).toString() !== '#!') return undefined;
  const { code, output } = await runProcess('python3', ['-c', 'import sys; print(sys.executable)']);
  const interpreter = output.trim();
  return code === 0 && path.isAbsolute(interpreter) && existsSync(interpreter) ? path.dirname(interpreter) : undefined;
}

/**
 * A folder to put first on PATH so that pytest has coverage.py and the plugins that projects use most; always an environment
 * of its own, so that the plain one stays plain.
 * @throws MissingTool when there is no Python or pip cannot install
 */
export function ensurePytestPlugins(): Promise<string> {
  const plugins = ['pytest-cov', 'pytest-xdist', 'pytest-randomly', 'pytest-timeout'];
  return environmentWith('python-plugins', ['pytest', 'coverage', ...plugins]);
}

async function environmentWith(name: string, packages: readonly string[]): Promise<string> {
  const folder = path.join(cacheFolder, name);
  await installOnce(folder, (unfinished) => install(unfinished, packages));
  return path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
}

/** pytest is run as a module, so the scripts of the environment may keep naming the folder it was made in. */
async function install(folder: string, packages: readonly string[]): Promise<void> {
  console.log(`  making a Python environment with ${packages.join(', ')}`);
  const make = (): ReturnType<typeof runProcess> => runProcess('python3', ['-m', 'venv', '--copies', folder]);
  if ((await make()).code !== 0) {
    await aptInstall(
      'Python with venv was not found.',
      ['python3', 'python3-venv', 'python3-pip'],
      'install Python 3 (python.org)',
    );
    const again = await make();
    if (again.code !== 0)
      throw new MissingTool(`python3 -m venv failed:\n${again.output}`, 'apt-get install python3-venv');
  }
  const python = ['bin/python3', 'Scripts/python.exe'].map((file) => path.join(folder, file)).find(existsSync);
  const pip = await runProcess(python ?? 'python3', ['-m', 'pip', 'install', '--quiet', ...packages]);
  if (pip.code !== 0)
    throw new MissingTool(`pip could not install:\n${pip.output}`, `python3 -m pip install ${packages.join(' ')}`);
}
