import type { DecorationRenderOptions, TextEditor } from 'vscode';
import { Range, ThemeColor, window } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import type { Decision, ReviewedHunk } from '../../core/review/reviewedFile';
import type { Flow } from '../flow';
import { SCHEME } from '../manifest';
import { proposalNameOf } from './proposalUri';

/** Shows in the proposal itself which changes are left out and which are accepted. */
export class HunkMarks implements Disposable {
  private readonly owned = new Disposables();
  private readonly leftOut = this.mark({ opacity: '0.45', textDecoration: 'line-through' });
  private readonly saysLeftOut = this.mark({
    after: { contentText: '  left out', color: new ThemeColor('descriptionForeground') },
  });
  private readonly saysAccepted = this.mark({
    after: { contentText: '  accepted', color: new ThemeColor('testing.iconPassed') },
  });

  constructor(private readonly flow: Flow) {
    this.owned.add(flow.onDidChange(() => this.draw(window.visibleTextEditors)));
    this.owned.add(window.onDidChangeVisibleTextEditors((editors) => this.draw(editors)));
  }

  dispose(): void {
    this.owned.dispose();
  }

  private mark(options: DecorationRenderOptions) {
    return this.owned.add(window.createTextEditorDecorationType({ isWholeLine: true, ...options }));
  }

  private draw(editors: readonly TextEditor[]): void {
    const review = this.flow.running?.review.current;
    for (const editor of editors) {
      const { uri } = editor.document;
      const name = uri.scheme === SCHEME.proposal ? proposalNameOf(uri)?.name : undefined;
      if (name === undefined) continue;
      const hunks = review?.files.find(({ file }) => file.name === name)?.hunks ?? [];
      const of = (decision: Decision) => hunks.filter((hunk) => hunk.decision === decision);
      editor.setDecorations(this.leftOut, of('rejected').flatMap(linesOf));
      editor.setDecorations(this.saysLeftOut, of('rejected').map(firstLineOf));
      editor.setDecorations(this.saysAccepted, of('accepted').map(firstLineOf));
    }
  }
}

function linesOf({ edit: { newFrom, newTo } }: ReviewedHunk): Range[] {
  return newFrom === newTo ? [] : [new Range(newFrom, 0, newTo - 1, 0)];
}

function firstLineOf({ edit: { newFrom } }: ReviewedHunk): Range {
  return new Range(newFrom, 0, newFrom, 0);
}
