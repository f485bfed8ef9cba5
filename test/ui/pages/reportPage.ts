import type { FrameLocator, Locator, Page } from 'playwright-core';

/** A report that is shown as a page, in the tab in front. */
export class ReportPage {
  private readonly frame: FrameLocator;

  constructor(page: Page) {
    this.frame = page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
  }

  /** Waits until the page has this heading. */
  async waitForHeading(name: string | RegExp): Promise<void> {
    await this.frame.getByRole('heading', { name }).first().waitFor();
  }

  /** The row of a table in which this text stands. */
  row(text: string | RegExp): Locator {
    return this.frame.getByRole('row').filter({ hasText: text }).first();
  }

  /** Goes where the link with this text leads. */
  async follow(text: string): Promise<void> {
    await this.frame.getByRole('link', { name: text, exact: true }).first().click();
  }

  async scrollTo(heading: string): Promise<void> {
    await this.frame.getByRole('heading', { name: heading }).first().scrollIntoViewIfNeeded();
  }
}
