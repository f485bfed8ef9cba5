export type RecallLanguage = 'Python' | 'TypeScript and JavaScript' | 'Go' | 'Rust';

/** A released source archive that holds its tests. */
export interface Project {
  readonly name: string;
  readonly version: string;
  readonly language: RecallLanguage;
  /** Whose client downloads it. */
  readonly registry: 'pypi' | 'npm' | 'go' | 'crates';
  /** Pinned as the registry writes it: SHA-256 in hexadecimals, `sha512-…`, `h1:…`. */
  readonly hash: string;
  /** The ranking is tuned on one half and believed only on the other. */
  readonly half: 'tuning' | 'checking';
  /** Folders that hold the source and its tests, from the archive's own folder; everything else is no part of the workspace. */
  readonly folders: readonly string[];
}

/** As the folder of the cache is called. */
export function folderNameOf({ name, version }: Project): string {
  return `${name.replaceAll(/[^\w.]+/g, '-').replace(/^-/, '')}-${version}`;
}

/** File name extensions of a language's source. */
export const EXTENSIONS: Readonly<Record<RecallLanguage, readonly string[]>> = {
  Python: ['.py'],
  'TypeScript and JavaScript': ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.jsx'],
  Go: ['.go'],
  Rust: ['.rs'],
};
