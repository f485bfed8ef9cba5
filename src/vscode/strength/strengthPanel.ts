import { randomBytes } from 'node:crypto';
import type { WebviewPanel } from 'vscode';
import { ViewColumn, window } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import { explainInFull } from '../errors';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { OpenSpecifications } from '../specifications/openSpecifications';
import { Throttle } from '../throttle';
import { sessionDocument } from './sessionDocument';
import type { StrengthView } from './strengthPage';
import { strengthPage } from './strengthPage';
import { STRENGTH_STYLE } from './strengthStyle';
import type { Strengths } from './strengths';

const TYPE = 'agentforgeStrength';
/** Every command that the page can run. */
const ALLOWED = [COMMAND.addSuggestion, COMMAND.checkStrength, COMMAND.openRow];
const DRAW_MS = 100;

/** The page on how strong the tests of a component are; one for all components, drawn anew as code, tests and specification change. */
export class StrengthPanel implements Disposable {
  private readonly owned = new Disposables();
  private readonly drawing = this.owned.add(new Throttle(() => void this.draw(), DRAW_MS));
  private panel: WebviewPanel | undefined;
  private component = '';
  private drawn = '';

  constructor(
    private readonly open: OpenSpecifications,
    private readonly strengths: Strengths,
    private readonly flow: Flow,
  ) {
    this.owned.add(strengths.onDidChange(() => this.drawing.request()));
  }

  async show(component: string): Promise<void> {
    this.component = component;
    if (this.panel === undefined) {
      const options = { enableScripts: false, enableCommandUris: ALLOWED, localResourceRoots: [] };
      this.panel = window.createWebviewPanel(TYPE, '', ViewColumn.Active, options);
      this.panel.onDidDispose(() => {
        this.panel = undefined;
        this.drawn = '';
      });
    }
    await this.draw();
    this.panel?.reveal();
  }

  dispose(): void {
    this.panel?.dispose();
    this.owned.dispose();
  }

  private async draw(): Promise<void> {
    if (this.panel === undefined) return;
    const { component, strengths, flow } = this;
    const { suggestions, trouble } = await this.readSuggestions();
    if (this.panel === undefined || this.component !== component || flow.session === undefined) return;
    // Not before: of drawings that overtake each other each has what is known at its end.
    const known = strengths.of(component);
    const changed = strengths.changedOf(component);
    const view = { component, known, changed, suggestions, trouble };
    const now = JSON.stringify(view);
    if (now === this.drawn) return;
    this.drawn = now;
    this.panel.title = `Strength of ${component}`;
    this.panel.webview.html = strengthPage(view, STRENGTH_STYLE, randomBytes(16).toString('hex'));
  }

  private async readSuggestions(): Promise<Pick<StrengthView, 'suggestions' | 'trouble'>> {
    const document = await sessionDocument(this.flow);
    if (!document.ok) return { suggestions: [], trouble: explainInFull(document.problem) };
    const read = this.open.of(document.value);
    const [problem] = read?.ok === false ? read.problem : [];
    const all = this.strengths.suggestionsIn(document.value);
    return {
      suggestions: all.filter((each) => each.component === this.component),
      trouble: problem && explainInFull(problem),
    };
  }
}
