import type { Codebase, Confidence, SourceFile } from './codebase';
import { CONFIDENCE } from './codebase';
import type { Framework } from './frameworks';
import { FRAMEWORKS } from './frameworks';
import type { ProfiledLanguage } from './profiledLanguage';

/** A framework that the codebase uses, and how that is known. */
export interface FoundFramework {
  readonly framework: Framework;
  readonly confidence: Confidence;
  /** Manifests that name it. */
  readonly manifests: readonly string[];
  /** Source files that import it. */
  readonly importers: readonly string[];
}

const SEPARATOR = /::|[./\\]/g;
const MOST_PARTS = 4;

/** Those that a manifest names or that source imports, in the order of the table; surest when both do. */
export function findFrameworks({ files, manifests }: Codebase): readonly FoundFramework[] {
  const importers = importersOf(files);
  return FRAMEWORKS.flatMap((framework): readonly FoundFramework[] => {
    const named = manifests.filter(
      ({ dependencies, testTools }) =>
        dependencies.some(
          ({ name, source }) => source === framework.source && framework.packages.includes(plainName(name, source)),
        ) || testTools.includes(framework.label.toLowerCase()),
    );
    const using = framework.modules
      .flatMap((module) => importers.get(module) ?? [])
      .filter(({ language, isOwn }) => framework.languages.includes(language) && (named.length > 0 || !isOwn))
      .map(({ path }) => path);
    if (named.length === 0 && using.length === 0) return [];
    const isSure = (named.length > 0 || framework.source === undefined) && using.length > 0;
    return [
      {
        framework,
        confidence: isSure ? CONFIDENCE.high : oneSided(named.length, using.length),
        manifests: named.map(({ path }) => path),
        importers: [...new Set(using)].sort(),
      },
    ];
  });
}

interface Importer {
  readonly path: string;
  readonly language: ProfiledLanguage;
  /** A part of the codebase is called so: without a manifest that says otherwise that one is meant. */
  readonly isOwn: boolean;
}

/** By the name of a module, of those by which frameworks are known. */
function importersOf(files: readonly SourceFile[]): ReadonlyMap<string, readonly Importer[]> {
  const found = new Map<string, Importer[]>();
  for (const { modules } of FRAMEWORKS) for (const module of modules) found.set(module, []);
  for (const { path, language, facts, ownModules } of files) {
    const own = new Set(ownModules.flatMap(beginnings));
    for (const name of new Set(facts.imports.flatMap(beginnings)))
      found.get(name)?.push({ path, language, isOwn: own.has(name) });
  }
  return found;
}

/** Named and not used, or used and nowhere named: by few files it may be no more than a try. */
function oneSided(named: number, using: number): Confidence {
  return named > 0 || using >= 3 ? CONFIDENCE.medium : CONFIDENCE.low;
}

/** Python's packages are named in any case and with any sign between the words. */
function plainName(name: string, source: string): string {
  return source === 'pypi' ? name.toLowerCase().replaceAll('_', '-') : name;
}

/** `@nestjs/common/http` as itself and what it begins with, part by part. */
function beginnings(module: string): readonly string[] {
  const found = [module];
  let parts = 0;
  for (const { index } of module.matchAll(SEPARATOR)) {
    if (index === 0 || parts++ === MOST_PARTS) continue;
    found.push(module.slice(0, index));
  }
  return found;
}
