import type { Locator } from 'playwright-core';

/** The text an element shows, line breaks where the window has them, once the element is there. */
export async function shownText(element: Locator): Promise<string> {
  await element.waitFor();
  return (await element.allInnerTexts()).join('\n');
}
