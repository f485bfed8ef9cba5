/** The wait that a response asks for in `retry-after`, in milliseconds: a number of seconds or a date. A past or unreadable one counts as none. */
export function retryAfterMs(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after') ?? '';
  const seconds = Number.parseFloat(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1_000;
  return ms > 0 ? Math.round(ms) : undefined;
}
