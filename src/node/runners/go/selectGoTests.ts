/** The `-run` pattern for exactly these tests; subtests are separated by slashes, as `go test` names them. */
export function selectGoTests(names: readonly string[]): string {
  const [tops, deeper] = [names.filter((name) => !name.includes('/')), names.filter((name) => name.includes('/'))];
  const whole = tops.length === 0 ? [] : [`^(?:${tops.map(quoted).join('|')})$`];
  const parts = deeper.map((name) =>
    name
      .split('/')
      .map((part) => `^${quoted(part)}$`)
      .join('/'),
  );
  // An empty pattern would be every test.
  return [...whole, ...parts].join('|') || '^$';
}

function quoted(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
