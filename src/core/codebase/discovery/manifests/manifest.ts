import type { ProfiledLanguage } from '../profiledLanguage';

/** Who keeps the packages of a kind of project, as the profile names it. */
export type PackageSource = 'pypi' | 'npm' | 'go' | 'crates' | 'maven' | 'nuget' | 'rubygems' | 'packagist';

export interface Dependency {
  readonly name: string;
  /** The lowest that is wanted, or what is wanted as it stands there; undefined when nothing is said. */
  readonly version: string | undefined;
  readonly source: PackageSource;
  readonly isDev: boolean;
}

/** What a project's own file says about it. */
export interface Manifest {
  readonly path: string;
  readonly language: ProfiledLanguage;
  /** Of the language, as far as it is stated: `3.11`. */
  readonly languageVersion: string | undefined;
  readonly dependencies: readonly Dependency[];
  /** Files that are started, from the folder of the manifest; they need not exist. */
  readonly entryPoints: readonly string[];
  /** What it says about tests: `pytest`, `node:test`. */
  readonly testTools: readonly string[];
}

/** An element of an XML document. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
}

/** Gives the root of an XML document, undefined when it is none. */
export type ReadXml = (text: string) => XmlNode | undefined;

/** The first version in what is wanted: `>=1.2,<2` is 1.2; undefined when none is named. */
export function lowestVersion(wanted: unknown): string | undefined {
  return typeof wanted === 'string' ? /\d{1,20}(?:\.[\w-]{1,40}){0,8}/.exec(wanted)?.[0] : undefined;
}
