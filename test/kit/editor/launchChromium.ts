import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { ensureChromium } from './chromium';

/** A browser that asks nothing and calls nobody. The caller closes it. `headed` shows it, to watch a test. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureChromium(),
    headless: process.env['AGENTFORGE_HEADED'] !== '1',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
