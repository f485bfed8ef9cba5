import type { DeclaredTest } from '../compileResults';
import { endOfBlock } from '../endOfBlock';

/** `#[test]` and its relatives: `#[tokio::test]`, `#[rstest]`, with arguments or without. */
const ATTRIBUTE = /^\s*#\[(?:\w+::)*(?:test|rstest|test_case|wasm_bindgen_test)\b[^\]]*\]\s*(.*)$/;
const OTHER_ATTRIBUTE = /^\s*(?:#\[.*|\/\/.*|)$/;
const FUNCTION = /^(\s*)(?:pub(?:\([^)]*\))? )?(?:async )?(?:unsafe )?fn (\w+)/;
const MODULE = /^(\s*)(?:pub(?:\([^)]*\))? )?mod (\w+)\s*\{/;

/** The tests that stand in the text of a Rust file; each is named with the modules in this file that it stands in. */
export function scanRustTests(file: string, text: string): readonly DeclaredTest[] {
  const lines = text.split(/\r?\n/);
  const modules: { readonly indent: number; readonly name: string }[] = [];
  const tests: DeclaredTest[] = [];
  let isMarked = false;
  for (const [index, line] of lines.entries()) {
    const module = MODULE.exec(line);
    if (module !== null) {
      leave(modules, (module[1] ?? '').length);
      modules.push({ indent: (module[1] ?? '').length, name: module[2] ?? '' });
    }
    const attribute = ATTRIBUTE.exec(line);
    isMarked ||= attribute !== null;
    // Both may stand on one line.
    const found = FUNCTION.exec(attribute === null ? line : (attribute[1] ?? ''));
    if (found !== null && isMarked) {
      const indent = /^\s*/.exec(line)?.[0] ?? '';
      leave(modules, indent.length);
      const name = [...modules.map((each) => each.name), found[2] ?? ''].join('::');
      tests.push({ id: `${file}::${name}`, name, file, line: index + 1, endLine: endOfBlock(lines, index, indent) });
    }
    if (found !== null || (attribute === null && !OTHER_ATTRIBUTE.test(line))) isMarked = false;
  }
  return tests;
}

/** What is indented no deeper than a module stands behind its end. */
function leave(modules: { readonly indent: number }[], indent: number): void {
  while (modules.length > 0 && (modules.at(-1)?.indent ?? 0) >= indent) modules.pop();
}
