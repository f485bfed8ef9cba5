// The thread that looks for patterns: it may be ended at any time, because a pattern may go on for ever.
import { parentPort, workerData } from 'node:worker_threads';
import type { PythonPattern } from '../../core/conformance/pythonRegex/translatePattern';
import { isPlainText } from '../../core/conformance/pythonRegex/translatePattern';
import { linesOfMatches } from './linesOfMatches';

/** One number: how many searches were begun so far. */
export interface PatternThreadSetup {
  readonly begun: Int32Array;
}

/** `added` are patterns that get the next numbers; `wanted` are numbers of patterns. */
export interface SearchRequest {
  readonly text: string;
  readonly added: readonly PythonPattern[];
  readonly wanted: readonly number[];
}

/** The lines where one of the wanted patterns was found, or why the engine refused; sent pattern by pattern, in their order. */
export type SearchAnswer = { readonly lines: readonly number[] } | { readonly refused: string };

if (parentPort === null) throw new Error('this file runs as a thread');
const port = parentPort;
const { begun } = workerData as PatternThreadSetup;
const patterns: PythonPattern[] = [];
const compiled = new Map<string, RegExp>();

port.on('message', ({ text, added, wanted }: SearchRequest) => {
  patterns.push(...added);
  const isPlain = isPlainText(text);
  const answers = wanted.map((number): SearchAnswer => {
    Atomics.add(begun, 0, 1);
    const pattern = patterns[number];
    if (pattern === undefined) throw new Error(`there is no pattern ${number}`);
    return search(isPlain ? pattern.plainSource : pattern.source, text);
  });
  port.postMessage(answers);
});

function search(source: string, text: string): SearchAnswer {
  try {
    const pattern = compiled.get(source) ?? new RegExp(source, 'gv');
    compiled.set(source, pattern);
    return { lines: linesOfMatches(pattern, text) };
  } catch (error) {
    // Too much for the stack or the memory of the engine.
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}
