import type { TextEditor } from 'vscode';
import { Range, window } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import type { LineMark, LineState } from '../../core/outline/lineMarks';
import { gutterIcon } from './gutterIcons';
import type { LineProofs } from './lineProofs';

const STATES = ['proven', 'failing', 'stale', 'untested', 'unrequested'] as const satisfies readonly LineState[];
const PARTS = ['first', 'further'] as const;

/** Beside the lines of a verified component: what is known of them. */
export class GutterMarks implements Disposable {
  private readonly owned = new Disposables();
  private readonly types = STATES.flatMap((state) =>
    PARTS.map((part) => {
      const icon = (theme: 'light' | 'dark') => ({
        gutterIconPath: gutterIcon(state, part, theme),
        gutterIconSize: 'contain',
      });
      const type = window.createTextEditorDecorationType({ light: icon('light'), dark: icon('dark') });
      return { state, part, type: this.owned.add(type) };
    }),
  );

  constructor(private readonly proofs: LineProofs) {
    this.owned.add(proofs.onDidChange(() => this.draw()));
    this.draw();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private draw(): void {
    for (const editor of window.visibleTextEditors) this.drawIn(editor);
  }

  private drawIn(editor: TextEditor): void {
    const marks = this.proofs.of(editor.document).filter(({ line }) => line <= editor.document.lineCount);
    for (const { state, part, type } of this.types) {
      const lines = marks.filter((mark, index) => mark.state === state && partOf(mark, marks[index - 1]) === part);
      editor.setDecorations(
        type,
        lines.map(({ line }) => new Range(line - 1, 0, line - 1, 0)),
      );
    }
  }
}

function partOf(mark: LineMark, before: LineMark | undefined): 'first' | 'further' {
  return before?.line === mark.line - 1 && before.state === mark.state && idsOf(before) === idsOf(mark)
    ? 'further'
    : 'first';
}

function idsOf({ requirements }: LineMark): string {
  return JSON.stringify(requirements.map(({ state }) => state.requirement.id));
}
