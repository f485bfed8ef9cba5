import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../kit/eventually';
import { exactly } from './exactly';
import { shownText } from './shownText';

/** A notification toast. */
export class Notification {
  /** The toast's element. */
  readonly locator: Locator;

  constructor(page: Page, text: string | RegExp) {
    this.locator = page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text }).first();
  }

  async waitFor(): Promise<void> {
    await this.locator.waitFor();
  }

  /** Waits until the toast has gone. */
  async waitForEnd(): Promise<void> {
    await this.locator.waitFor({ state: 'hidden' });
  }

  async text(): Promise<string> {
    return shownText(this.locator.locator('.notification-list-item-message'));
  }

  /** Labels of the toast's buttons. */
  async buttons(): Promise<readonly string[]> {
    await this.waitFor();
    // Folded away until the pointer is over them.
    await this.locator.hover();
    return this.locator.locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts();
  }

  /** Closes the toast without an answer. */
  async dismiss(): Promise<void> {
    await this.locator.hover();
    await this.locator.locator('.codicon-notifications-clear').click();
    await this.waitForEnd();
  }

  /** Clicks a link in the toast's text until the text is another one. */
  async link(label: string): Promise<void> {
    await this.waitFor();
    const link = this.locator.locator('.notification-list-item-message a').filter({ hasText: exactly(label) });
    // A toast that grows moves its links away between the pointer's going down and up.
    await eventually(async () => {
      if (await link.isVisible()) await link.click({ timeout: 5_000 });
      await this.locator.waitFor({ state: 'hidden', timeout: 5_000 });
    });
  }

  /** Clicks a button of the toast until the toast has gone; one that goes by itself before is none that could be clicked. */
  async button(label: string): Promise<void> {
    const toast = await this.locator.elementHandle();
    const button = this.locator.locator('.monaco-button').filter({ hasText: exactly(label) });
    let isClicked = false;
    // Toasts fold their buttons away until the pointer is over them, and move while others come and go: a click can be lost.
    await eventually(async () => {
      if (await toast?.isVisible()) {
        await this.locator.hover({ timeout: 5_000 });
        await button.click({ timeout: 5_000 });
        isClicked = true;
      }
      await toast?.waitForElementState('hidden', { timeout: 10_000 });
    });
    if (!isClicked) throw new Error(`the message went before "${label}" could be clicked`);
  }
}
