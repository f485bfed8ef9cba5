import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ownState } from '../../ownState';
import type { DesktopEditor } from '../desktopEditor';
import { editorEnvironment } from '../editorEnvironment';
import { startGroup } from '../processGroup';
import { quietSettings } from '../quietSettings';
import { scratchFolder } from '../scratchFolder';
import type { HostEditor, HostSession, HostSessionOptions } from './hostEditor';

/** Desktop VS Code. Each session has a profile of its own. */
export function desktopHostEditor(editor: DesktopEditor): HostEditor {
  const open = async (options: HostSessionOptions): Promise<HostSession> => {
    const { folder, remove } = await scratchFolder('desktop');
    const settings = { ...quietSettings, ...options.machineSettings, ...options.userSettings };
    await mkdir(path.join(folder, 'user/User'), { recursive: true });
    await writeFile(path.join(folder, 'user/User/settings.json'), JSON.stringify(settings, null, 2));
    const args = [...editor.args, ...editorArguments(folder, options)];
    const group = startGroup(editor.command, args, editorEnvironment({ ...ownState(), ...options.env }));
    const dispose = async (): Promise<void> => {
      await group.end();
      await remove();
    };
    return { exited: group.exited, output: group.output, dispose };
  };
  return { name: 'desktop VS Code', open };
}

function editorArguments(profile: string, options: HostSessionOptions): string[] {
  return [
    options.workspace,
    `--extensionDevelopmentPath=${options.extension}`,
    `--extensionTestsPath=${options.suite}`,
    `--user-data-dir=${path.join(profile, 'user')}`,
    `--extensions-dir=${path.join(profile, 'extensions')}`,
    ...((options.trusted ?? true) ? ['--disable-workspace-trust'] : []),
    '--no-sandbox',
    '--disable-gpu-sandbox',
    '--disable-updates',
    '--skip-welcome',
    '--skip-release-notes',
    '--no-cached-data',
  ];
}
