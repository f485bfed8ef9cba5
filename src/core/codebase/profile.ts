/** A way in which the project writes, or a framework that it uses. */
export interface ProfilePattern {
  readonly name: string;
  readonly description: string;
  /** From 0 to 1. */
  readonly confidence: number;
  /** By what kind of look it was found; '' when nothing is said. */
  readonly source: string;
  readonly fileCount: number;
  readonly locations: readonly string[];
  readonly signals: readonly string[];
  /** Of a framework: `web`, `testing`. */
  readonly type: string | undefined;
}

export interface ProfileLayer {
  readonly name: string;
  readonly paths: readonly string[];
  readonly fileCount: number;
  readonly lineCount: number;
  readonly confidence: number;
  readonly signals: readonly string[];
}

export interface ProfileStructure {
  readonly style: string | undefined;
  readonly confidence: number;
  readonly sourceRoot: string | undefined;
  readonly layers: readonly ProfileLayer[];
  readonly entryPoints: readonly string[];
  readonly testFolders: readonly string[];
  readonly signals: readonly string[];
}

/** A folder that is a project of its own. */
export interface ProfileZone {
  readonly name: string;
  readonly language: string;
  /** From the root, `.` for the root itself; absolute as the Python tool writes it. */
  readonly path: string;
  readonly structure: ProfileStructure;
  readonly patterns: readonly ProfilePattern[];
  readonly frameworks: readonly string[];
}

/** What `.agentforge/codebase_profile.yaml` says. Numbers that are not there are 0, texts undefined, lists empty. */
export interface CodebaseProfile {
  readonly schemaVersion: string | undefined;
  readonly generatedAt: string | undefined;
  readonly run: {
    readonly version: string | undefined;
    readonly date: string | undefined;
    readonly rootPath: string | undefined;
    readonly phases: readonly string[];
    readonly files: number;
    readonly seconds: number;
  };
  readonly languages: readonly {
    readonly name: string;
    readonly version: string | undefined;
    readonly confidence: number;
    readonly fileCount: number;
    readonly lineCount: number;
    readonly frameworks: readonly string[];
    readonly primary: boolean;
  }[];
  readonly structure: ProfileStructure;
  /** In the order of the file, also those of low confidence. */
  readonly patterns: readonly ProfilePattern[];
  readonly layerUses: readonly { readonly layer: string; readonly uses: readonly string[] }[];
  readonly dependencies: readonly {
    readonly name: string;
    readonly version: string | undefined;
    readonly source: string | undefined;
    readonly isDev: boolean;
    readonly category: string | undefined;
  }[];
  readonly tests: {
    readonly files: number;
    readonly cases: number;
    readonly frameworks: readonly string[];
    readonly categories: readonly { readonly name: string; readonly files: number }[];
    /** From 0 to 1, by the files that have a test linked to them; undefined when nothing is said. */
    readonly estimatedCoverage: number | undefined;
    readonly confidence: number;
    readonly links: readonly { readonly source: string; readonly tests: readonly string[] }[];
    readonly gaps: readonly { readonly kind: string; readonly location: string; readonly note: string | undefined }[];
  };
  readonly zones: readonly ProfileZone[];
}

/** Findings carry 0.9 (high), 0.6 (medium) or 0.3 (low); what is less than medium misleads more often than it helps. */
const TRUSTED = 0.6;

/** What holds for a file: that of the zone in which it lies, or of the whole; only what is sure enough to be told to a model. */
export function trustedFor(
  profile: CodebaseProfile,
  path: string,
): Pick<CodebaseProfile, 'patterns' | 'structure'> & { readonly zone: ProfileZone | undefined } {
  const around = profile.zones.filter(({ path: folder }) => folder !== '.' && path.startsWith(`${folder}/`));
  const nearest = around.sort((one, other) => other.path.length - one.path.length)[0];
  const zone = nearest ?? profile.zones.find(({ path: folder }) => folder === '.');
  const { patterns, structure } = zone ?? profile;
  return { zone, structure, patterns: patterns.filter(({ confidence }) => confidence >= TRUSTED) };
}
