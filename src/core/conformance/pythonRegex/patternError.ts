/** Ends the reading of a pattern; caught where a pattern is translated. */
export class PatternError extends Error {
  /** `invalid`: Python refuses it, too. `untranslatable`: it is right there, and cannot be said here with the same meaning. */
  constructor(
    readonly kind: 'invalid' | 'untranslatable',
    message: string,
  ) {
    super(message);
  }
}
