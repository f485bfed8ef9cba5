import type { Component, Specification } from '../spec/specification';

/** The module under test and the names that its specification explains; what RED failures are held against. */
export interface Subject {
  readonly implementationPath: string;
  /** Implementation paths of the specification's other components: their absence is explained too. */
  readonly siblings: readonly { readonly component: string; readonly path: string }[];
  /** Every identifier that the component's specification mentions. */
  readonly words: ReadonlySet<string>;
}

const IDENTIFIER = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

export function subjectOf(specification: Specification, component: Component, implementationPath: string): Subject {
  const siblings = specification.components.flatMap((other) =>
    other.name === component.name || other.implementationPath === undefined
      ? []
      : [{ component: other.name, path: other.implementationPath }],
  );
  const words = new Set([
    ...component.symbols,
    ...(`${specification.general}\n${component.excerpt}`.match(IDENTIFIER) ?? []),
  ]);
  return { implementationPath, siblings, words };
}

/**
 * Whether an import of `module` is an import of the file at `path`. Python names are dotted and may start at any folder of
 * the path or name a package on the way to it; JavaScript names are workspace-relative paths, with or without extension:
 * a bare name there is a package.
 */
export function isModuleOf(module: string, path: string): boolean {
  if (!path.endsWith('.py')) return withoutExtension(module) === withoutExtension(path);
  const segments = withoutExtension(path).split('/');
  const wanted = module.split('.');
  return segments.some((_, start) => wanted.every((part, index) => segments[start + index] === part));
}

/** The nearest of `names` when it is near enough to be a slip of the pen: at most two letters away. */
export function didYouMean(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let distance = Math.min(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const away = editDistance(name, candidate, distance);
    if (away > 0 && away < distance) [best, distance] = [candidate, away];
  }
  return best;
}

function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$|\.py$/, '');
}

/** Letters to change, swap, add or remove; stops counting at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const above = rows[i - 1] ?? [];
      const substituted = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(substituted, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    rows.push(row);
  }
  return Math.min(limit, rows[a.length]?.[b.length] ?? limit);
}
