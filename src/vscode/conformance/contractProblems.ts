import { findingsOf } from '../../core/conformance/contracts/findingsOf';
import { isBuiltIn } from '../../core/conformance/contracts/isBuiltIn';
import { unknownChecks } from '../../core/conformance/contracts/unknownChecks';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import type { Log } from '../../core/lib/log';
import type { Project } from '../../node/project';
import type { Conformances } from './conformances';
import type { OpenContracts } from './openContracts';
import { textOf } from './openContracts';
import type { ProblemBoard } from './problemBoard';
import { problemOfFinding, problemOfUnknown } from './problemsOf';

/** What is wrong with the rules themselves, where it stands: as it is typed in an open contract, and as it is on the disk elsewhere. */
export class ContractProblems implements Disposable {
  private readonly owned = new Disposables();
  private shows = 0;

  constructor(
    private readonly conformances: Conformances,
    private readonly open: OpenContracts,
    private readonly board: ProblemBoard,
    private readonly log: Log,
  ) {
    this.owned.add(open.onDidChange(() => void this.show()));
    void this.show();
  }

  dispose(): void {
    this.shows += 1;
    this.owned.dispose();
  }

  private async show(): Promise<void> {
    const own = ++this.shows;
    try {
      for (const project of this.conformances.projectsOpen) await this.showProject(project, () => own === this.shows);
    } catch (error) {
      this.log.warn(`contracts: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }

  private async showProject(project: Project, isWanted: () => boolean): Promise<void> {
    const { findings, contracts, declared } = await this.conformances.of(project).rules();
    if (!isWanted()) return;
    const typed = this.open.all.filter((contract) => contract.project === project && contract.document.isDirty);
    const isTyped = (path: string) => typed.some((contract) => contract.path === path);
    const problems = [
      ...findings.filter(({ place }) => !isTyped(place.path)).map((finding) => problemOfFinding(finding, project)),
      ...unknownChecks(contracts, findings)
        .filter(({ check: { place } }) => !isBuiltIn(place.path) && !isTyped(place.path))
        .map(({ check, why }) => problemOfUnknown(check, why, project)),
      ...typed.flatMap((contract) =>
        findingsOf({ path: contract.path, text: textOf(contract) }, declared).map((finding) =>
          problemOfFinding(finding, project),
        ),
      ),
    ];
    this.board.putAll('rules', (uri) => this.conformances.fileOf(uri)?.project === project, problems);
  }
}
