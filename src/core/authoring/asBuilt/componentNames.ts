import { deriveComponentName } from '../../spec/componentName';

/** Files that are called after what they are for their folder. */
const FOR_ITS_FOLDER = /^(?:__init__|__main__|index|mod|lib|main)$/;

/** A name for the component that each file is: the file's own, with its folders in front where several have the same, each once. */
export function componentNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const often = repeated(paths.map(shortName));
  const taken = new Set<string>();
  return new Map(
    paths.map((path) => {
      const short = shortName(path);
      const name = often.has(short) ? (deriveComponentName(withoutEnding(path)) ?? short) : short;
      let only = name;
      for (let number = 2; taken.has(only); number++) only = `${name}_${number}`;
      taken.add(only);
      return [path, only] as const;
    }),
  );
}

function shortName(path: string): string {
  const parts = withoutEnding(path).split('/');
  const own = parts.pop() ?? '';
  const name = FOR_ITS_FOLDER.test(own) ? (parts.pop() ?? own) : own;
  return deriveComponentName(name) ?? 'component';
}

function withoutEnding(path: string): string {
  return path.replace(/\.[^./]+$/, '');
}

function repeated(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.filter((name, index) => names.indexOf(name) !== index));
}
