import type { ClassFile } from '../scanClassTests';
import { classTestId } from '../scanClassTests';
import type { ChosenClass } from './buildTool';

/**
 * The classes of the files, with their packages, and of each the methods that the ids name. A method that a build tool's pattern
 * could not name makes its whole class run; what was not chosen is left out of the report then.
 */
export function chooseClasses(files: readonly ClassFile[], ids: readonly string[] | undefined): readonly ChosenClass[] {
  return files.flatMap((file) => {
    const packaged = (name: string): string => (file.namespace === '' ? name : `${file.namespace}.${name}`);
    const outermost = file.classes.map((name): ChosenClass => ({ name: packaged(name), methods: undefined }));
    if (ids === undefined) return outermost;
    const own = ids.filter((id) => id.startsWith(`${file.path}::`));
    const chosen = new Map<string, Set<string>>();
    for (const id of own) {
      const parts = id.slice(file.path.length + 2).split('::');
      const method = /^\w+/.exec(parts.pop() ?? '')?.[0];
      // An id leaves away the class that the file is named after.
      const isNamed = file.classes.includes(parts[0] ?? '');
      const [first = ''] = file.classes.filter((name) => classTestId(file.path, [name]) === file.path);
      const name = packaged((isNamed ? parts : [first, ...parts]).join('$'));
      const isKnown = file.declared.some((test) => test.name === method);
      if (method === undefined || !isKnown) return outermost;
      chosen.set(name, (chosen.get(name) ?? new Set()).add(method));
    }
    return [...chosen].map(([name, methods]) => ({ name, methods: [...methods] }));
  });
}
