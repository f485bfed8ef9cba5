import type { SyntaxTrees } from '../../core/codebase/syntaxTrees';
import type { Contract } from '../../core/conformance/contracts/contract';
import { evaluateContracts } from '../../core/conformance/evaluate/evaluateContracts';
import type { Found, LanguageServices, SourceFiles } from '../../core/conformance/evaluate/evaluationPorts';
import type { PythonPattern } from '../../core/conformance/pythonRegex/translatePattern';
import type { ConformanceReport } from '../../core/conformance/report/report';
import type { Disposable } from '../../core/lib/disposables';
import type { Environment } from '../environment';
import { NodeWorkspace } from '../nodeWorkspace';
import { OwnFiles } from '../ownFiles';
import { systemClock } from '../systemClock';
import { judgeEvaluation } from './judgeEvaluation';
import type { Rules } from './loadRules';
import { loadRules } from './loadRules';
import { projectSources } from './projectSources';
import { commandRunner } from './runCheckCommand';
import { WorkerPatternSearch } from './workerPatternSearch';

interface Place {
  /** Absolute. */
  readonly root: string;
  readonly environment: Environment;
  readonly trees: SyntaxTrees;
  /** The file of the thread that looks for patterns. */
  readonly program: string;
  /** Text of a file (workspace-relative) that is newer than what is on the disk. */
  readonly unsaved: (path: string) => string | undefined;
  readonly language?: LanguageServices;
}

export interface Look {
  /** These files alone, workspace-relative; undefined for the whole project. */
  readonly only?: readonly string[];
  /** Undefined for all of the project. */
  readonly contracts?: readonly Contract[];
  /** Whether commands that contracts name may run: only ever because the user said so. */
  readonly commands?: 'allowed';
  /** Called for each file that is read. */
  readonly onRead?: () => void;
}

interface Kept {
  /** ISO date: exemptions end with a day. */
  readonly today: string;
  readonly rules: Promise<Rules>;
}

interface KnownFiles {
  readonly listed: Promise<ReadonlySet<string>>;
  /** Paths that are known to be of no file of the project. */
  readonly foreign: Set<string>;
}

/** Holds files of a folder against its rules again and again: rules and the thread for patterns are kept, until they are forgotten. */
export class KeptConformance implements Disposable {
  private readonly workspace: NodeWorkspace;
  private readonly files: OwnFiles;
  private kept: Kept | undefined;
  private known: KnownFiles | undefined;
  private searching: WorkerPatternSearch | undefined;

  constructor(private readonly place: Place) {
    this.workspace = new NodeWorkspace(place.root, place.environment);
    this.files = new OwnFiles(place.root);
  }

  rules(): Promise<Rules> {
    return this.keep().rules;
  }

  /** Rules, or what git ignores, have changed. */
  forget(): void {
    this.kept = undefined;
    this.forgetFiles();
  }

  /** Files have come or gone. */
  forgetFiles(): void {
    this.known = undefined;
  }

  /** Whether a path is that of a file of the project: one that git ignores is nobody's. */
  async isOwn(path: string): Promise<boolean> {
    const known = this.knownFiles();
    if ((await known.listed).has(path)) return true;
    if (known.foreign.has(path)) return false;
    // It may have come since.
    const listed = this.listNow();
    if (this.known === known) this.known = { ...known, listed };
    if ((await listed).has(path)) return true;
    known.foreign.add(path);
    return false;
  }

  /** Undefined when it is cancelled. */
  async check(look: Look, signal: AbortSignal): Promise<ConformanceReport | undefined> {
    const rules = await this.rules();
    const { root, environment, trees, language } = this.place;
    const { only } = look;
    const ports = {
      files: this.sources(look),
      search: this.search(),
      trees,
      language,
      runCommand: look.commands === 'allowed' ? commandRunner(root, this.workspace, environment) : undefined,
    };
    const evaluation = await evaluateContracts(look.contracts ?? rules.contracts, only, ports, signal);
    if (evaluation === undefined) return undefined;
    return judgeEvaluation(evaluation, { root, environment, rules, only }, signal);
  }

  /** Where a pattern is found in a file; undefined in one that holds no text. */
  async find(pattern: PythonPattern, path: string, signal: AbortSignal): Promise<Found | undefined> {
    const read = await this.sources({}).read(path);
    if (read.kind === 'no text') return undefined;
    if (read.kind === 'unreadable') return { kind: 'not searched', why: read.why };
    const [found] = await this.search().search(read.text, [pattern], signal);
    return found;
  }

  /** The files of the project, sorted. */
  async list(): Promise<readonly string[]> {
    return [...(await this.knownFiles().listed)];
  }

  dispose(): void {
    void this.searching?.dispose();
    this.searching = undefined;
  }

  private keep(): Kept {
    const today = systemClock.now().toISOString().slice(0, 10);
    if (this.kept?.today === today) return this.kept;
    const rules = loadRules({ workspace: this.workspace, files: this.files }, today);
    this.kept = { today, rules };
    return this.kept;
  }

  private knownFiles(): KnownFiles {
    this.known ??= { listed: this.listNow(), foreign: new Set() };
    return this.known;
  }

  private async listNow(): Promise<ReadonlySet<string>> {
    return new Set(await this.sources({}).list());
  }

  private search(): WorkerPatternSearch {
    this.searching ??= new WorkerPatternSearch(this.place.program);
    return this.searching;
  }

  private sources({ onRead }: Look): SourceFiles {
    const disk = projectSources(this.place.root, this.workspace);
    return {
      list: () => disk.list(),
      read: async (path) => {
        onRead?.();
        const text = this.place.unsaved(path);
        return text === undefined ? disk.read(path) : { kind: 'text', text };
      },
    };
  }
}
