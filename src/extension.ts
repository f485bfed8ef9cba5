import type { ExtensionContext } from 'vscode';
import { App } from './vscode/app';

/** Called by the editor once, at the first command or when the view is shown. */
export async function activate(context: ExtensionContext): Promise<void> {
  const app = new App(context);
  context.subscriptions.push(app);
  await app.start();
}
