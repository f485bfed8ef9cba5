import type { Tab, Uri } from 'vscode';
import { Range, ViewColumn, window } from 'vscode';
import type { ProposedFile } from '../../core/changes/changeSet';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import { openDocument } from '../openDocument';
import { isTitled, ManyDiffs } from './manyDiffs';
import { openDiff } from './openDiff';
import { allTabs, isOfUser, proposalIn, runOf } from './proposalTabs';
import { ProposalTexts } from './proposalTexts';
import { baseBeside, proposalNameOf, sidesOf } from './proposalUri';

/** What a file was and became. */
export interface ChangedText {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly isNew: boolean;
}

/** Opens and closes the diffs of proposals; the real files are neither opened nor changed. */
export class ProposalDiffs implements Disposable {
  private readonly owned = new Disposables();
  private readonly many = new ManyDiffs();
  /** Runs whose proposals grow or are decided about: their texts stay, whatever tabs come and go. */
  private readonly atWork = new Set<string>();
  /** Diffs that the editor is about to show, by run: one whose texts went meanwhile would stay as an error. */
  private readonly opening = new Map<string, Promise<void>>();
  readonly texts = this.owned.add(new ProposalTexts());

  constructor() {
    this.owned.add(window.tabGroups.onDidChangeTabs(({ closed }) => this.forget(closed)));
    this.owned.add(this.texts.onDidSaveLate(({ run }) => void this.close(run)));
    void this.closeLeft();
  }

  /** Sets both sides of a proposed file's diff; an open diff follows. */
  update(run: string, file: ProposedFile, options: { readonly isWritable: boolean } = { isWritable: false }): void {
    this.atWork.add(run);
    const [left, right] = sidesOf({ run, name: file.name });
    this.texts.set(left, { text: file.base?.text ?? '' });
    this.texts.set(right, { text: file.text, ...options });
  }

  /**
   * Opens the diff, at a line (from 1) when one is given; as a preview it gives way to the next one. One that is open already is
   * shown where it is. One that nobody asked for never takes the place of what the user has in front, and may be typing into.
   */
  async open(
    { run, file }: { readonly run: string; readonly file: ProposedFile },
    {
      line,
      ...how
    }: { readonly preserveFocus: boolean; readonly preview: boolean; readonly line?: number | undefined },
  ): Promise<void> {
    const [left, right] = sidesOf({ run, name: file.name });
    const selection = line === undefined ? {} : { selection: new Range(line - 1, 0, line - 1, 0) };
    const open = allTabs().find((tab) => proposalIn(tab)?.toString() === right.toString());
    const beside =
      how.preserveFocus && isOfUser(window.tabGroups.activeTabGroup.activeTab) ? ViewColumn.Beside : undefined;
    const viewColumn = open?.group.viewColumn ?? beside;
    const options = { ...how, ...selection, ...(viewColumn === undefined ? {} : { viewColumn }) };
    const opened = Promise.allSettled([this.opening.get(run), openDiff([left, right], titleOf(file), options)]);
    const settled = opened.then(() => undefined);
    this.opening.set(run, settled);
    const [, result] = await opened;
    if (this.opening.get(run) === settled) this.opening.delete(run);
    if (result.status === 'rejected') throw result.reason;
  }

  /** Opens the diffs of all files in one editor. */
  async openAll(run: string, title: string, files: readonly ProposedFile[]): Promise<void> {
    const sides = files.map((file) => {
      const [left, right] = sidesOf({ run, name: file.name });
      return [file.base === undefined ? undefined : left, right] as const;
    });
    await this.many.open(title, sides);
  }

  /** Opens what a generation changed in a file: its original beside what it wrote. */
  async openChange(title: string, run: string, change: ChangedText): Promise<void> {
    await openDiff(this.setChange(run, change), title, { preview: true });
  }

  /** Opens what a generation changed, all files in one editor. */
  async openChanges(title: string, run: string, changes: readonly ChangedText[]): Promise<void> {
    const sides = changes.map((change) => {
      const [left, right] = this.setChange(run, change);
      return [change.isNew ? undefined : left, right] as const;
    });
    await this.many.open(title, sides);
  }

  /** Opens comparisons of one file beside each other. */
  async openSides(
    run: string,
    name: string,
    sides: readonly { readonly title: string; readonly before: string; readonly after: string }[],
  ): Promise<void> {
    for (const [index, { title, before, after }] of sides.entries()) {
      const [left, right] = sidesOf({ run, name, of: String(index) });
      this.texts.set(left, { text: before });
      this.texts.set(right, { text: after });
      const options = { preview: false, preserveFocus: true, viewColumn: index + ViewColumn.One };
      await openDiff([left, right], title, options);
    }
  }

  /** Closes the diff of one file, unless somebody wrote in it. */
  async closeDiff(run: string, name: string): Promise<void> {
    const [, right] = sidesOf({ run, name });
    const tabs = allTabs().filter((tab) => !tab.isDirty && proposalIn(tab)?.toString() === right.toString());
    if (tabs.length > 0) await window.tabGroups.close(tabs, true);
  }

  /** Closes the diffs of a run, with the editor of that title, and forgets their texts. */
  async close(run: string, title?: string): Promise<void> {
    // Another one may begin while one is waited for.
    for (let next = this.opening.get(run); next !== undefined; next = this.opening.get(run)) await next;
    this.atWork.delete(run);
    const tabs = allTabs().filter((tab) => runOf(tab) === run || (title !== undefined && isTitled(tab, title)));
    const uris = this.texts.ofRun(run);
    // Else the editor asks whether to keep what was decided about already.
    for (const uri of uris) await openDocument(uri)?.save();
    if (tabs.length > 0) await window.tabGroups.close(tabs, true);
    for (const uri of uris) this.texts.giveUp(uri);
  }

  dispose(): void {
    this.owned.dispose();
  }

  /**
   * Closes what an earlier window left: its texts are gone, and an editor that failed to read them once would stay as it is when the
   * same file is shown again. What somebody typed the editor has kept.
   */
  private async closeLeft(): Promise<void> {
    const left = allTabs().filter((tab) => !tab.isDirty && runOf(tab) !== undefined);
    if (left.length > 0) await window.tabGroups.close(left, true);
  }

  private setChange(run: string, { path, before, after }: ChangedText): readonly [Uri, Uri] {
    const [left, right] = sidesOf({ run, name: path });
    this.texts.set(left, { text: before });
    this.texts.set(right, { text: after });
    return [left, right];
  }

  /** What nobody looks at any more is kept by the journal, which gives it again. */
  private forget(closed: readonly Tab[]): void {
    const gone = closed.flatMap((tab) => proposalIn(tab) ?? this.many.in(tab));
    this.many.forget(closed);
    const open = new Set([...allTabs().flatMap((tab) => proposalIn(tab) ?? []), ...this.many.all].map(String));
    for (const right of gone) {
      if (open.has(right.toString()) || this.atWork.has(proposalNameOf(right)?.run ?? '')) continue;
      this.texts.forget(baseBeside(right));
      this.texts.forget(right);
    }
  }
}

function titleOf({ name, action, base, to }: ProposedFile): string {
  if (action === 'rename') return `${name} → ${to?.relative ?? '?'} (renamed)`;
  if (action === 'delete') return `${name} (deleted)`;
  return `${name} (${base === undefined ? 'new' : 'proposed'})`;
}
