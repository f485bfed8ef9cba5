import type { Edge } from '../../kit/importGraph';
import type { Breach } from './breach';

/** Files that import each other in a circle, types included; each circle is named once, at one of its imports. */
export function circleBreaches(graph: readonly Edge[]): readonly Breach[] {
  const next = new Map<string, { readonly to: string; readonly line: number }[]>();
  for (const {
    from,
    target,
    import: { line },
  } of graph) {
    if (target.kind === 'file') next.set(from, [...(next.get(from) ?? []), { to: target.path, line }]);
  }
  const breaches: Breach[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const walk = (file: string): void => {
    trail.push(file);
    for (const { to, line } of next.get(file) ?? []) {
      const start = trail.indexOf(to);
      if (start !== -1) {
        breaches.push({ file, line, message: `imports in a circle: ${[...trail.slice(start), to].join(' → ')}` });
      } else if (!done.has(to)) walk(to);
    }
    trail.pop();
    done.add(file);
  };
  for (const file of next.keys()) if (!done.has(file)) walk(file);
  return breaches;
}
