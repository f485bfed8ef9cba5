import type { TextDocument, Uri } from 'vscode';
import { workspace } from 'vscode';
import type { Contract, ContractCheck } from '../../core/conformance/contracts/contract';
import type { ConformanceReport } from '../../core/conformance/report/report';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import type { Log } from '../../core/lib/log';
import type { Project } from '../../node/project';
import { openDocument } from '../openDocument';
import { Throttle } from '../throttle';
import type { Conformances, FileChange } from './conformances';
import { OthersProblems } from './othersProblems';
import type { Origin, ProblemBoard } from './problemBoard';
import { problemsOf } from './problemsOf';

/** Files come and go in bursts. */
const SETTLE_MS = 300;

/** Looks at files when they are opened and when they are saved, at one after the other; and at the project as a whole when files come and go. */
export class ConformanceProblems implements Disposable {
  private readonly owned = new Disposables();
  private readonly stop = new AbortController();
  private readonly waiting = new Map<string, Uri>();
  /** What is looked at now. */
  private looked: Uri | undefined;
  private readonly settling = this.owned.add(new Throttle(() => void this.lookAtProjects(), SETTLE_MS));

  constructor(
    private readonly conformances: Conformances,
    private readonly board: ProblemBoard,
    private readonly log: Log,
  ) {
    this.owned.add(workspace.onDidOpenTextDocument((document) => this.request(document)));
    this.owned.add(workspace.onDidSaveTextDocument((document) => this.request(document)));
    this.owned.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        // What was typed was given up: it may have been looked at.
        if (contentChanges.length === 0 && !document.isDirty) this.request(document);
      }),
    );
    this.owned.add(conformances.onDidChangeFile((change) => this.fileChanged(change)));
    const others = this.owned.add(new OthersProblems());
    this.owned.add(others.onDidChange((uri) => void this.attempt(() => this.reported(uri))));
    this.owned.add(conformances.onDidChangeRules((project) => this.rulesChanged(project)));
    const isInFolder = (uri: Uri) => conformances.fileOf(uri) !== undefined;
    this.owned.add(workspace.onDidChangeWorkspaceFolders(() => board.keepOnly(isInFolder)));
    for (const document of workspace.textDocuments) this.request(document);
    this.settling.request();
  }

  /** Shows what a look at a whole project found. */
  show(report: ConformanceReport, project: Project): void {
    const isOf = this.isOf(project);
    const inOrigin = (origin: Origin) =>
      report.checks
        .filter(({ check }) => originOf(check.work.type) === origin)
        .flatMap((each) => problemsOf(each, project));
    for (const origin of ['file', 'project', 'commands'] as const) this.board.putAll(origin, isOf, inOrigin(origin));
  }

  dispose(): void {
    this.stop.abort();
    this.owned.dispose();
  }

  private request({ uri }: Pick<TextDocument, 'uri'>): void {
    if (uri.scheme !== 'file') return;
    this.waiting.set(uri.toString(), uri);
    void this.work();
  }

  private fileChanged({ uri, kind }: FileChange): void {
    if (kind !== 'changed') this.settling.request();
    if (kind === 'deleted') this.fileGone(uri);
    else if (this.isShown(uri)) this.request({ uri });
  }

  /** Of a folder that goes the editor tells nothing of its files. */
  private fileGone(gone: Uri): void {
    const isBelow = ({ path }: Uri) => path === gone.path || path.startsWith(`${gone.path}/`);
    for (const uri of this.board.filesWith('file').filter(isBelow)) this.board.put('file', uri, []);
    if (this.looked !== undefined && isBelow(this.looked)) this.request({ uri: this.looked });
  }

  /** What was shown is looked at anew. What commands said was about the rules of then. */
  private rulesChanged(project: Project): void {
    const isOf = this.isOf(project);
    const open = workspace.textDocuments.map(({ uri }) => uri);
    for (const uri of [...open, ...this.board.filesWith('file')].filter(isOf)) this.request({ uri });
    this.board.putAll('commands', isOf, []);
    this.settling.request();
  }

  /** Others report other problems in a file: that matters where a check asks for them. */
  private async reported(uri: Uri): Promise<void> {
    const file = this.isShown(uri) ? this.conformances.fileOf(uri) : undefined;
    const contracts = (await file?.kept.rules())?.contracts.filter(isInForce) ?? [];
    const asks = ({ isEnabled, work }: ContractCheck) =>
      isEnabled && work.type === 'lsp_query' && work.query.about === 'diagnostics';
    if (contracts.some(({ checks }) => checks.some(asks))) this.request({ uri });
  }

  private isShown(uri: Uri): boolean {
    return openDocument(uri) !== undefined || this.board.has('file', uri);
  }

  private isOf(project: Project): (uri: Uri) => boolean {
    return (uri) => this.conformances.fileOf(uri)?.project === project;
  }

  private async work(): Promise<void> {
    if (this.looked !== undefined) return;
    for (let [next] = this.waiting; next !== undefined; [next] = this.waiting) {
      const [key, uri] = next;
      this.waiting.delete(key);
      this.looked = uri;
      await this.attempt(() => this.lookAt(uri));
    }
    this.looked = undefined;
  }

  private async lookAt(uri: Uri): Promise<void> {
    const file = this.conformances.fileOf(uri);
    if (file === undefined || this.stop.signal.aborted) return;
    const { project, kept, path } = file;
    const isHeld = (await kept.rules()).contracts.some(isInForce) && (await kept.isOwn(path));
    const report = isHeld ? await kept.check({ only: [path] }, this.stop.signal) : undefined;
    // Its folder may have left the workspace meanwhile.
    if (this.stop.signal.aborted || this.conformances.fileOf(uri)?.project !== project) return;
    this.board.put('file', uri, report?.checks.flatMap((each) => problemsOf(each, project)) ?? []);
  }

  private async lookAtProjects(): Promise<void> {
    for (const project of this.conformances.projectsOpen) await this.attempt(() => this.lookAtProject(project));
  }

  /** Which files there are, without a look into them. */
  private async lookAtProject(project: Project): Promise<void> {
    const kept = this.conformances.of(project);
    const contracts = (await kept.rules()).contracts.filter(isInForce).map(withFilesOnly);
    const isAsked = contracts.some(({ checks }) => checks.length > 0);
    const report = isAsked ? await kept.check({ contracts }, this.stop.signal) : undefined;
    if (this.stop.signal.aborted || !this.conformances.projectsOpen.includes(project)) return;
    const found = report?.checks.flatMap((each) => problemsOf(each, project)) ?? [];
    this.board.putAll('project', this.isOf(project), found);
  }

  /** Nobody waits for it who could be told of a failure, which is a bug. */
  private async attempt(look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      this.log.warn(`conformance: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
}

function originOf(type: string): Origin {
  if (type === 'file_exists') return 'project';
  return type === 'command' ? 'commands' : 'file';
}

function isInForce({ origin, isEnabled, isBase }: Contract): boolean {
  return origin === 'project' && isEnabled && !isBase;
}

function withFilesOnly(contract: Contract): Contract {
  return { ...contract, checks: contract.checks.filter(({ work }) => work.type === 'file_exists') };
}
