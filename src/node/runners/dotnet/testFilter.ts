import type { ClassFile } from '../scanClassTests';
import { classTestId } from '../scanClassTests';

/** The `--filter` for the classes of the files, or for the methods that ids name. */
export function testFilter(files: readonly ClassFile[], ids: readonly string[] | undefined): string {
  const terms = files.flatMap((file) => {
    const prefix = file.namespace === '' ? '' : `${file.namespace}.`;
    if (ids === undefined) {
      // Tests of the class, and of those inside it.
      return file.classes.flatMap((name) =>
        [`${prefix}${name}.`, `${prefix}${name}+`].map((part) => `FullyQualifiedName~${part}`),
      );
    }
    const own = ids.filter((id) => id.startsWith(`${file.path}::`));
    return [...new Set(own.map((id) => `FullyQualifiedName=${prefix}${methodOf(id, file)}`))];
  });
  return terms.join('|');
}

/** `CartTests+Empty.HasNone`; what stands in brackets are parameters. */
function methodOf(id: string, file: ClassFile): string {
  const parts = id.slice(file.path.length + 2).split('::');
  const method = /^\w+/.exec(parts.pop() ?? '')?.[0] ?? '';
  const isNamed = file.classes.includes(parts[0] ?? '');
  const [first = ''] = file.classes.filter((name) => classTestId(file.path, [name]) === file.path);
  return `${(isNamed ? parts : [first, ...parts]).join('+')}.${method}`;
}
