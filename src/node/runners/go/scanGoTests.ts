import type { DeclaredTest } from '../compileResults';
import { endOfBlock } from '../endOfBlock';

const TEST = /^func ((?:Test|Fuzz|Example)(?![a-z])\w*)\(/;

/** The tests that stand in the text of a test file, by the names that `go test` looks for. */
export function scanGoTests(file: string, text: string): readonly DeclaredTest[] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const name = TEST.exec(line)?.[1];
    // It needs a runner of tests, which has none of its own.
    if (name === undefined || name === 'TestMain') return [];
    return [{ id: `${file}::${name}`, name, file, line: index + 1, endLine: endOfBlock(lines, index, '') }];
  });
}
