import type { Tab, Uri } from 'vscode';
import { TabInputCustom, TabInputNotebook, TabInputText, TabInputTextDiff, window } from 'vscode';
import { proposalNameOf } from './proposalUri';

export function allTabs(): readonly Tab[] {
  return window.tabGroups.all.flatMap((group) => group.tabs);
}

/** The proposal that a tab shows beside its base. */
export function proposalIn({ input }: Tab): Uri | undefined {
  return input instanceof TabInputTextDiff && proposalNameOf(input.modified) !== undefined ? input.modified : undefined;
}

/** The run whose proposal a tab shows, beside its base or, where the editor shows it again to have it saved, alone. */
export function runOf(tab: Tab): string | undefined {
  const shown = tab.input instanceof TabInputText ? tab.input.uri : proposalIn(tab);
  return shown === undefined ? undefined : proposalNameOf(shown)?.run;
}

/** Whether somebody can be typing in a tab, and it is none of ours. */
export function isOfUser(tab: Tab | undefined): boolean {
  const { input } = tab ?? {};
  if (input instanceof TabInputText) return proposalNameOf(input.uri) === undefined;
  if (input instanceof TabInputTextDiff) return proposalNameOf(input.modified) === undefined;
  return input instanceof TabInputNotebook || input instanceof TabInputCustom;
}
