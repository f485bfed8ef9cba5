import type { ExtensionContext } from 'vscode';
import { App } from './vscode/app';

let app: App | undefined;

/** Called by the editor once, at the first command or when the view is shown. */
export async function activate(context: ExtensionContext): Promise<void> {
  app = new App(context);
  context.subscriptions.push(app);
  await app.start();
}

/** Called by the editor before it ends; it waits a few seconds. A phase that runs takes back what it wrote. */
export async function deactivate(): Promise<void> {
  await app?.stop();
}
