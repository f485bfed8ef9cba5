import { launchChromium } from '../launchChromium';
import { quietSettings } from '../quietSettings';
import type { ServerBuild } from '../serverBuild';
import { startServer } from '../startServer';
import type { HostEditor, HostSession, HostSessionOptions } from './hostEditor';

/** The server build with Chromium as its window; each session has a server, a profile and a browser of its own. */
export function serverHostEditor(build: ServerBuild): HostEditor {
  const open = async (options: HostSessionOptions): Promise<HostSession> => {
    const server = await startServer(build, {
      env: options.env ?? {},
      userSettings: { ...quietSettings, ...options.userSettings },
      machineSettings: options.machineSettings ?? {},
      trusted: options.trusted ?? true,
      testDriver: true,
    });
    const browser = await launchChromium();
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    const remote = (file: string): string => `vscode-remote://${server.authority}${file}`;
    const payload = [
      ['extensionDevelopmentPath', remote(options.extension)],
      ['extensionTestsPath', remote(options.suite)],
    ];
    const query = new URLSearchParams({ folder: options.workspace, payload: JSON.stringify(payload) });
    await page.goto(`http://${server.authority}/?${query}`);
    return {
      exited: server.exited,
      output: () => [server.output(), ...errors].join('\n'),
      dispose: async () => {
        await browser.close();
        await server.dispose();
      },
    };
  };
  return { name: "VS Code's server build in Chromium", open };
}
