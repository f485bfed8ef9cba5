import type { Locator, Page } from 'playwright-core';
import { exactly } from './exactly';
import { shownText } from './shownText';

/** The quick pick or input box on top of the window; there is one at a time. */
export class QuickInput {
  private readonly widget: Locator;

  constructor(page: Page) {
    this.widget = page.locator('.quick-input-widget');
  }

  /** Replaces what stands in the box. */
  async type(text: string): Promise<void> {
    await this.widget.locator('input[type="text"], input[type="password"]').fill(text);
  }

  /** Types a value and confirms it. */
  async enter(text: string): Promise<void> {
    await this.type(text);
    await this.widget.locator('input[type="text"], input[type="password"]').press('Enter');
  }

  /** Takes the entry with this label. */
  async choose(label: string, options: { readonly timeout?: number } = {}): Promise<void> {
    const name = this.widget.page().locator('.quick-input-list-rows .label-name', { hasText: exactly(label) });
    await this.widget.locator('.monaco-list-row').filter({ has: name }).first().click(options);
  }

  /** The labels offered, once there are any. */
  async labels(): Promise<readonly string[]> {
    await this.widget.locator('.monaco-list-row').first().waitFor();
    const labels = await this.widget
      .locator('.monaco-list-row .quick-input-list-row:first-child .label-name')
      .allInnerTexts();
    return labels.map((label) => label.replace(/\s+/g, ' ').trim());
  }

  /** Title, prompt and warning as one text. */
  async text(): Promise<string> {
    return shownText(this.widget);
  }

  /** Waits until the box shows this text anywhere: title, prompt, warning or entry. */
  async waitFor(text: string | RegExp): Promise<void> {
    await this.widget.filter({ hasText: text }).waitFor();
  }

  /** Walks away without an answer. */
  async cancel(): Promise<void> {
    await this.widget.locator('input[type="text"]').press('Escape');
    await this.waitForEnd();
  }

  async waitForEnd(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' });
  }
}
