import { findDesktopEditor } from '../desktopEditor';
import { MissingTool } from '../missingTool';
import { ensureServerBuild } from '../serverBuild';
import { desktopHostEditor } from './desktopHostEditor';
import type { HostEditor } from './hostEditor';
import { serverHostEditor } from './serverHostEditor';

/**
 * Desktop VS Code where it can be downloaded and shown, else the server build. AGENTFORGE_EDITOR=desktop|server leaves no choice.
 * @throws MissingTool when neither can be had
 */
export async function chooseHostEditor(): Promise<HostEditor> {
  const wanted = process.env['AGENTFORGE_EDITOR'];
  const desktop = wanted === 'server' ? undefined : await findDesktopEditor();
  if (desktop !== undefined) return desktopHostEditor(desktop);
  if (wanted === 'desktop') {
    throw new MissingTool(
      'Desktop VS Code cannot be downloaded or shown here.',
      'unset AGENTFORGE_EDITOR (on Linux: apt-get install xvfb)',
    );
  }
  return serverHostEditor(await ensureServerBuild());
}
