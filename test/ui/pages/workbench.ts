import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { launchChromium } from '../../kit/editor/launchChromium';
import { quietSettings } from '../../kit/editor/quietSettings';
import { repositoryRoot } from '../../kit/editor/repositoryRoot';
import { scratchFolder } from '../../kit/editor/scratchFolder';
import { ensureServerBuild } from '../../kit/editor/serverBuild';
import type { EditorServer } from '../../kit/editor/startServer';
import { startServer } from '../../kit/editor/startServer';
import { ensureVsix } from '../../kit/editor/vsix';
import { eventually } from '../../kit/eventually';
import { Dialog } from './dialog';
import { DiffEditor } from './diffEditor';
import { exactly } from './exactly';
import { Notification } from './notification';
import { QuickInput } from './quickInput';
import { ReportPage } from './reportPage';
import { registerRowSelector } from './rowSelector';
import { Tree } from './tree';

/** The name a setting wants, the one a person reads, and the word in the style class the window carries once the theme is loaded. */
const themes = {
  dark: { setting: 'Default Dark Modern', label: 'Dark Modern', word: 'dark_modern' },
  light: { setting: 'Default Light Modern', label: 'Light Modern', word: 'light_modern' },
  'high contrast': { setting: 'Default High Contrast', label: 'Dark High Contrast', word: 'hc_black' },
  'high contrast light': { setting: 'Default High Contrast Light', label: 'Light High Contrast', word: 'hc_light' },
};

/** Name and file suffix, which the window keeps apart, and the folder after them where two tabs have the same name. */
const tabLabel = '.tab-label .monaco-icon-label-container';

export type WorkbenchOptions = {
  /** Absolute path of the folder or `.code-workspace` file to open, or `none`; the default is a new empty one, removed at the end. */
  readonly folder?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** Reaches the extension. */
  readonly env?: Readonly<Record<string, string>>;
  /** False opens the folder in Restricted Mode. Default true. */
  readonly trust?: boolean;
  readonly theme?: keyof typeof themes;
};

/**
 * VS Code in a browser window with the packaged extension installed, driven as a person does: everything is named by
 * the label a person reads. Every method waits for what it names and fails when it does not come.
 */
export class Workbench {
  /** What the editor itself reported as errors, the newest last. */
  private readonly reported: string[] = [];

  private constructor(
    /** Absolute path of the open folder. */
    readonly folder: string,
    /** The page itself, for what this class has no words for. */
    readonly page: Page,
    private readonly closers: readonly (() => Promise<void>)[],
    private theme: keyof typeof themes,
  ) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.reported.push(message.text().slice(0, 300));
    });
  }

  /** Starts a server, a profile and a browser of its own. The caller closes it. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const closers: (() => Promise<void>)[] = [];
    try {
      const scratch = options.folder === undefined ? await scratchFolder('ui') : undefined;
      if (scratch !== undefined) closers.unshift(scratch.remove);
      const folder = options.folder === 'none' ? '' : (options.folder ?? scratch?.folder ?? '');
      const server = await serve(options);
      closers.unshift(server.dispose);
      await registerRowSelector();
      const browser = await launchChromium();
      closers.unshift(() => browser.close());
      const context = await newWindow(browser);
      const page = await context.newPage();
      const workbench = new Workbench(folder, page, closers, options.theme ?? 'dark');
      const kind = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
      const query = folder === '' ? 'ew=true' : new URLSearchParams({ [kind]: folder });
      await page.goto(`http://${server.authority}/?${query}`);
      await workbench.waitUntilReady();
      return workbench;
    } catch (error) {
      for (const close of closers) await close();
      throw error;
    }
  }

  /** Loads the window again, as a person does with the browser's button. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilReady();
  }

  /** The window that the next click opens: `await workbench.newWindow(() => button.click())`. It closes with this one. */
  async newWindow(open: () => Promise<void>): Promise<Workbench> {
    const [page] = await Promise.all([this.page.context().waitForEvent('page'), open()]);
    const folder = new URL(page.url()).searchParams.get('folder') ?? '';
    const workbench = new Workbench(folder, page, [], this.theme);
    await workbench.waitUntilReady();
    return workbench;
  }

  /** Waits until the window has opened a folder in its place, and gives its absolute path. */
  async waitForFolder(): Promise<string> {
    await this.page.waitForURL((url) => url.searchParams.has('folder'));
    await this.waitUntilReady();
    return new URL(this.page.url()).searchParams.get('folder') ?? '';
  }

  async useTheme(theme: keyof typeof themes): Promise<void> {
    if (theme === this.theme) return;
    await this.runCommand('Preferences: Color Theme');
    const { label, word } = themes[theme];
    await this.quickInput().type(label);
    await this.quickInput().choose(label);
    await this.page.locator(`.monaco-workbench.vscode-theme-defaults-themes-${word}-json`).waitFor();
    await this.quickInput().waitForEnd();
    this.theme = theme;
  }

  private async waitUntilReady(): Promise<void> {
    const window = this.page.locator(`.monaco-workbench.vscode-theme-defaults-themes-${themes[this.theme].word}-json`);
    await window.locator('.part.activitybar .action-item').first().waitFor({ timeout: 180_000 });
    // The remote is connected when its status bar entry has left "Opening Remote..."; only then do extensions answer.
    await this.page.locator('#status\\.host').filter({ hasNotText: 'Opening Remote' }).waitFor({ timeout: 180_000 });
  }

  async close(): Promise<void> {
    for (const close of this.closers) await close();
  }

  /** Shows the view container with this label in the side bar. */
  async openActivity(label: string): Promise<void> {
    const tab = this.page.locator('.part.activitybar').getByRole('tab', { name: label }).first();
    const title = this.page.locator('.part.sidebar .composite.title').getByText(label, { exact: false }).first();
    // A window that has just loaded may still be showing what it showed before, and the click then closes that.
    await eventually(async () => {
      if (!(await title.isVisible())) await tab.click({ timeout: 5_000 });
      await title.waitFor({ timeout: 5_000 });
    });
  }

  /** The tree view with this title, in the side bar or the panel. */
  tree(title: string): Tree {
    return new Tree(this.page, title);
  }

  /** Runs a command by the words the palette shows, such as "AgentForge: Generate RED tests". */
  async runCommand(title: string): Promise<void> {
    // The palette offers what is known when it opens: in a window that has just loaded it has to be opened again.
    await eventually(async () => {
      const palette = await this.openPalette(title);
      try {
        await palette.choose(title, { timeout: 5_000 });
      } catch (error) {
        await this.page.keyboard.press('Escape');
        throw error;
      }
    });
  }

  /** What the palette offers for these words, best first; the palette is closed again. */
  async commandsFor(words: string): Promise<readonly string[]> {
    const palette = await this.openPalette(words);
    const found = await palette.labels();
    await this.page.keyboard.press('Escape');
    return found;
  }

  private async openPalette(words: string): Promise<QuickInput> {
    await this.page.keyboard.press('F1');
    const palette = this.quickInput();
    await palette.type(`>${words}`);
    return palette;
  }

  /** The quick pick or input box that is open, or about to open. */
  quickInput(): QuickInput {
    return new QuickInput(this.page);
  }

  /** The notification that contains this text. */
  notification(text: string | RegExp): Notification {
    return new Notification(this.page, text);
  }

  /** The modal dialog that contains this text. */
  dialog(text: string | RegExp): Dialog {
    return new Dialog(this.page, text);
  }

  /** The diff editor in front; with the name of a file, that file's part of an editor that shows several. */
  diff(file?: string): DiffEditor {
    return new DiffEditor(this.page, file);
  }

  /** The report that is shown as a page in front. */
  report(): ReportPage {
    return new ReportPage(this.page);
  }

  /** The tab of an editor, by its title; where two have the same title, with the folder shown after it. */
  tab(title: string): Locator {
    const label = this.page.locator(tabLabel, { hasText: exactly(title) });
    return this.page.locator('.tabs-container .tab').filter({ has: label });
  }

  /** A piece of the text that the editor in front shows. */
  editorText(text: string | RegExp): Locator {
    return this.page.locator('.editor-instance .view-lines').getByText(text).first();
  }

  /** Waits until the cursor of the editor in front stands in a line, from 1. */
  async cursorAt(line: number): Promise<void> {
    await this.page
      .locator('.statusbar-item')
      .filter({ hasText: new RegExp(`Ln ${line}, `) })
      .waitFor();
  }

  /** Titles of all open editors, left to right. */
  async tabs(): Promise<readonly string[]> {
    return this.page.locator(`.tabs-container ${tabLabel}`).allTextContents();
  }

  /** Opens a file of the folder by its relative path. */
  async openFile(file: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+P');
    const files = this.quickInput();
    await files.type(file);
    await files.choose(path.basename(file));
    await this.tab(path.basename(file)).waitFor();
  }

  /** Clicks a button in the title of the editor in front, by its tooltip. */
  async editorAction(title: string): Promise<void> {
    await this.page
      .locator(`.editor-group-container.active .editor-actions .action-label[aria-label^="${title}"]`)
      .click();
  }

  /** An entry of the context menu that is open. */
  menuItem(label: string): Locator {
    return this.page.getByRole('menuitem', { name: label });
  }

  /** Waits as long as a person does between two things that end in messages: of more than three within 800 ms the editor shows three. */
  async letToastsSettle(): Promise<void> {
    await pause(1000);
  }

  /** The messages of all errors that are shown. */
  async errors(): Promise<readonly string[]> {
    const toasts = this.page.locator('.notifications-toasts .notification-list-item', {
      has: this.page.locator('.codicon-error'),
    });
    return toasts.locator('.notification-list-item-message').allInnerTexts();
  }

  /** The entry of the status bar that contains this text. */
  statusBar(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text });
  }

  async writeClipboard(text: string): Promise<void> {
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  async readClipboard(): Promise<string> {
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** What stands in the window's parts that the tests read, a line each, and what the editor reported. */
  async visibleText(): Promise<string> {
    const parts = {
      'side bar': '.part.sidebar .content',
      tabs: '.tabs-container',
      messages: '.notifications-toasts',
      question: '.quick-input-widget:visible, .monaco-dialog-box',
      'status bar': '.part.statusbar',
    };
    const lines = Object.entries(parts).map(async ([name, selector]) => {
      const texts = await this.page.locator(selector).allInnerTexts();
      return `  ${name}: ${texts.join(' | ').replace(/\s+/g, ' ').trim()}`;
    });
    const reported = this.reported.slice(-5).map((text) => `  reported: ${text.replace(/\s+/g, ' ')}`);
    return [...(await Promise.all(lines)), ...reported].join('\n');
  }

  /** Keeps a picture of the window as test/ui/pictures/NAME.png and gives its path. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(repositoryRoot, 'test/ui/pictures', `${name.replace(/[^\w.-]+/g, '-')}.png`);
    await mkdir(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
  }
}

async function serve(options: WorkbenchOptions): Promise<EditorServer> {
  const theme = { 'workbench.colorTheme': themes[options.theme ?? 'dark'].setting };
  return startServer(await ensureServerBuild(), {
    env: options.env ?? {},
    userSettings: { ...quietSettings, ...options.settings, ...theme },
    machineSettings: options.machineSettings ?? {},
    vsix: await ensureVsix(),
    trusted: options.trust ?? true,
    testDriver: false,
  });
}

async function newWindow(browser: Browser): Promise<BrowserContext> {
  // High enough for a view with all its rows open: the editor has no elements for those below its edge.
  const context = await browser.newContext({ viewport: { width: 1600, height: 1500 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  context.setDefaultTimeout(180_000);
  return context;
}
