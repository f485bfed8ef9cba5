import type { Tab, Uri } from 'vscode';
import { commands } from 'vscode';
import { untilShown } from './openDiff';
import { allTabs } from './proposalTabs';

/** Editors that show the diffs of several files each; all that the editor tells of such a tab is its title. */
export class ManyDiffs {
  /** The right sides, by title. */
  private readonly shown = new Map<string, readonly Uri[]>();

  /** Opens the diffs in one editor; without a left side, a file is new. */
  async open(title: string, sides: readonly (readonly [Uri | undefined, Uri])[]): Promise<void> {
    this.shown.set(
      title,
      sides.map(([, right]) => right),
    );
    const uris = sides.flatMap(([left, right]) => (left === undefined ? [right] : [left, right]));
    const resources = sides.map(([left, right]) => [right, left, right]);
    const show = () => commands.executeCommand('vscode.changes', title, resources);
    await untilShown(uris, (tab) => isTitled(tab, title), show);
  }

  /** The right sides that a tab shows. */
  in(tab: Tab): readonly Uri[] {
    return [...this.shown].flatMap(([title, uris]) => (isTitled(tab, title) ? uris : []));
  }

  /** Forgets the editors that are gone with these tabs. */
  forget(closed: readonly Tab[]): void {
    for (const title of this.shown.keys()) {
      const was = closed.some((tab) => isTitled(tab, title));
      if (was && !allTabs().some((tab) => isTitled(tab, title))) this.shown.delete(title);
    }
  }

  /** The right sides in all such editors, with those of an editor that is only about to open. */
  get all(): readonly Uri[] {
    return [...this.shown.values()].flat();
  }
}

/** Whether a tab is an editor of that title; the editor counts the files behind it. */
export function isTitled({ label }: Tab, title: string): boolean {
  return label === title || label.startsWith(`${title} (`);
}
