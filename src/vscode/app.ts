import { join } from 'node:path';
import type { ExtensionContext, Uri } from 'vscode';
import { lm, window, workspace } from 'vscode';
import type { Disposable } from '../core/lib/disposables';
import { Disposables } from '../core/lib/disposables';
import type { Environment } from '../node/environment';
import { UserModels } from '../node/models/userModels';
import { systemClock } from '../node/systemClock';
import { Architect, SPARC_NAMES } from './authoring/architect';
import type { DocumentAnswer } from './authoring/documentStarter';
import { DocumentStarter } from './authoring/documentStarter';
import { NewSpecification } from './authoring/newSpecification';
import { ProposeContract } from './authoring/proposeContract';
import { architectCommands } from './commands/architectCommands';
import { codebaseCommands } from './commands/codebaseCommands';
import { contextCommands } from './commands/contextCommands';
import { contractCommands } from './commands/contractCommands';
import { dialectCommands } from './commands/dialectCommands';
import { fixCommands } from './commands/fixCommands';
import { intakeCommands } from './commands/intakeCommands';
import { modelCommands } from './commands/modelCommands';
import { nextStepCommands } from './commands/nextStepCommands';
import { openCommands } from './commands/openCommands';
import { otherCommands } from './commands/otherCommands';
import { phaseCommands } from './commands/phaseCommands';
import { promptCommands } from './commands/promptCommands';
import { reviewCommands } from './commands/reviewCommands';
import { sessionCommands } from './commands/sessionCommands';
import { templateCommands } from './commands/templateCommands';
import { waiveCommands } from './commands/waiveCommands';
import { conformanceFeatures } from './conformance/conformanceFeatures';
import { Flow } from './flow';
import { HistoryTree } from './historyTree';
import { Implementer } from './implementer';
import { InteractionLogs } from './interactionLogs';
import { Keys } from './keys';
import { ledgerCommands } from './ledger/ledgerCommands';
import { SETTING } from './manifest';
import { ManualMode } from './manualMode';
import { ModelDoor } from './modelDoor';
import { CostStatus } from './models/costStatus';
import { modelInShort } from './models/modelInShort';
import { userWish } from './models/userWish';
import { PhaseStarter } from './phaseStarter';
import { Projects } from './projects';
import { HunkMarks } from './review/hunkMarks';
import { ProposalDiffs } from './review/proposalDiffs';
import { ReviewTree } from './review/reviewTree';
import { RunRecorder } from './runRecorder';
import { welcomeToSample } from './sampleOpening';
import { ShownPrompts } from './shownPrompts';
import { SpecificationPicker } from './specificationPicker';
import { OpenSpecifications } from './specifications/openSpecifications';
import { specificationFeatures } from './specifications/specificationFeatures';
import { strengthFeatures } from './strength/strengthFeatures';
import { TaskFinder } from './taskFinder';
import { TdflowTree } from './tdflowTree';
import { TestExplorer } from './testing/testExplorer';
import { TestProfiles } from './testing/testProfiles';
import { Throttle } from './throttle';

/** Files change in bursts; the session is read again once for many of them. */
const SETTLE_MS = 150;

/** The composition root of the editor's face: ports by hand, features one by one. */
export class App implements Disposable {
  private readonly owned = new Disposables();
  private readonly log = this.owned.add(window.createOutputChannel('AgentForge', { log: true }));
  private readonly documents = this.owned.add(new ProposalDiffs());
  private readonly tests = this.owned.add(new TestExplorer());
  private readonly flow = this.owned.add(
    new Flow(
      { documents: this.documents, tests: this.tests, log: this.log },
      {
        hasModel: (project) => this.door.isOpen(project),
        nameModel: (project) => modelInShort(project, this.env),
      },
    ),
  );
  private readonly refreshing = this.owned.add(new Throttle(() => void this.flow.refresh(), SETTLE_MS));
  private readonly projects: Projects;
  /** Read here and nowhere else in the editor's face: it may hold a key. */
  private readonly env: Environment = process.env;
  private readonly keys: Keys;
  private readonly door: ModelDoor;

  constructor(private readonly context: ExtensionContext) {
    this.keys = new Keys(context.secrets, this.env, this.log);
    const models = new UserModels(this.env, systemClock, () => userWish(this.env));
    this.door = new ModelDoor(this.keys, models, this.env);
    this.projects = this.owned.add(
      new Projects(
        { assetsDir: join(context.extensionPath, 'dist', 'runners'), environment: this.env, log: this.log },
        (file) => this.fileChanged(file),
      ),
    );
    const recorder = new RunRecorder(this.keys, this.log);
    const logs = this.owned.add(new InteractionLogs(this.keys, this.env, this.log));
    const specifications = new SpecificationPicker((uri) => this.projects.of(uri));
    const tasks = new TaskFinder(this.flow, specifications, this.env);
    const prompts = this.owned.add(new ShownPrompts());
    const manual = new ManualMode(this.log);
    const starter = new PhaseStarter(
      this.flow,
      { door: this.door, keys: this.keys, logs, recorder, prompts, manual },
      { tasks, specifications, projects: this.projects },
      this.log,
    );
    const implementer = new Implementer(
      this.flow,
      { door: this.door, logs },
      { tasks, specifications, environment: this.env },
      this.log,
    );
    const where = { projects: this.projects, environment: this.env };
    const authors = { door: this.door, logs, keys: this.keys, manual };
    const documents = new DocumentStarter(this.flow, authors, where, this.log);
    const architect = new Architect(documents, this.log);
    const specification = new NewSpecification(documents, this.log);
    const assetsDir = join(context.extensionPath, 'dist', 'runners');
    const contract = new ProposeContract(documents, { assetsDir, environment: this.env }, this.log);
    const takeDocuments = (answer: DocumentAnswer) =>
      SPARC_NAMES.includes(answer.about.prompt.component) ? architect.take(answer) : specification.take(answer);
    const open = this.owned.add(new OpenSpecifications(this.flow));
    const sample = { dir: join(context.extensionPath, 'media', 'sample'), state: context.globalState };
    const features: readonly (() => readonly Disposable[])[] = [
      () => [new TdflowTree(this.flow)],
      () => [new HistoryTree(this.flow)],
      () => specificationFeatures(open, this.flow, this.log),
      () => dialectCommands(this.log),
      () => [new ReviewTree(this.flow), new HunkMarks(this.flow)],
      () => phaseCommands(starter, implementer, this.log),
      () => fixCommands(starter, this.flow, this.tests.items, this.log),
      () => waiveCommands(starter, this.flow, this.log),
      () => {
        const host = { projects: this.projects, environment: this.env, flow: this.flow, starter };
        const { version } = context.extension.packageJSON as { readonly version: string };
        return conformanceFeatures({ ...host, assetsDir, version }, this.log);
      },
      () => {
        const { projects, env } = this;
        return ledgerCommands({ projects, env, assetsDir }, this.log);
      },
      () => strengthFeatures({ tasks, flow: this.flow, open, assetsDir, environment: this.env }, this.log),
      () => architectCommands(architect, this.flow, this.log),
      () => contractCommands(contract, this.flow, this.log),
      () => intakeCommands(specification, this.flow, this.log),
      () => [new TestProfiles(this.tests, this.flow, this.log)],
      () => promptCommands(starter, takeDocuments, this.flow, this.log),
      () => contextCommands(this.projects, this.log),
      () => codebaseCommands(this.projects, { assetsDir, environment: this.env }, this.log),
      () => templateCommands({ projects: this.projects, flow: this.flow }, this.log),
      () => nextStepCommands(this.flow, this.log),
      () => reviewCommands(this.flow, this.log),
      () => {
        const { keys, flow, env } = this;
        const costs = new CostStatus(flow, models, env, this.log);
        return [costs, ...modelCommands({ models, keys, flow, costs, env }, this.log)];
      },
      () => sessionCommands(starter, { flow: this.flow, documents: this.documents, log: this.log }),
      () => openCommands(this.flow, this.documents, sample, this.log),
      () => otherCommands({ keys: this.keys, logs, recorder, flow: this.flow }, this.log),
    ];
    for (const feature of features) this.addFeature(feature);
  }

  /** Finds the session to show and undoes what a crash left half done. */
  async start(): Promise<void> {
    this.owned.add(workspace.onDidChangeTextDocument(({ document }) => this.fileChanged(document.uri)));
    this.owned.add(workspace.onDidGrantWorkspaceTrust(() => void this.showFolder()));
    this.owned.add(workspace.onDidChangeWorkspaceFolders(() => void this.showFolder()));
    this.owned.add(lm.onDidChangeChatModels(() => void this.flow.refresh()));
    this.owned.add(this.context.secrets.onDidChange(() => void this.flow.refresh()));
    this.owned.add(
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SETTING.provider)) this.flow.ladder.forget();
        if (change.affectsConfiguration('agentforge')) void this.flow.refresh();
      }),
    );
    await this.showFolder();
    await welcomeToSample(this.context.globalState);
  }

  /** Cancels what runs and waits until it has taken back what it wrote. */
  stop(): Promise<void> {
    return this.flow.stop();
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** One broken feature must not take the others with it. */
  private addFeature(create: () => readonly Disposable[]): void {
    try {
      for (const part of create()) this.owned.add(part);
    } catch (error) {
      this.log.error(error instanceof Error ? error : String(error));
    }
  }

  /** Shows the folder that is shown as long as it is open, else the first one. */
  private async showFolder(): Promise<void> {
    this.projects.forgetClosed();
    const { project } = this.flow;
    const shown = project !== undefined && this.projects.has(project) ? project : this.projects.of(undefined);
    this.flow.use(shown);
    await this.projects.recover();
    await this.flow.refresh();
  }

  /** Sessions may be written by the terminal, and files that a verdict speaks of by anyone. */
  private fileChanged(uri: Uri): void {
    if (this.flow.speaksOf(uri)) this.refreshing.request();
  }
}
