import type { YamlValue } from '../../lib/yamlNode';

/** A check that the profile speaks for, and what it saw; whether the code holds to it is asked next. */
export interface Candidate {
  readonly id: string;
  readonly check: Readonly<Record<string, YamlValue>>;
  /** For people. */
  readonly seen: string;
}

/** What is less sure than this is no habit of a project. */
export const TRUSTED = 0.6;
