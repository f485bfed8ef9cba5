/** A value or the problem that stands in its place. Functions that can fail for a reason a user may mend return this. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<E>(problem: E): { readonly ok: false; readonly problem: E } {
  return { ok: false, problem };
}
