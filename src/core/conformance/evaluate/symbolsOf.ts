import { DEFINITION_KINDS } from '../../codebase/symbols/fileSymbols';
import { readSymbols } from '../../codebase/symbols/readSymbols';
import type { EvaluationPorts, ServedSymbol } from './evaluationPorts';
import type { Source } from './source';

/** The symbols of a file in the order of the source, with the kinds that whoever tells of them knows; undefined for all. */
export interface KnownSymbols {
  readonly symbols: readonly ServedSymbol[];
  readonly kinds: readonly string[] | undefined;
}

/** From a language server where there is one, and otherwise from the index; undefined when neither knows the file. */
export async function symbolsOf(
  source: Source,
  { trees, language }: Pick<EvaluationPorts, 'trees' | 'language'>,
  signal: AbortSignal,
): Promise<KnownSymbols | undefined> {
  const served = await language?.symbols(source.path, signal);
  if (served !== undefined) return { symbols: served, kinds: undefined };
  const read = await readSymbols(source, trees);
  if (read === undefined) return undefined;
  const lines = source.text.split('\n');
  const symbols = read.definitions.map(({ name, kind, within, line }) => {
    const column = Math.max(0, (lines[line - 1] ?? '').indexOf(name)) + 1;
    return { name, kind, within, position: { line, column } };
  });
  return { symbols, kinds: DEFINITION_KINDS };
}
