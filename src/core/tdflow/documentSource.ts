/** What documents are written from: once that is another, a review of them is over. */
export interface DocumentSource {
  /** What the user said and no file holds; '' for nothing. */
  readonly words: string;
  /** Differs where the files differ that were read. */
  readonly basis: string;
}
