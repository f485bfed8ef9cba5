/** What a service says of a key. `bad` and `unclear` come with one sentence that repeats nothing of it; a key that is unclear may well be right. */
export type KeyCheck = { readonly kind: 'good' } | { readonly kind: 'bad' | 'unclear'; readonly why: string };
