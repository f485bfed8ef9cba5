import type { TextEditor } from 'vscode';
import { OverviewRulerLane, Range, ThemeColor, window } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import type { ProofState } from '../../core/tdflow/requirementStates';
import type { Proofs } from './proofs';

/** Each with a sign of its own: nobody has to tell colours apart. */
const LOOK: Readonly<Record<ProofState, { readonly text: string; readonly color: string }>> = {
  proven: { text: '✓ proven', color: 'testing.iconPassed' },
  failing: { text: '✗ failing', color: 'testing.iconFailed' },
  stale: { text: '! stale', color: 'list.warningForeground' },
  untested: { text: '○ untested', color: 'disabledForeground' },
};
const STATES = ['proven', 'failing', 'stale', 'untested'] as const satisfies readonly ProofState[];

/** Behind the first line of each requirement: whether it is proven. */
export class ProofDecorations implements Disposable {
  private readonly owned = new Disposables();
  private readonly types = STATES.map((state) => {
    const { text, color } = LOOK[state];
    const type = window.createTextEditorDecorationType({
      after: { contentText: text, color: new ThemeColor(color), margin: '0 0 0 2em' },
      overviewRulerColor: new ThemeColor(color),
      overviewRulerLane: OverviewRulerLane.Right,
    });
    return { state, type: this.owned.add(type) };
  });

  constructor(private readonly proofs: Proofs) {
    this.owned.add(proofs.onDidChange(() => this.showAll()));
    this.owned.add(window.onDidChangeVisibleTextEditors(() => this.showAll()));
    this.showAll();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private showAll(): void {
    for (const editor of window.visibleTextEditors) this.show(editor);
  }

  private show(editor: TextEditor): void {
    const { document } = editor;
    const states = this.proofs.of(document);
    for (const { state, type } of this.types) {
      const lines = states
        .filter((each) => each.state === state)
        .map(({ requirement }) => requirement.position.line - 1);
      const ranges = lines
        .filter((line) => line < document.lineCount)
        .map((line) => new Range(document.lineAt(line).range.end, document.lineAt(line).range.end));
      editor.setDecorations(type, ranges);
    }
  }
}
