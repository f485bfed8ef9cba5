import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { aptInstall } from './aptInstall';
import { MissingTool } from './missingTool';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const macPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Absolute path of a Chromium or Chrome: CHROME_PATH, the PATH, where macOS keeps it, Playwright's own; installed as root
 * on Debian.
 * @throws MissingTool when there is none
 */
export async function ensureChromium(): Promise<string> {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined) {
    if (existsSync(named)) return named;
    throw new MissingTool(`CHROME_PATH names ${named}, which does not exist.`, 'unset CHROME_PATH');
  }
  const found = findChromium();
  if (found !== undefined) return found;
  const elsewhere = 'npx playwright-core install chromium (or name a Chrome in CHROME_PATH)';
  await aptInstall('Chromium was not found.', ['chromium'], elsewhere);
  const installed = findChromium();
  if (installed === undefined) throw new MissingTool('Chromium was not found after installing it.', elsewhere);
  return installed;
}

function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const onPath = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...onPath, ...macPlaces, chromium.executablePath()].find((file) => existsSync(file));
}
