/** The user's limit, or the usual one where the user has none, as far as the repository does not lower it. */
export function lowered(
  own: number | undefined,
  about: { readonly usual: number; readonly atMost: number | undefined },
): number {
  const limit = own ?? about.usual;
  return Math.min(limit, about.atMost ?? limit);
}
