import { commands } from 'vscode';
import type { ContextKey } from './manifest';

/** What menus and the palette ask for; the editor is told only what changed. */
export class ContextKeys {
  private readonly told = new Map<string, boolean>();

  set(values: Readonly<Record<ContextKey, boolean>>): void {
    for (const [key, value] of Object.entries(values)) {
      if (this.told.get(key) === value) continue;
      this.told.set(key, value);
      void commands.executeCommand('setContext', key, value);
    }
  }
}
