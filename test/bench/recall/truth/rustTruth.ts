import path from 'node:path/posix';
import { moduleDescription } from './moduleDescription';
import { TakenFiles } from './takenFiles';
import type { TruthReader } from './truthReader';
import { withoutRustComments } from './withoutComments';

const DESCRIBED = {
  leading: /^(?:\s*\/\/![^\n]*\n)+/,
  item: /(?<comment>(?:[ \t]*\/\/\/[^\n]*\n)+)?(?:[ \t]*#\[[^\n]*\]\s*\n)*[ \t]*pub\s+(?:async\s+|unsafe\s+|const\s+)*(?:fn|struct|enum|trait|type|static|mod|union)\s+(?<name>\w+)/g,
};
const INLINE_MODULE = /\bmod\s+\w+\s*\{/g;
const USE = /\buse\s+([^;]+);/g;

/** `use` by Rust's rules for modules and files; what a module hands on counts as that module's. */
export const rustTruth: TruthReader = async ({ files }, implementations) =>
  implementations.map((implementation) => {
    const source = files.get(implementation) ?? '';
    const code = withoutInlineModules(withoutRustComments(source));
    const module = modulePath(implementation);
    const children = new Set([...code.matchAll(/\bmod\s+(\w+)\s*;/g)].map(([, name]) => name));
    const taken = new TakenFiles();
    for (const [, tree = ''] of code.matchAll(USE)) {
      for (const segments of expanded(tree)) {
        const full = anchored(segments, module, children);
        const found = full === undefined ? undefined : moduleOf(full, files);
        if (found === undefined || found.file === implementation) continue;
        taken.take(
          found.file,
          found.rest.slice(0, 1).filter((name) => name !== '*' && name !== 'self'),
        );
      }
    }
    return { truth: taken.all(), description: moduleDescription(source, DESCRIBED) };
  });

/** `src/sync/mutex.rs` and `src/sync/mod.rs` as the segments below the crate. */
function modulePath(file: string): readonly string[] {
  const bare = file
    .replace(/^src\//, '')
    .replace(/\.rs$/, '')
    .replace(/(?:^|\/)(?:mod|lib|main)$/, '');
  return bare === '' ? [] : bare.split('/');
}

/** `a::{b, c::{self, d as e}}` as its paths. */
function expanded(tree: string): readonly (readonly string[])[] {
  const text = tree.trim().replace(/\s+as\s+\w+$/, '');
  const open = text.indexOf('{');
  const head = (open < 0 ? text : text.slice(0, open))
    .split('::')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (open < 0) return [head];
  return splitAtCommas(text.slice(open + 1, text.lastIndexOf('}')))
    .flatMap(expanded)
    .map((rest) => [...head, ...rest]);
}

function splitAtCommas(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.filter((part) => part.trim() !== '');
}

/** Below the crate; undefined for what is of another crate. */
function anchored(segments: readonly string[], module: readonly string[], children: ReadonlySet<string | undefined>) {
  const [first, ...rest] = segments;
  if (first === 'crate') return rest;
  if (first === 'self') return [...module, ...rest];
  if (first === 'super') {
    const ups = segments.findIndex((segment) => segment !== 'super');
    const count = ups < 0 ? segments.length : ups;
    return [...module.slice(0, Math.max(0, module.length - count)), ...segments.slice(count)];
  }
  return children.has(first) ? [...module, ...segments] : undefined;
}

/** The file of the longest part of a path that is a module, and what is named in it. */
function moduleOf(segments: readonly string[], files: ReadonlyMap<string, string>) {
  for (let length = segments.length; length >= 0; length -= 1) {
    const base = path.join('src', ...segments.slice(0, length));
    const candidates = length === 0 ? ['src/lib.rs', 'src/main.rs'] : [`${base}.rs`, `${base}/mod.rs`];
    const file = candidates.find((candidate) => files.has(candidate));
    if (file !== undefined) return { file, rest: segments.slice(length) };
  }
  return undefined;
}

/** Modules inside of a file, most of them its tests, have imports of their own. */
function withoutInlineModules(code: string): string {
  let left = code;
  for (let match = INLINE_MODULE.exec(left); match !== null; match = INLINE_MODULE.exec(left)) {
    let depth = 1;
    let end = match.index + match[0].length;
    for (; end < left.length && depth > 0; end += 1) {
      if (left[end] === '{') depth += 1;
      if (left[end] === '}') depth -= 1;
    }
    left = left.slice(0, match.index) + left.slice(end);
    INLINE_MODULE.lastIndex = match.index;
  }
  return left;
}
