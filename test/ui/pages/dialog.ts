import type { Locator, Page } from 'playwright-core';
import { exactly } from './exactly';
import { shownText } from './shownText';

/** A modal dialog. */
export class Dialog {
  /** The dialog's element. */
  readonly locator: Locator;

  constructor(page: Page, text: string | RegExp) {
    this.locator = page.locator('.monaco-dialog-box').filter({ hasText: text });
  }

  async waitFor(): Promise<void> {
    await this.locator.waitFor();
  }

  /** Message and detail. */
  async text(): Promise<string> {
    return shownText(this.locator.locator('.dialog-message-container'));
  }

  async button(label: string): Promise<void> {
    await this.locator
      .locator('.monaco-button')
      .filter({ hasText: exactly(label) })
      .click();
  }
}
