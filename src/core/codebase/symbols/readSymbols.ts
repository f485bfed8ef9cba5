import type { Capture, SyntaxTrees } from '../syntaxTrees';
import { DefinitionCollector } from './definitionCollector';
import type { FileSymbols } from './fileSymbols';
import { ImportCollector } from './importCollector';
import { SourceLines } from './sourceLines';
import { tableOfPath } from './tableOfPath';

/**
 * Definitions and imports of a source file in Python, JavaScript, TypeScript, Go, Rust, Java, C#, Ruby, PHP, C or C++; what
 * is inside of functions is nobody else's and left out. Undefined for other files, and for a text that keeps the parser busy.
 */
export async function readSymbols(
  source: { readonly path: string; readonly text: string },
  trees: SyntaxTrees,
): Promise<FileSymbols | undefined> {
  const found = tableOfPath(source.path);
  if (found === undefined) return undefined;
  const { grammar, table } = found;
  const matches = await trees.matches(grammar, table.query, source.text);
  if (matches === undefined) return undefined;
  const lines = new SourceLines(source.text);
  const definitions = new DefinitionCollector(source.text, lines);
  const imports = new ImportCollector(source, lines, table);
  for (const match of matches) {
    const captures = byName(match);
    if (!imports.take(captures)) definitions.take(captures);
  }
  return { definitions: definitions.finish(), imports: imports.finish() };
}

function byName(match: readonly Capture[]): ReadonlyMap<string, Capture> {
  return new Map(match.map((capture) => [capture.name, capture]));
}
