import { isIdLine } from '../prompt/promptMark';

/** Gathers the prose of an answer into paragraphs parted by one blank line. */
export class Explanation {
  #text = '';
  #isNewParagraph = false;

  get text(): string {
    return this.#text;
  }

  addLine(line: string): void {
    const said = line.trimEnd();
    if (isIdLine(said)) return;
    if (said === '') {
      this.endParagraph();
      return;
    }
    if (this.#text !== '') this.#text += this.#isNewParagraph ? '\n\n' : '\n';
    this.#text += said;
    this.#isNewParagraph = false;
  }

  endParagraph(): void {
    this.#isNewParagraph = true;
  }
}
