import type { TextEditor } from 'vscode';
import { OverviewRulerLane, Range, Selection, TextEditorRevealType, ThemeColor, window, workspace } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';

/** The lines in which a pattern that is tried was found, until the file is changed or another one is tried. */
export class PatternMarks implements Disposable {
  private readonly owned = new Disposables();
  private readonly look = this.owned.add(
    window.createTextEditorDecorationType({
      backgroundColor: new ThemeColor('editor.findMatchHighlightBackground'),
      overviewRulerColor: new ThemeColor('editorOverviewRuler.findMatchForeground'),
      overviewRulerLane: OverviewRulerLane.Center,
    }),
  );
  /** By file, lines from 1. */
  private marked = new Map<string, readonly number[]>();

  constructor() {
    this.owned.add(window.onDidChangeVisibleTextEditors(() => this.drawAll()));
    this.owned.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.marked.delete(document.uri.toString())) this.drawAll();
      }),
    );
  }

  /** In the place of what was marked before. */
  mark(lines: ReadonlyMap<string, readonly number[]>): void {
    this.marked = new Map(lines);
    this.drawAll();
  }

  /** Puts the cursor into a line, from 1. */
  reveal(editor: TextEditor, line: number): void {
    const range = new Range(line - 1, 0, line - 1, 0);
    editor.selection = new Selection(range.start, range.end);
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private drawAll(): void {
    for (const editor of window.visibleTextEditors) this.draw(editor);
  }

  private draw(editor: TextEditor): void {
    const { document } = editor;
    const lines = this.marked.get(document.uri.toString()) ?? [];
    const inside = lines.filter((line) => line <= document.lineCount);
    editor.setDecorations(
      this.look,
      inside.map((line) => document.lineAt(line - 1).range),
    );
  }
}
