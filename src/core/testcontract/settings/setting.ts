export interface Setting {
  /** Parts joined by dots; '' for a file as a whole. */
  readonly key: string;
  readonly value: string;
}
