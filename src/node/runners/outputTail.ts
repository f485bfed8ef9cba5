/** Characters of output that are kept. */
const KEPT_OUTPUT = 65_536;

/** The end of what a program printed, at most `KEPT_OUTPUT` characters, in bounded memory. */
export class OutputTail {
  private kept = '';

  add(text: string): void {
    this.kept += text;
    if (this.kept.length > 2 * KEPT_OUTPUT) this.kept = this.text;
  }

  get text(): string {
    const end = this.kept.slice(-KEPT_OUTPUT);
    // Half a character at the cut would not survive being written.
    return /^[\uDC00-\uDFFF]/.test(end) ? end.slice(1) : end;
  }
}
