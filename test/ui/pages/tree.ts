import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../kit/eventually';
import { exactly } from './exactly';
import { rowLabel, rowSelector } from './rowSelector';
import { shownText } from './shownText';

/** A tree view, by its title; the Test Explorer too. */
export class Tree {
  private readonly pane: Locator;

  constructor(
    private readonly page: Page,
    title: string,
  ) {
    // A view's description follows its title there.
    const header = page.locator(`.pane-header[aria-label^="${title}"]`);
    this.pane = page.locator('.pane').filter({ has: header });
  }

  /** Waits until the extension has filled the view, with rows or with the text of its empty state. */
  async waitFor(): Promise<void> {
    const rows = this.pane.locator('.monaco-list-row');
    const empty = this.pane.locator('.welcome-view-content').filter({ hasText: /\S/ });
    await rows.or(empty).first().waitFor();
  }

  /** Opens the view when it is folded away. */
  async open(): Promise<void> {
    const header = this.pane.locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    await this.waitFor();
  }

  /** Folds the view away: those beside it have more room, and rows below their edge have no elements. */
  async fold(): Promise<void> {
    const header = this.pane.locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) === 'true') await header.click();
  }

  /** A button in the view's title bar, by its tooltip. */
  async titleAction(title: string): Promise<void> {
    await this.pane.hover();
    const button = `.action-label[aria-label^="${title}"]`;
    // A view alone in its container has its buttons in the title of the side bar.
    const alone = this.page.locator('.part.sidebar > .composite.title').locator(button);
    await this.pane.locator('.pane-header').locator(button).or(alone).first().click();
  }

  /** A button or link of the view's empty state, by its text. */
  welcomeButton(text: string): Locator {
    return this.pane
      .locator('.welcome-view-content')
      .locator('a.monaco-button, a')
      .filter({ hasText: exactly(text) });
  }

  /** The text of the view's empty state. */
  async welcomeText(): Promise<string> {
    return shownText(this.pane.locator('.welcome-view-content'));
  }

  /** The row with this label, below rows with these labels where more than one has it: `row('domain', 'RED')`. */
  row(...labels: readonly string[]): TreeRow {
    return new TreeRow(this.pane.locator(rowSelector(labels)));
  }

  /** The labels of all visible rows, from top to bottom, two blanks for each level below the first. */
  async outline(): Promise<readonly string[]> {
    return this.pane.locator('.monaco-list-row').evaluateAll(outline);
  }
}

/** Runs in the page, so it is made from text that can hold the text of `rowLabel`: the rows as indented labels. */
const outline = new Function(
  'rows',
  `const label = ${rowLabel};
  return rows
    .sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index))
    .map((row) => '  '.repeat(Number(row.getAttribute('aria-level')) - 1) + label(row));`,
) as (rows: readonly unknown[]) => string[];

/** The icon of a row, in a view of an extension and in the Test Explorer. */
const icon = '.custom-view-tree-node-item-icon, .computed-state';

/** The name of a button: its title, then its keys where it has some. */
function titled(title: string): RegExp {
  return new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?: \\(.+\\))?$`);
}

/** A click that shows nothing after this long was lost. */
const CLICK_SHOWS_MS = 10_000;

/** What a click can change: rows, tabs, messages, questions. */
async function seenIn(page: Page): Promise<string> {
  const parts = page.locator(
    '.part.sidebar, .tabs-container, .notifications-toasts, .quick-input-widget, .monaco-dialog-box',
  );
  return (await parts.allInnerTexts()).join('\n');
}

/** One row of a tree view. */
export class TreeRow {
  constructor(
    /** The row's element. */
    readonly locator: Locator,
  ) {}

  async waitFor(): Promise<void> {
    await this.locator.waitFor();
  }

  async click(): Promise<void> {
    await this.locator.locator('.label-name, .testing-stdtree-container > .label').click();
  }

  async expand(): Promise<void> {
    await this.turn('true');
  }

  async collapse(): Promise<void> {
    await this.turn('false');
  }

  /** Clicks the inline button with this tooltip. */
  async inlineAction(title: string): Promise<void> {
    const button = this.locator.locator('.actions').getByRole('button', { name: titled(title) });
    const page = this.locator.page();
    // Rows move and are drawn anew; a click that meets that moment is lost, for a person too, who then clicks again.
    await eventually(async () => {
      await this.locator.hover();
      const before = await seenIn(page);
      await button.click({ timeout: 5_000 });
      await eventually(async () => {
        if ((await seenIn(page)) === before) throw new Error(`the click on "${title}" changed nothing`);
      }, CLICK_SHOWS_MS);
    });
  }

  /** Chooses an entry of the row's context menu. */
  async menu(title: string): Promise<void> {
    const entry = this.locator
      .page()
      .locator('.context-view .action-item')
      .filter({ hasText: exactly(title) });
    // A menu that has just opened takes no click.
    await eventually(async () => {
      if (!(await entry.isVisible())) await this.locator.click({ button: 'right', timeout: 5_000 });
      await entry.click({ timeout: 5_000 });
      await entry.waitFor({ state: 'hidden', timeout: 5_000 });
    });
  }

  /** Tooltips of the row's inline buttons. */
  async inlineActions(): Promise<readonly string[]> {
    await this.locator.hover();
    return this.locator
      .locator('.actions .action-label')
      .evaluateAll((buttons) =>
        buttons.map(
          (button) => (button as { getAttribute(name: string): string | null }).getAttribute('aria-label') ?? '',
        ),
      );
  }

  /** The grey text after the label; empty when there is none. */
  async description(): Promise<string> {
    await this.locator.waitFor();
    const description = this.locator.locator('.label-description');
    return (await description.allInnerTexts()).join('');
  }

  /** Waits until the grey text after the label matches. */
  async waitForDescription(text: string | RegExp): Promise<void> {
    await this.locator.locator('.label-description').filter({ hasText: text }).waitFor();
  }

  /** The name of the row's theme icon, such as `testing-passed-icon`; empty when it has none. */
  async icon(): Promise<string> {
    await this.locator.waitFor();
    const found = this.locator.locator(icon);
    const names = (await found.count()) === 0 ? '' : ((await found.first().getAttribute('class')) ?? '');
    return /codicon-([\w-]+)/.exec(names)?.[1] ?? '';
  }

  /** Waits until the row shows this theme icon, such as `testing-passed-icon`. */
  async waitForIcon(name: string): Promise<void> {
    await this.locator.locator(`:is(${icon}).codicon-${name}`).waitFor();
  }

  /** Sets or clears the row's check box. */
  async check(checked: { readonly checked: boolean }): Promise<void> {
    await this.locator.getByRole('checkbox').setChecked(checked.checked);
  }

  async isChecked(): Promise<boolean> {
    return this.locator.getByRole('checkbox').isChecked();
  }

  private async turn(expanded: 'true' | 'false'): Promise<void> {
    await this.locator.waitFor();
    const turned = this.locator.and(this.locator.page().locator(`[aria-expanded="${expanded}"]`));
    // The extension opens rows too: a click that comes just after that closes them.
    await eventually(async () => {
      if (await turned.isVisible()) return;
      await this.locator.locator('.monaco-tl-twistie').click();
      await turned.waitFor({ timeout: 5_000 });
    });
  }
}
