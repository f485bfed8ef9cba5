import type { Uri } from 'vscode';
import { commands, window } from 'vscode';

/** Shows a Markdown document as a page; as its text where the editor comes without its Markdown extension. */
export async function showPage(uri: Uri): Promise<void> {
  // Until it is asked for, nobody lists the commands of that extension.
  const isShown = await commands.executeCommand('markdown.showPreview', uri).then(
    () => true,
    () => false,
  );
  if (!isShown) await window.showTextDocument(uri, { preview: true });
}
