/** What is written, for people and for the journal: it is taken back by these names. */
export const SPARC_WORK = 'SPARC documents';
export const GUIDANCE_WORK = 'SPARC guidance';
