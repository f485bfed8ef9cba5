import type { ProposedFile } from '../../core/changes/changeSet';
import type { Log } from '../../core/lib/log';
import type { ProposalDiffs } from './proposalDiffs';

interface Shown {
  readonly run: string;
  readonly file: ProposedFile;
}

/** One tab that shows the file that arrives and goes on to the next one, so that hundreds do not leave hundreds of tabs. */
export class FollowingTab {
  private wanted: Shown | undefined;
  private shown: Shown | undefined;
  private following: Promise<void> | undefined;

  constructor(
    private readonly documents: ProposalDiffs,
    private readonly mayFollow: () => boolean,
    private readonly log: Log,
  ) {}

  /** Nobody waits for it: where files arrive faster than the editor opens them, some are left out. */
  show(wanted: Shown): void {
    this.wanted = wanted;
    this.following ??= this.follow().finally(() => {
      this.following = undefined;
    });
  }

  /** Follows no longer, and leaves what is shown. */
  async stop(): Promise<void> {
    this.wanted = undefined;
    await this.following;
    this.shown = undefined;
  }

  private async follow(): Promise<void> {
    try {
      for (let next = this.wanted; next !== undefined && this.mayFollow(); next = this.wanted) {
        this.wanted = undefined;
        await this.documents.open(next, { preserveFocus: true, preview: false });
        if (this.shown !== undefined) await this.documents.closeDiff(this.shown.run, this.shown.file.name);
        this.shown = next;
      }
    } catch (error) {
      this.log.warn(`a proposal could not be shown: ${error instanceof Error ? error.message : error}`);
    }
  }
}
