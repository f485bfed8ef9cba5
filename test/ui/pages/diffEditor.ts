import type { Locator, Page } from 'playwright-core';
import { exactly } from './exactly';

/** A diff editor: left what is there, right what is proposed. Only lines inside the window can be read. */
export class DiffEditor {
  private readonly editor: Locator;

  /** @param file its name in an editor that shows the diffs of several files, one below the other */
  constructor(page: Page, file?: string) {
    const name = page.locator('.file-path .label-name', { hasText: exactly(file ?? '') });
    const scope = file === undefined ? page : page.locator('.multiDiffEntry').filter({ has: name });
    this.editor = scope.locator('.monaco-diff-editor:visible').first();
  }

  async waitFor(): Promise<void> {
    await this.editor.waitFor();
  }

  async left(): Promise<string> {
    return this.read('original');
  }

  async right(): Promise<string> {
    return this.read('modified');
  }

  /** Waits until the right side shows this text in one line. */
  async waitForRight(text: string): Promise<void> {
    // The editor draws blanks as no-break spaces, which the browser's own text matching takes for blanks.
    await this.editor.locator('.editor.modified .view-line').filter({ hasText: text }).first().waitFor();
  }

  /** Puts the cursor into the first visible line of the right side. */
  async focusRight(): Promise<void> {
    await this.editor.locator('.editor.modified .view-lines').click({ position: { x: 5, y: 5 } });
  }

  /** Takes the change back that has these words on its right side, by the arrow beside it. */
  async revertHunk(words: string): Promise<void> {
    const line = this.editor.locator('.editor.modified .view-line').filter({ hasText: words }).first();
    const wanted = (await line.boundingBox())?.y ?? 0;
    // The editor keeps its arrows in any order.
    const arrows = await this.editor.locator('.codicon-arrow-right').all();
    const places = await Promise.all(arrows.map(async (arrow) => ({ arrow, y: (await arrow.boundingBox())?.y ?? 0 })));
    const [nearest] = places.sort((a, b) => Math.abs(a.y - wanted) - Math.abs(b.y - wanted));
    await nearest?.arrow.click();
  }

  private async read(side: 'original' | 'modified'): Promise<string> {
    await this.waitFor();
    // The editor reuses the elements of its lines in any order; their place in the window is the order.
    const lines = await this.editor.locator(`.editor.${side} .view-line`).evaluateAll((elements) =>
      elements
        .map((element) => element as unknown as { style: { top: string }; textContent: string | null })
        .map(({ style, textContent }) => ({ top: Number.parseFloat(style.top), text: textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text.replaceAll('\u00a0', ' ')),
    );
    return lines.join('\n');
  }
}
