import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ownState } from '../ownState';
import { editorEnvironment } from './editorEnvironment';
import { startGroup } from './processGroup';
import { runProcess } from './runProcess';
import { scratchFolder } from './scratchFolder';
import type { ServerBuild } from './serverBuild';

type ServerOptions = {
  /** Reaches the extension host. */
  readonly env: Readonly<Record<string, string>>;
  readonly userSettings: Readonly<Record<string, unknown>>;
  readonly machineSettings: Readonly<Record<string, unknown>>;
  /** Packaged extension to install, absolute path. */
  readonly vsix?: string;
  /** False starts folders in Restricted Mode. */
  readonly trusted: boolean;
  /** Lets a page name extension tests; also answers dialogs by itself. */
  readonly testDriver: boolean;
};

export type EditorServer = {
  /** host:port */
  readonly authority: string;
  /** Everything the server has printed. */
  output(): string;
  /** Settles when the server process has ended, whoever ended it. */
  readonly exited: Promise<void>;
  /** Ends the server with all its child processes and removes its folders. */
  dispose(): Promise<void>;
};

/**
 * Starts VS Code's server with a profile of its own on a free port of this machine.
 * @throws Error with the server's output when it does not install the package or ends before it listens
 */
export async function startServer(build: ServerBuild, options: ServerOptions): Promise<EditorServer> {
  const { folder, remove } = await scratchFolder('server');
  const profile = ['--server-data-dir', path.join(folder, 'data'), '--extensions-dir', path.join(folder, 'extensions')];
  const env = editorEnvironment({ ...ownState(), ...options.env });
  let end = async (): Promise<void> => {};
  const dispose = async (): Promise<void> => {
    await end();
    await remove();
  };
  try {
    await writeSettings(path.join(folder, 'data/data/User'), options.userSettings);
    await writeSettings(path.join(folder, 'data/data/Machine'), options.machineSettings);
    if (options.vsix !== undefined) {
      const args = [build.serverMain, ...profile, '--install-extension', options.vsix];
      const install = await runProcess(build.node, args, { env });
      if (install.code !== 0) throw new Error(`The editor did not install ${options.vsix}:\n${install.output}`);
    }
    const server = startGroup(build.node, [build.serverMain, ...profile, ...switches(options)], env);
    end = server.end;
    const port = await server.waitForOutput(/listening on (\d+)\s/);
    return { authority: `127.0.0.1:${port}`, output: server.output, exited: server.exited, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function switches(options: ServerOptions): string[] {
  return [
    '--host=127.0.0.1',
    '--port=0',
    '--without-connection-token',
    '--accept-server-license-terms',
    '--telemetry-level=off',
    // Or the login shell's own PATH would win over what a test gives.
    '--force-disable-user-env',
    ...(options.trusted ? ['--disable-workspace-trust'] : []),
    ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
  ];
}

async function writeSettings(folder: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}
