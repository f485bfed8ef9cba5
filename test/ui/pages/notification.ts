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
    await this.clickUntilGone('Clear', this.locator.locator('.codicon-notifications-clear'), await this.thisToast());
  }

  /** Clicks a link in the toast's text until the text is another one. */
  async link(label: string): Promise<void> {
    await this.waitFor();
    const links = this.locator.locator('.notification-list-item-message a');
    await this.clickUntilGone(label, links.filter({ hasText: exactly(label) }), {
      isThere: () => this.locator.isVisible(),
      waitForEnd: (timeout) => this.locator.waitFor({ state: 'hidden', timeout }),
    });
  }

  /** Clicks a button of the toast until the toast has gone; the next one may say the same. */
  async button(label: string): Promise<void> {
    const buttons = this.locator.locator('.monaco-button');
    await this.clickUntilGone(label, buttons.filter({ hasText: exactly(label) }), await this.thisToast());
  }

  /** The one that is there, or about to come, and no later one. */
  private async thisToast(): Promise<Toast> {
    const toast = await this.locator.elementHandle();
    return {
      isThere: async () => (await toast?.isVisible()) === true,
      waitForEnd: async (timeout) => toast?.waitForElementState('hidden', { timeout }),
    };
  }

  /**
   * Toasts fold their buttons away until the pointer is over them, and grow and move while others come and go: a click can be lost,
   * for a person too. One that goes by itself before is none that could be clicked.
   */
  private async clickUntilGone(label: string, wanted: Locator, toast: Toast): Promise<void> {
    let isClicked = false;
    await eventually(async () => {
      if (await toast.isThere()) {
        await this.locator.hover({ timeout: 5_000 });
        // A click that is not over in time may have been one.
        isClicked = true;
        await wanted.click({ timeout: 5_000 });
      }
      await toast.waitForEnd(10_000);
    });
    if (!isClicked) throw new Error(`the message went before "${label}" could be clicked`);
  }
}

interface Toast {
  isThere(): Promise<boolean>;
  /** Fails after so many milliseconds. */
  waitForEnd(timeout: number): Promise<void>;
}
