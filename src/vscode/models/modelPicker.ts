import type { QuickPickItem } from 'vscode';
import { ConfigurationTarget, ThemeIcon, window, workspace } from 'vscode';
import { undated } from '../../core/model/catalogue/undated';
import { PRICES_AS_OF } from '../../core/model/price';
import { modelLine } from '../../core/outline/modelLine';
import type { ClaudeAccess } from '../../node/models/claude/claudeAccess';
import type { UserModels } from '../../node/models/userModels';
import { SETTING } from '../manifest';
import { plain } from '../plain';

/** Where Claude is asked for its models; without a key nobody is asked. */
type Access = ClaudeAccess | { readonly apiKey: undefined; readonly baseUrl: string | undefined };

export interface ModelChoice {
  readonly models: UserModels;
  readonly access: Access;
  /** The model that the repository's settings name; undefined when they name none. */
  readonly named: string | undefined;
}

interface ModelItem extends QuickPickItem {
  readonly id: string;
}

/** Lets the user choose one of Claude's models, and keeps it in the user's own setting. */
export async function chooseModel(choice: ModelChoice): Promise<void> {
  const id = await pick(choice);
  if (id === undefined) return;
  await workspace.getConfiguration().update(SETTING.model, id, ConfigurationTarget.Global);
  const { named } = choice;
  const wins =
    named === undefined || undated(named) === undated(id)
      ? ''
      : ` The project's generation.yaml names ${named}; your own setting wins, for it is you who pays.`;
  void window.showInformationMessage(plain(`${id} answers from now on.${wins}`));
}

/** Undefined when nothing was chosen. */
function pick({ models, access, named }: ModelChoice): Promise<string | undefined> {
  const picker = window.createQuickPick<ModelItem>();
  picker.title = 'AgentForge: Choose model';
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.buttons = [{ iconPath: new ThemeIcon('refresh'), tooltip: 'Ask Claude for its models again' }];
  const stop = new AbortController();
  const show = async (how: { readonly refresh?: boolean } = {}): Promise<void> => {
    picker.busy = true;
    const { catalogue, note } = await models.catalogue(access, stop.signal, how);
    if (stop.signal.aborted) return;
    const chosen = workspace.getConfiguration().get<string>(SETTING.model) || named;
    picker.items = catalogue.models
      .filter(({ lifecycle }) => lifecycle !== 'retired')
      .map((model) => {
        const { id, name, limits, price, life, role } = modelLine(model);
        const isChosen = chosen !== undefined && undated(chosen) === undated(id);
        return {
          id,
          label: name,
          description: [id, role, isChosen ? 'chosen' : ''].filter(Boolean).join(' · '),
          detail: [life, `${price} for a million tokens in / out`, limits].filter(Boolean).join(' · '),
        };
      });
    picker.placeholder = note ?? `Models as of ${catalogue.asOf}, prices as of ${PRICES_AS_OF}`;
    picker.busy = false;
  };
  return new Promise((resolve) => {
    picker.onDidTriggerButton(() => void show({ refresh: true }));
    picker.onDidAccept(() => {
      const [chosen] = picker.selectedItems;
      if (chosen === undefined) return;
      resolve(chosen.id);
      picker.hide();
    });
    picker.onDidHide(() => {
      stop.abort();
      picker.dispose();
      resolve(undefined);
    });
    picker.show();
    void show();
  });
}
