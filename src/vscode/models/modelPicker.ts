import type { QuickPickItem } from 'vscode';
import { ConfigurationTarget, ThemeIcon, window, workspace } from 'vscode';
import { DEFAULT_CONFIG } from '../../core/config/config';
import { undated } from '../../core/model/catalogue/undated';
import { PRICES_AS_OF } from '../../core/model/price';
import { modelLine } from '../../core/outline/modelLine';
import type { ModelAccess } from '../../node/models/claude/modelShelf';
import type { UserModels } from '../../node/models/userModels';
import { SETTING } from '../manifest';
import { plain } from '../plain';

export interface ModelChoice {
  readonly models: UserModels;
  readonly access: ModelAccess;
  /** The model that the repository's settings name; undefined when they name none. */
  readonly named: string | undefined;
}

interface ModelItem extends QuickPickItem {
  readonly id: string;
  /** When it ends; '' when no end is known. */
  readonly life: string;
}

/** Lets the user choose one of Claude's models, and keeps it in the user's own setting. */
export async function chooseModel(choice: ModelChoice): Promise<void> {
  const picked = await pick(choice);
  if (picked === undefined) return;
  const { id, life } = picked;
  await workspace.getConfiguration().update(SETTING.model, id, ConfigurationTarget.Global);
  const { named } = choice;
  const wins =
    named === undefined || undated(named) === undated(id)
      ? ''
      : ` The project's generation.yaml names ${named}; your own setting wins, for it is you who pays.`;
  const end = life === '' ? '' : ` But it ${life}: choose another one before long.`;
  const text = plain(`${id} answers from now on.${end}${wins}`);
  void (end === '' ? window.showInformationMessage(text) : window.showWarningMessage(text));
}

/** Undefined when nothing was chosen. */
function pick({ models, access, named }: ModelChoice): Promise<ModelItem | undefined> {
  const picker = window.createQuickPick<ModelItem>();
  picker.title = 'AgentForge: Choose model (prices in dollars for a million tokens in / out)';
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.buttons = [{ iconPath: new ThemeIcon('refresh'), tooltip: 'Ask Claude for its models again' }];
  const stop = new AbortController();
  const show = async (how: { readonly refresh?: boolean } = {}): Promise<void> => {
    picker.busy = true;
    const { catalogue, note } = await models.catalogue(access, stop.signal, how);
    if (stop.signal.aborted) return;
    const inUse = undated(workspace.getConfiguration().get<string>(SETTING.model) || named || DEFAULT_CONFIG.model);
    picker.items = catalogue.models
      .filter(({ lifecycle }) => lifecycle !== 'retired')
      .map((model) => {
        const { id, name, limits, price, life, role } = modelLine(model);
        return {
          ...{ id, life },
          label: name,
          description: [id, role, undated(id) === inUse ? 'in use' : '', life].filter(Boolean).join(' · '),
          detail: `${price} · ${limits}`,
        };
      });
    picker.activeItems = picker.items.filter(({ id }) => undated(id) === inUse);
    picker.placeholder = note ?? `Models as of ${catalogue.asOf}, prices as of ${PRICES_AS_OF}`;
    picker.busy = false;
  };
  return new Promise((resolve) => {
    picker.onDidTriggerButton(() => void show({ refresh: true }));
    picker.onDidAccept(() => {
      const [chosen] = picker.selectedItems;
      if (chosen === undefined) return;
      resolve(chosen);
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
