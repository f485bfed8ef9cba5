/** What a suite inside the extension host tells the runner outside, one JSON object per line. Durations in milliseconds. */
export type SuiteEvent =
  | { readonly kind: 'started'; readonly editor: string }
  | { readonly kind: 'passed'; readonly title: string; readonly duration: number }
  | { readonly kind: 'failed'; readonly title: string; readonly reason: string }
  | { readonly kind: 'ended' };
