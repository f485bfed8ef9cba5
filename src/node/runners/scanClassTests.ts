import type { DeclaredTest } from './compileResults';
import { endOfBlock } from './endOfBlock';

/** A file whose tests are methods of classes. */
export interface ClassFile {
  /** Workspace-relative. */
  readonly path: string;
  /** Its package or namespace; '' for none. */
  readonly namespace: string;
  /** Its outermost classes, without the namespace. */
  readonly classes: readonly string[];
  readonly declared: readonly DeclaredTest[];
}

/** How a language writes tests. */
export interface ClassWords {
  /** Its first group is the name. */
  readonly namespace: RegExp;
  /** Its first group is the indentation, its second the name. */
  readonly type: RegExp;
  /** What marks a method as a test, on its line or one before it. */
  readonly mark: RegExp;
  /** Other marks, comments and blank lines, which may stand between. */
  readonly between: RegExp;
  /** Marks on the line of a method; with the flag `g`. */
  readonly marks: RegExp;
  /** Of a line without marks; one of its groups is the name. */
  readonly method: RegExp;
}

/** What a file of tests declares, by its lines and their indentation; tests of inner classes are named with these. */
export function scanClassTests(path: string, text: string, words: ClassWords): ClassFile {
  const lines = text.split(/\r?\n/);
  const stack: { readonly indent: number; readonly name: string }[] = [];
  const classes: string[] = [];
  const declared: DeclaredTest[] = [];
  // What is indented no deeper than a class stands behind its end.
  const leave = (indent: number): void => {
    while (stack.length > 0 && (stack.at(-1)?.indent ?? 0) >= indent) stack.pop();
  };
  let isMarked = false;
  for (const [index, line] of lines.entries()) {
    const [, indent = '', type] = words.type.exec(line) ?? [];
    if (type !== undefined) {
      leave(indent.length);
      if (stack.length === 0) classes.push(type);
      stack.push({ indent: indent.length, name: type });
    }
    isMarked ||= words.mark.test(line);
    const found = isMarked && type === undefined ? words.method.exec(line.replace(words.marks, '')) : null;
    const name = found?.slice(1).find((group) => group !== undefined);
    if (name !== undefined) {
      const own = /^\s*/.exec(line)?.[0] ?? '';
      leave(own.length);
      const id = classTestId(path, [...stack.map((each) => each.name), name]);
      declared.push({ id, name, file: path, line: index + 1, endLine: endOfBlock(lines, index, own) });
    }
    if (name !== undefined || type !== undefined || !words.between.test(line)) isMarked = false;
  }
  return { path, namespace: words.namespace.exec(text)?.[1] ?? '', classes, declared };
}

/** The id of a test by its classes from the outermost and its name; the class that the file is named after goes without saying. */
export function classTestId(path: string, names: readonly string[]): string {
  const own = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  return [path, ...(names[0] === own ? names.slice(1) : names)].join('::');
}
