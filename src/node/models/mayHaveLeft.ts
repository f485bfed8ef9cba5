/** What an error says that comes before a connection stands: nobody was asked, found, reached or trusted, and nothing was sent. */
const BEFORE =
  /^(?:bad port|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|EPROTO)$|CERT|TLS|SSL/;

/** Whether a request that came to nothing, with this error, may have left this machine. */
export function mayHaveLeft(error: unknown): boolean {
  return !causesOf(error).some(({ code, message, syscall }) => BEFORE.test(code ?? message) || syscall === 'connect');
}

/** The error with all that lie in it. */
function causesOf(error: unknown): readonly NodeJS.ErrnoException[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...inner].flatMap(causesOf)];
}
