import { selectors } from 'playwright-core';

/**
 * Text of a function for the page: the label of a row. A file's label may come in two parts, name and suffix; the Test
 * Explorer draws rows of its own, with the duration inside the label.
 */
export const rowLabel = `((row) => {
  const parts = [...row.querySelectorAll('.label-name, .label-suffix')].map((part) => part.textContent);
  const test = row.querySelector('.testing-stdtree-container > .label')?.firstChild?.textContent;
  return (test ?? parts.join('')).trim();
})`;

/** Playwright runs this text in the page. The window keeps the rows of a tree in any order: their index is the order. */
const engine = `({
  query(root, selector) {
    return this.queryAll(root, selector)[0];
  },
  queryAll(root, selector) {
    const wanted = JSON.parse(selector);
    const label = ${rowLabel};
    const rows = [...root.querySelectorAll('.monaco-list-row')];
    rows.sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index));
    const path = [];
    return rows.filter((row) => {
      path.length = Number(row.getAttribute('aria-level')) - 1;
      path.push(label(row));
      if (path.at(-1) !== wanted.at(-1)) return false;
      let next = 0;
      for (const name of path) if (name === wanted[next]) next += 1;
      return next === wanted.length;
    });
  },
})`;

let registered: Promise<void> | undefined;

/** Makes `rowSelector` known to the browser; before the first page is opened. */
export function registerRowSelector(): Promise<void> {
  registered ??= selectors.register('tree-row', { content: engine });
  return registered;
}

/** Selects the rows with the last label that stand below rows with the others, at any distance. */
export function rowSelector(labels: readonly string[]): string {
  return `tree-row=${JSON.stringify(labels)}`;
}
