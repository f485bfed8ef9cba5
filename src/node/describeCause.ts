/** The innermost message of an error: "connect ECONNREFUSED 127.0.0.1:9" where the outer ones say only "Connection error." and "fetch failed". */
export function describeCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return describeCause(error.cause);
  const [first] = error instanceof AggregateError ? error.errors : [];
  if (error.message === '' && first !== undefined) return describeCause(first);
  return error.message || error.name;
}
