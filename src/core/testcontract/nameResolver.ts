import type { ClassReading, Definition, FileReading } from './fileReading';
import { folderOf, moduleFile } from './moduleFile';

/** A definition under the name by which it was asked for. */
export interface Found {
  readonly name: string;
  readonly file: FileReading;
  readonly definition: Definition;
}

export interface Member {
  readonly file: FileReading;
  readonly class: ClassReading;
}

/** Where a name is used. */
export interface Use {
  readonly file: FileReading;
  /** The place in the file's text. */
  readonly at: number;
  /** The class of the test and its bases, nearest first. */
  readonly family: readonly Member[];
}

const OWN_MEMBER = /^(?:self|cls|this|super\(\))\.(\w+)$/;
const CASE = /(^|\.)TestCase$/;
/** Imports that hand on to imports further than this are not followed. */
const MOST_STEPS = 4;

/** Finds what a name stands for among the files of the tests. */
export class NameResolver {
  private readonly byPath: ReadonlyMap<string, FileReading>;
  private readonly paths: ReadonlySet<string>;
  private readonly byName = new Map<FileReading, ReadonlyMap<string, readonly Definition[]>>();
  private readonly modules = new Map<string, FileReading | undefined>();
  private readonly families = new Map<ClassReading, readonly Member[]>();

  constructor(private readonly files: readonly FileReading[]) {
    this.byPath = new Map(files.map((file) => [file.path, file]));
    this.paths = new Set(this.byPath.keys());
    for (const file of files) this.byName.set(file, grouped(file.definitions));
  }

  /** What a name stands for; nothing when it stands for something outside the tests. */
  find(name: string, use: Use): readonly Found[] {
    const member = OWN_MEMBER.exec(name)?.[1];
    if (member !== undefined) return this.findMember(name, member, use.family);
    const [head = '', tail] = name.split('.', 2);
    if (tail !== undefined) return this.findIn(name, { head, tail }, use);
    return this.findMember(name, name, use.file.hasBareMembers ? use.family : []).concat(this.findFree(name, use));
  }

  /** What takes part in every test at a place without being named. */
  always(file: FileReading, at: number | undefined, family: readonly Member[]): readonly Found[] {
    const owners = new Set(family.map((member) => member.class.name));
    const own = file.definitions.filter(
      ({ isAlways, owner, scope }) =>
        isAlways &&
        (owner === undefined ? at === undefined || (scope.start <= at && at < scope.end) : owners.has(owner)),
    );
    const above = this.conftests(file).flatMap((each) =>
      each === file
        ? []
        : each.definitions.filter(({ isAlways }) => isAlways).map((definition) => ({ file: each, definition })),
    );
    return [...own.map((definition) => ({ file, definition })), ...above].map((each) => ({
      name: each.definition.name,
      ...each,
    }));
  }

  /** A class and its bases, nearest first, as far as they stand in the files. */
  familyOf(file: FileReading, one: ClassReading): readonly Member[] {
    const known = this.families.get(one);
    if (known !== undefined) return known;
    const family: Member[] = [{ file, class: one }];
    this.families.set(one, family);
    for (const base of one.bases) {
      const found = this.findClass(base, file);
      if (found === undefined) continue;
      for (const member of this.familyOf(found.file, found.class)) {
        if (!family.some((each) => each.class === member.class)) family.push(member);
      }
    }
    return family;
  }

  /** Whether a class is a test case by a base from a library. */
  isCase(file: FileReading, one: ClassReading): boolean {
    return this.familyOf(file, one).some((member) => member.class.bases.some((base) => CASE.test(base)));
  }

  private findMember(name: string, member: string, family: readonly Member[]): readonly Found[] {
    for (const { file, class: one } of family) {
      const found = this.named(file, member).filter(({ owner }) => owner === one.name);
      if (found.length > 0) return found.map((definition) => ({ name, file, definition }));
    }
    return [];
  }

  /** A member of a module or a class that is among the files. */
  private findIn(
    name: string,
    { head, tail }: { readonly head: string; readonly tail: string },
    use: Use,
  ): readonly Found[] {
    const whole = use.file.imports.find(({ local }) => local === head);
    const isModule = whole !== undefined && /^(\*|default)$/.test(whole.name);
    const module = isModule ? this.module(whole.module, use.file) : this.submodule(whole, use.file);
    const member = module?.exports?.get(tail) ?? tail;
    const free = module === undefined ? [] : this.named(module, member).filter(({ owner }) => owner === undefined);
    if (module !== undefined && free.length > 0) return free.map((definition) => ({ name, file: module, definition }));
    const one = this.findClass(head, use.file);
    return one === undefined ? [] : this.findMember(name, tail, this.familyOf(one.file, one.class));
  }

  private findFree(name: string, { file, at, family }: Use): readonly Found[] {
    const owners = new Set(family.map((member) => member.class.name));
    const inFile = this.named(file, name).filter(
      ({ owner, scope, kind }) =>
        (owner === undefined || (kind === 'fixture' && owners.has(owner))) &&
        scope.start <= at &&
        at < Math.max(scope.end, 1),
    );
    const nearest = inFile.reduce<Definition | undefined>(
      (best, each) => (best === undefined || each.scope.start >= best.scope.start ? each : best),
      undefined,
    );
    if (nearest !== undefined) return [{ name, file, definition: nearest }];
    const imported = this.findImported(name, file, 0);
    return imported === undefined ? this.findNear(name, file) : [{ ...imported, name }];
  }

  /** Follows an import, also through files that only hand on. */
  private findImported(name: string, file: FileReading, depth: number): Found | undefined {
    if (depth > MOST_STEPS) return undefined;
    for (const { local, name: imported, module } of file.imports) {
      if (local !== name && local !== '*') continue;
      const target = this.module(module, file);
      if (target === undefined) continue;
      const asked = local === '*' ? name : imported;
      const wanted = target.exports?.get(asked) ?? asked;
      const definition = this.named(target, wanted).find(({ owner }) => owner === undefined);
      if (definition !== undefined) return { name, file: target, definition };
      const further = this.findImported(wanted, target, depth + 1);
      if (further !== undefined) return further;
    }
    return undefined;
  }

  /** Fixtures of the folders above; what files of one package share. */
  private findNear(name: string, file: FileReading): readonly Found[] {
    const near = file.sharesFolder
      ? this.files.filter((each) => each !== file && each.sharesFolder && folderOf(each.path) === folderOf(file.path))
      : this.conftests(file);
    for (const each of near) {
      const definition = this.named(each, name).find(
        ({ owner, kind }) => owner === undefined && (file.sharesFolder || kind === 'fixture'),
      );
      if (definition !== undefined) return [{ name, file: each, definition }];
    }
    return [];
  }

  /** The files whose fixtures reach a file, nearest first. */
  private conftests(file: FileReading): readonly FileReading[] {
    if (!file.path.endsWith('.py')) return [];
    const found: FileReading[] = [];
    for (let folder = folderOf(file.path); ; folder = folderOf(folder)) {
      const conftest = this.byPath.get(folder === '' ? 'conftest.py' : `${folder}/conftest.py`);
      if (conftest !== undefined) found.push(conftest);
      if (folder === '') return found;
    }
  }

  private findClass(name: string, file: FileReading): Member | undefined {
    const here = file.classes.find((one) => one.name === name);
    if (here !== undefined) return { file, class: here };
    const [head = '', ...rest] = name.split('.');
    const whole = file.imports.find(({ local }) => local === head);
    if (whole === undefined) return this.findNearClass(name, file);
    const target =
      rest.length > 0 && whole.name !== '*' ? this.submodule(whole, file) : this.module(whole.module, file);
    const wanted = rest.length > 0 ? rest.join('.') : whole.name;
    const there = target?.classes.find((one) => one.name === wanted);
    return target === undefined || there === undefined ? undefined : { file: target, class: there };
  }

  private findNearClass(name: string, file: FileReading): Member | undefined {
    if (!file.hasBareMembers) return undefined;
    for (const each of this.files) {
      const one = each.hasBareMembers ? each.classes.find((candidate) => candidate.name === name) : undefined;
      if (one !== undefined) return { file: each, class: one };
    }
    return undefined;
  }

  /** `from tests import helpers` names a module, not something in one. */
  private submodule(
    whole: { readonly module: string; readonly name: string } | undefined,
    file: FileReading,
  ): FileReading | undefined {
    if (whole === undefined || whole.name === '*') return undefined;
    const glue = whole.module.endsWith('.') ? '' : '.';
    return this.module(`${whole.module}${glue}${whole.name}`, file);
  }

  private module(module: string, from: FileReading): FileReading | undefined {
    const key = `${from.path}\0${module}`;
    if (!this.modules.has(key)) {
      const path = moduleFile(module, from.path, this.paths);
      this.modules.set(key, path === undefined ? undefined : this.byPath.get(path));
    }
    return this.modules.get(key);
  }

  private named(file: FileReading, name: string): readonly Definition[] {
    return this.byName.get(file)?.get(name) ?? [];
  }
}

function grouped(definitions: readonly Definition[]): ReadonlyMap<string, readonly Definition[]> {
  const groups = new Map<string, Definition[]>();
  for (const definition of definitions) {
    const group = groups.get(definition.name);
    if (group === undefined) groups.set(definition.name, [definition]);
    else group.push(definition);
  }
  return groups;
}
