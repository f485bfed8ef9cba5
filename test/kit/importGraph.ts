import { builtinModules } from 'node:module';
import path from 'node:path';
import { lineAt, maskSource } from './maskSource';
import type { Sources } from './sourceFiles';

/** One import, re-export, `import()`, `require()` or `/// <reference>` of a source text. */
export type Import = {
  /** As written; undefined when it is computed, so that nobody can know it without running the program. */
  readonly specifier: string | undefined;
  /** From 1. */
  readonly line: number;
  readonly form: 'import' | 'export' | 'call' | 'reference';
  /** Erased by the compiler. */
  readonly typeOnly: boolean;
  /** What is taken, by the name it has there; '*' for everything, 'default' for the default export. */
  readonly names: readonly string[];
  /** `import { type A, b }`: types and values on one line. */
  readonly mixed: boolean;
};

export type ImportTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'unknown' };

export type Edge = { readonly from: string; readonly target: ImportTarget; readonly import: Import };

const NAME = '[\\w$]+';
const BINDINGS = `\\{[\\w$\\s,]*\\}|\\*(?:\\s*as\\s+${NAME})?`;
const STATEMENT = new RegExp(
  `(?<![\\w$.#])(?<form>import|export)(?<type>\\s+type(?![\\w$]))?\\s*` +
    `(?<clause>(?<=[\\s])${NAME}(?:\\s*,\\s*(?:${BINDINGS}))?|${BINDINGS})\\s*from\\s*(?=['"])`,
  'g',
);
const SIDE_EFFECT = /(?<![\w$.#])import\s*(?=['"])/g;
const CALL = /(?<![\w$.#])(?:import|require(?:\.resolve)?)\s*\(\s*(?<literal>['"])?/g;
const FROM = /(?<![\w$.#])from\s*(?=['"])/g;
const REFERENCE = /^\/\/\/\s*<reference\s+(?:types|path|lib)\s*=\s*["']([^"']+)["']/;

/** Reads the imports of a TypeScript or JavaScript text, in the order of their lines. */
export function readImports(source: string): readonly Import[] {
  const { code, comments } = maskSource(source);
  const found: Import[] = [];
  const readEnds = new Set<number>();
  for (const match of code.matchAll(STATEMENT)) {
    const { form, type, clause = '' } = match.groups ?? {};
    const end = match.index + match[0].length;
    readEnds.add(end);
    const names = namesOf(clause);
    found.push({
      specifier: literalAt(source, code, end),
      line: lineAt(source, match.index),
      form: form === 'export' ? 'export' : 'import',
      typeOnly: type !== undefined,
      names: names.map(({ name }) => name),
      mixed: names.some((each) => each.isType),
    });
  }
  const plain = { form: 'import', typeOnly: false, names: [], mixed: false } as const;
  for (const match of code.matchAll(SIDE_EFFECT)) {
    const specifier = literalAt(source, code, match.index + match[0].length);
    found.push({ ...plain, specifier, line: lineAt(source, match.index) });
  }
  for (const match of code.matchAll(CALL)) {
    const end = match.index + match[0].length;
    const specifier = match.groups?.['literal'] === undefined ? undefined : literalAt(source, code, end - 1);
    found.push({ ...plain, form: 'call', names: ['*'], specifier, line: lineAt(source, match.index) });
  }
  // A form that this reader does not know must not slip through: it shows as an import of something unknown.
  for (const match of code.matchAll(FROM)) {
    if (readEnds.has(match.index + match[0].length)) continue;
    found.push({ ...plain, names: ['*'], specifier: undefined, line: lineAt(source, match.index) });
  }
  for (const { text, line } of comments) {
    const specifier = REFERENCE.exec(text)?.[1];
    if (specifier !== undefined) found.push({ ...plain, form: 'reference', typeOnly: true, specifier, line });
  }
  return found.sort((a, b) => a.line - b.line);
}

/**
 * Who imports whom, types included.
 * @param others files that may be imported besides the sources, such as package.json
 */
export function importGraph(sources: Sources, others: readonly string[] = []): readonly Edge[] {
  const known = new Set([...sources.keys(), ...others]);
  return [...sources].flatMap(([from, text]) =>
    readImports(text).map((each) => ({ from, target: resolve(from, each.specifier, known), import: each })),
  );
}

function resolve(from: string, specifier: string | undefined, known: ReadonlySet<string>): ImportTarget {
  if (specifier === undefined) return { kind: 'unknown' };
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
    const base = path.posix.join(path.posix.dirname(from), specifier);
    const candidates = [base, `${base}.ts`, `${base}/index.ts`, base.replace(/\.([cm]?)js$/, '.$1ts')];
    const found = candidates.find((candidate) => known.has(candidate));
    return found === undefined ? { kind: 'unknown' } : { kind: 'file', path: found };
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return { kind: 'builtin', name: specifier };
  return { kind: 'package', name: /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier };
}

/** The string literal that starts at an offset; undefined when it is only a part of an expression. */
function literalAt(source: string, code: string, start: number): string | undefined {
  const end = code.indexOf(code[start] ?? '', start + 1);
  const isWhole = /^\s*(?:[,);}]|with\b|$|\n)/.test(code.slice(end + 1)) || source.slice(end + 1, end + 2) === '\n';
  return end === -1 || !isWhole ? undefined : source.slice(start + 1, end);
}

function namesOf(clause: string): readonly { readonly name: string; readonly isType: boolean }[] {
  const braces = /\{([^}]*)\}/.exec(clause);
  const named = (braces?.[1] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, type, name = ''] = /^(type\s+(?!as\b))?([\w$]+)/.exec(part) ?? [];
      return { name, isType: type !== undefined };
    });
  const all = clause.includes('*') ? [{ name: '*', isType: false }] : [];
  const first = /^[\w$]/.test(clause) ? [{ name: 'default', isType: false }] : [];
  return [...first, ...all, ...named];
}
