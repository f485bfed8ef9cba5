import { readFile } from 'node:fs/promises';
import type { SourceMapPayload } from 'node:module';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { repositoryRoot } from '../repositoryRoot';

/**
 * What turns places in a bundled suite (`…/suite.js:40:11`) within a text into places in the sources it was made from.
 * The editor formats stack traces itself, so Node's own source map support does not reach them.
 */
export async function mapToSources(bundle: string): Promise<(text: string) => string> {
  const map = new SourceMap(JSON.parse(await readFile(`${bundle}.map`, 'utf8')) as SourceMapPayload);
  const place = new RegExp(`[^\\s()]*${path.basename(bundle).replaceAll('.', '\\.')}:(\\d+):(\\d+)`, 'g');
  return (text) =>
    text.replace(place, (found: string, line: string, column: string) => {
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      if (!('originalSource' in entry)) return found;
      const source = path.relative(repositoryRoot, path.resolve(path.dirname(bundle), entry.originalSource));
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });
}
