import { commands, MarkdownString, StatusBarAlignment, window } from 'vscode';
import { DEFAULT_CONFIG } from '../../core/config/config';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import type { Log } from '../../core/lib/log';
import type { CostReport } from '../../core/outline/costLines';
import { costLines, costSummary } from '../../core/outline/costLines';
import type { Environment } from '../../node/environment';
import { costReport } from '../../node/models/costReport';
import type { UserModels } from '../../node/models/userModels';
import { readSettings } from '../../node/project';
import type { Flow } from '../flow';
import { COMMAND, SETTING } from '../manifest';
import { Throttle } from '../throttle';
import { withEditorSettings } from './withEditorSettings';

/** Reading the ledger for each change of a stream would be too often. */
const SETTLE_MS = 1_000;

/** What was spent, in the status bar; a click opens it phase by phase. */
export class CostStatus implements Disposable {
  private readonly owned = new Disposables();
  private readonly item = this.owned.add(window.createStatusBarItem(StatusBarAlignment.Left));
  private readonly reading = this.owned.add(new Throttle(() => void this.refresh(), SETTLE_MS));

  constructor(
    private readonly flow: Flow,
    private readonly models: UserModels,
    private readonly env: Environment,
    private readonly log: Log,
  ) {
    this.item.name = 'AgentForge: costs';
    this.item.command = COMMAND.showCosts;
    this.owned.add(flow.onDidChange(() => this.reading.request()));
    void this.refresh();
  }

  /** Shows all that is known of what was spent, line by line. */
  async show(): Promise<void> {
    const report = await this.report();
    const items = costLines(report).map(({ depth, label, value }) => ({
      label: `${'\u2003'.repeat(depth)}${label}`,
      description: value,
    }));
    const title = 'AgentForge: costs in US dollars';
    const placeHolder = 'Type to find a line; Enter opens the settings of the caps';
    const chosen = await window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
    if (chosen === undefined) return;
    const caps = [SETTING.capPerGeneration, SETTING.capPerSession, SETTING.capPerDay]
      .map((id) => `@id:${id}`)
      .join(' ');
    await commands.executeCommand('workbench.action.openSettings', caps);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private async refresh(): Promise<void> {
    try {
      const report = await this.report();
      this.item.text = `$(credit-card) ${costSummary(report)}`;
      const lines = costLines(report).map(({ depth, label, value }) => `${'    '.repeat(depth)}${label}: ${value}`);
      this.item.tooltip = new MarkdownString().appendText(lines.join('\n'));
      if (this.isWorthwhile(report)) this.item.show();
      else this.item.hide();
    } catch (error) {
      this.log.warn(`what was spent cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Nothing spent and no session: nothing to say. */
  private isWorthwhile({ spent }: CostReport): boolean {
    return this.flow.session !== undefined || spent.day.amount + spent.day.reserved > 0 || spent.day.unpriced > 0;
  }

  private async report(): Promise<CostReport> {
    const { session, project } = this.flow;
    const settings = project === undefined ? undefined : await readSettings(project, this.env);
    const config = settings?.ok === true ? settings.value.config : DEFAULT_CONFIG;
    const own = withEditorSettings(config);
    const { budget } = own.ok ? own.value : config;
    const verdictOf = this.flow.verdictOf.bind(this.flow);
    const shown = session === undefined ? undefined : { session, verdictOf };
    return costReport(this.models, { now: new Date(), budget, shown });
  }
}
