/** Lines of text that arrives in pieces. */
export class PushedLines {
  private rest = '';

  constructor(private readonly onLine: (line: string) => void) {}

  add(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  /** Gives the last line also when nothing ends it. */
  async finish(): Promise<void> {
    const last = this.rest;
    this.rest = '';
    if (last !== '') this.onLine(last);
  }
}
