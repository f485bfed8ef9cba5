import type { SyntaxNode, SyntaxTrees } from '../codebase/syntaxTrees';

/** A test as its author sees it, whether or not the runner collects it. */
export interface WrittenTest {
  readonly file: string;
  /** Classes from the outermost, then the function. */
  readonly path: readonly string[];
  /** From 1. */
  readonly line: number;
}

/** The functions of a Python file that are named like tests, at its top and in classes that are named like classes of tests. */
export async function pythonTestNames(file: string, text: string, trees: SyntaxTrees): Promise<readonly WrittenTest[]> {
  return (await trees.read('python', text, (root) => (root.hasError ? [] : testsIn(root, file, [])))) ?? [];
}

function testsIn(block: SyntaxNode, file: string, outer: readonly string[]): readonly WrittenTest[] {
  return block.namedChildren.flatMap((child) => {
    const node = child?.type === 'decorated_definition' ? child.childForFieldName('definition') : child;
    const name = node?.childForFieldName('name')?.text;
    if (child === null || node === null || name === undefined) return [];
    const path = [...outer, name];
    if (node.type === 'function_definition') {
      const isTest = name.startsWith('test') && !NO_TEST.test(child.text.slice(0, node.startIndex - child.startIndex));
      return isTest ? [{ file, path, line: node.startPosition.row + 1 }] : [];
    }
    const body = node.childForFieldName('body');
    const bases = node.childForFieldName('superclasses')?.text ?? '';
    const isOfTests = /^Test|Tests?$|TestCase$/.test(name) || /TestCase\b/.test(bases);
    if (node.type !== 'class_definition' || body === null || !isOfTests || OPTED_OUT.test(body.text)) return [];
    return testsIn(body, file, path);
  });
}

/** Decorators that make something else of a function. */
const NO_TEST = /@(?:\w+\.)*(?:fixture|property|nottest)\b/;
const OPTED_OUT = /^\s*__test__\s*=\s*False\b/m;
