import type { Findings } from './findings';
import type { Component } from './specification';

/** Two components of one name are a problem; two that share a file are worth a warning. */
export function reportDuplicates(components: readonly Omit<Component, 'excerpt'>[], findings: Findings): void {
  const names = new Map<string, Omit<Component, 'excerpt'>>();
  const paths = new Map<string, Omit<Component, 'excerpt'>>();
  for (const component of components) {
    const { name, position } = component;
    const first = names.get(name);
    if (first !== undefined) {
      const detail = `the component "${name}" stands twice; first in line ${first.position.line}`;
      findings.problem(position, detail, 'Rename one of them.');
      continue;
    }
    names.set(name, component);
    for (const path of [component.implementationPath, component.testPath]) {
      if (path === undefined) continue;
      const other = paths.get(path);
      if (other === undefined) paths.set(path, component);
      else findings.warn(position, `"${name}" and "${other.name}" share the file ${path}`);
    }
  }
}
