/** The lines of a source, and the comments that fill lines of it. */
export class SourceLines {
  private readonly starts: number[] = [0];
  /** By the line in which they end; lines count from 1. A mark is something else that may stand above a definition. */
  private readonly above = new Map<number, { readonly line: number; readonly text: string }>();

  constructor(private readonly text: string) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  /** From 1. */
  lineAt(offset: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The text of a line from 1, with the place where it begins. */
  line(number: number): { readonly start: number; readonly text: string } {
    const start = this.starts[number - 1] ?? this.text.length;
    return { start, text: this.text.slice(start, this.starts[number]) };
  }

  /** A comment or a mark that may stand above a definition; one behind code tells of that code. */
  addAbove({ name, start, end }: { readonly name: string; readonly start: number; readonly end: number }): void {
    const line = this.lineAt(start);
    if (this.text.slice(this.starts[line - 1], start).trim() !== '') return;
    const text = this.text.slice(start, end).trimEnd();
    this.above.set(this.lineAt(start + text.length - 1), { line, text: name === 'comment' ? text : '' });
  }

  /** The comment that ends right above the line which begins with this place; '' when there is none. */
  commentAbove(offset: number): string {
    const found: string[] = [];
    let line = this.lineAt(offset) - 1;
    if (this.text.slice(this.starts[line], offset).trim() !== '') return '';
    for (let comment = this.above.get(line); comment !== undefined; comment = this.above.get(line)) {
      // A block of its own is about something else than the one below it.
      if (found.length > 0 && comment.text.startsWith('/*')) break;
      if (comment.text !== '') found.unshift(comment.text);
      if (comment.text.startsWith('/*')) break;
      line = comment.line - 1;
    }
    return found.join('\n');
  }
}
