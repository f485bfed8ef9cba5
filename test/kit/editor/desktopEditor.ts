import { existsSync } from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder } from './repositoryRoot';

/** How to start a desktop VS Code: a program and the arguments that go before the editor's own. */
export type DesktopEditor = { readonly command: string; readonly args: readonly string[] };

/**
 * A desktop VS Code for extension-host tests (AGENTFORGE_VSCODE_VERSION, default the stable one), or undefined where
 * there is no screen to show it or its download host does not answer.
 */
export async function findDesktopEditor(): Promise<DesktopEditor | undefined> {
  const screen = findScreen();
  if (screen === undefined || !(await downloadHostAnswers())) return undefined;
  const version = process.env['AGENTFORGE_VSCODE_VERSION'] ?? 'stable';
  const editor = await downloadAndUnzipVSCode({ version, cachePath: cacheFolder });
  const [command, ...args] = [...screen, editor] as const;
  return { command: command ?? editor, args };
}

/** What goes before the editor so that it has a screen: nothing, or Xvfb's wrapper on a Linux without a display. */
function findScreen(): readonly string[] | undefined {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return [];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const wrapper = folders.map((folder) => path.join(folder, 'xvfb-run')).find((file) => existsSync(file));
  return wrapper === undefined ? undefined : [wrapper, '-a'];
}

async function downloadHostAnswers(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(5000);
    return (await fetch('https://update.code.visualstudio.com/api/releases/stable', { signal })).ok;
  } catch {
    return false;
  }
}
