import { lineAt } from '../../kit/maskSource';
import type { Breach } from './breach';

export type NamedPath = { readonly path: string; readonly line: number };

const FILE_NAME = /^(?:\.\/)?[\w.-]+\.(?:ts|mts|mjs|cjs|js|json|md|svg|png|sh)$/;

/** The paths in the values of a JSON text: words with a slash, or with the ending of a file. Globs are cut before the star. */
export function pathsInJson(text: string): readonly NamedPath[] {
  return [...text.matchAll(/"((?:\\.|[^"\\])*)"/g)].flatMap(({ 1: value = '', index }) => {
    const isKey = /^\s*:/.test(text.slice(index + value.length + 2));
    if (isKey || /\\n/.test(value)) return [];
    return value
      .split(/\s+/)
      .map((word) => word.replace(/^(?:--\w+=)?\$\{workspaceFolder\}\/?/, './').replace(/^--\w+=/, ''))
      .filter((word) => FILE_NAME.test(word) || /^(?:\.\/)?[\w.-]+\/[\w./*-]*$/.test(word))
      .map((word) => ({ path: word.replace(/^\.\//, '').replace(/\/?\*.*$/, ''), line: lineAt(text, index) }))
      .filter(({ path }) => path !== '');
  });
}

/**
 * The paths in a text for people that begin with one of the given folders or are one of the given files.
 * @param tops folders and files of the top level, such as `src` and `esbuild.mjs`
 */
export function pathsInProse(text: string, tops: readonly string[]): readonly NamedPath[] {
  const top = tops.map((name) => name.replaceAll('.', '\\.')).join('|');
  const pattern = new RegExp(`(?<![\\w./@*-])(?:\\./)?((?:${top})(?:/[\\w.*-]+)*)/?(?![\\w-])`, 'g');
  return [...text.matchAll(pattern)]
    .map(({ 1: path = '', index }) => ({
      path: path.replace(/\/?\*.*$/, '').replace(/\.$/, ''),
      line: lineAt(text, index),
    }))
    .filter(({ path }) => path.includes('/') || path.includes('.'));
}

/** A Markdown text with its fenced blocks blank, line for line. */
export function withoutFences(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, ' '));
}

/** What stands between back ticks in a Markdown text, each at its place, the rest blank. */
export function inlineCode(markdown: string): string {
  const shown = markdown.replace(/[^\n]/g, ' ').split('');
  for (const { 0: code, index } of withoutFences(markdown).matchAll(/`[^`\n]+`|\]\([^)\s]+\)/g)) {
    for (const [at, char] of [...code].entries()) shown[index + at] = /[`()\]]/.test(char) ? ' ' : char;
  }
  return shown.join('');
}

/** Named paths that are not there. */
export function pathBreaches(
  file: string,
  named: readonly NamedPath[],
  isThere: (path: string) => boolean,
): readonly Breach[] {
  return named
    .filter(({ path }) => !isThere(path))
    .map(({ path, line }) => ({ file, line, message: `${path} is not there` }));
}
