import { window, workspace } from 'vscode';
import type { Problem } from '../core/errors';
import type { Log } from '../core/lib/log';
import type { Result } from '../core/lib/result';
import { ok } from '../core/lib/result';
import type { ModelProvider } from '../core/model/provider';
import { implementDocument } from '../core/outline/implementDocument';
import { describeImplementing } from '../core/outline/implementReport';
import type { Phase } from '../core/phase';
import { buildOrder } from '../core/spec/buildOrder';
import type { Specification } from '../core/spec/specification';
import type { Consent } from '../core/tdflow/consent';
import { consentUnseen } from '../core/tdflow/consentUnseen';
import { sessionFor } from '../core/tdflow/findSession';
import type { ImplementRequest } from '../core/tdflow/implement/implementAll';
import { implementAll } from '../core/tdflow/implement/implementAll';
import type { ImplementReport } from '../core/tdflow/implement/implementEvents';
import type { PhaseEvent } from '../core/tdflow/phaseEvents';
import type { Session } from '../core/tdflow/session';
import type { Asking, Task } from '../core/tdflow/task';
import { isWritingTask } from '../core/tdflow/task';
import { checkPath } from '../core/workspace/checkedPath';
import type { Environment } from '../node/environment';
import type { Project } from '../node/project';
import { readSettings, readSpecification } from '../node/project';
import { showProblem, showProblems } from './errors';
import type { Flow } from './flow';
import type { InteractionLogs } from './interactionLogs';
import type { ModelDoor } from './modelDoor';
import { withEditorSettings } from './models/withEditorSettings';
import { openReport } from './openReport';
import { plain } from './plain';
import { repairLimits } from './repairSettings';
import type { SpecificationFile, SpecificationPicker } from './specificationPicker';
import type { TaskFinder } from './taskFinder';

const ARCHITECTURE = 'architecture/Architecture.md';

/** A specification, and the session in which it is built. */
interface Undertaking {
  readonly specification: Specification;
  readonly session: Session;
  readonly project: Project;
}

/** Takes all components of a specification through their phases, each shown and reviewed as if it had been started alone. */
export class Implementer {
  constructor(
    private readonly flow: Flow,
    private readonly models: {
      readonly door: ModelDoor;
      readonly logs: InteractionLogs;
    },
    private readonly find: {
      readonly tasks: TaskFinder;
      readonly specifications: SpecificationPicker;
      readonly environment: Environment;
    },
    private readonly log: Log,
  ) {}

  /** From the question how it is to be done to the report. */
  async run(): Promise<void> {
    const again = () => this.run();
    if (!workspace.isTrusted) return showProblem({ kind: 'untrusted-workspace' }, this.log);
    if (this.flow.running !== undefined) return showProblem(busy(this.flow.running.title), this.log);
    const file = await this.specification();
    if (file === undefined) return;
    const begun = await this.begin(file);
    if (!begun.ok) return showProblems(begun.problem, this.log, again);
    const { specification, session, project } = begun.value;
    const how = await askHow(specification);
    if (how === undefined) return;
    const settings = await readSettings(project, this.find.environment);
    if (!settings.ok) return showProblems(settings.problem, this.log, again);
    const config = withEditorSettings(settings.value.config);
    if (!config.ok) return showProblem(config.problem, this.log);
    const opened = await this.models.door.open<Asking>({ session, config: config.value }, project);
    if (!opened.ok) return showProblem(opened.problem, this.log, again);
    const { provider, task: asked } = opened.value;
    const by = { provider: this.models.logs.keep(this.flow.ladder.watch(provider), project), consent: CONSENT[how] };
    const request: ImplementRequest = {
      specification,
      session,
      wanted: undefined,
      taskFor: (component, phase, now) => this.taskFor({ component, phase }, { project, id: now.id }, asked),
      start: (task, step) => this.start(task, step, { ...by, project }),
    };
    const report = await this.follow(request, project);
    await this.tell(report, begun.value);
  }

  /** The one in the editor; else that of the session; else the architecture; else one that is asked for. */
  private async specification(): Promise<SpecificationFile | undefined> {
    const { specifications } = this.find;
    const active = specifications.fromActiveEditor();
    if (active !== undefined) return active;
    const { project, session } = this.flow;
    if (project !== undefined && session !== undefined) return specifications.inProject(project, session.specFile);
    if (project !== undefined && (await isThere(project, ARCHITECTURE)))
      return specifications.inProject(project, ARCHITECTURE);
    return specifications.ask();
  }

  /** The session is stored: each phase goes on from what is written of the one before. */
  private async begin({ project, path, unsaved }: SpecificationFile): Promise<Result<Undertaking, readonly Problem[]>> {
    const loaded = await readSpecification(project, path, unsaved);
    if (!loaded.ok) return loaded;
    const { specification } = loaded.value;
    const session = await sessionFor(specification, project.ports);
    const stored = await project.ports.sessions.update(session, (current) => current);
    if (!stored.ok) return { ok: false, problem: [stored.problem] };
    return ok({ specification, session: stored.value, project });
  }

  private async taskFor(
    { component, phase }: { readonly component: string; readonly phase: Phase },
    from: { readonly project: Project; readonly id: string },
    { config, fit }: Asking,
  ): Promise<Result<Task, Problem>> {
    const found = await this.find.tasks.find({ phase, component, from });
    if (!found.ok) return { ok: false, problem: found.problem[0] ?? { kind: 'cancelled' } };
    const task = { ...found.value.task, config };
    return ok(fit === undefined ? task : { ...task, fit });
  }

  private async *start(
    task: Task,
    how: 'run' | 'prove',
    {
      project,
      ...by
    }: { readonly project: Project; readonly provider: ModelProvider; readonly consent: Partial<Consent> },
  ): ReturnType<ImplementRequest['start']> {
    const seen: PhaseEvent[] = [];
    const watch = (event: PhaseEvent) => {
      // The others hold whole proposals, for each line that comes.
      if (event.kind === 'prompt' || event.kind === 'model-ended' || event.kind === 'session') seen.push(event);
    };
    const outcome =
      isWritingTask(task) && how === 'run'
        ? await this.flow.run(task, project, { ...by, limits: repairLimits(), watch })
        : await this.flow.judge(task, project, watch);
    yield* seen;
    return outcome;
  }

  private async follow(request: ImplementRequest, { ports }: Project): Promise<ImplementReport> {
    // A phase is cancelled where it is shown, and that ends the run.
    const running = implementAll(request, ports, new AbortController().signal);
    for (;;) {
      const step = await running.next();
      if (step.done === true) return step.value;
      const { value: event } = step;
      if (event.kind === 'planned') this.log.info(`components in this order: ${event.order.join(', ')}`);
      if (event.kind === 'component-ended') this.log.info(`${event.component.name}: ${event.component.result}`);
    }
  }

  private async tell(report: ImplementReport, { specification: { path }, project }: Undertaking): Promise<void> {
    const { summary, next } = describeImplementing(report);
    for (const line of [summary, ...next]) this.log.info(line);
    const isDone = report.components.every(({ result }) => result === 'done' || result === 'already done');
    const buttons = isDone ? ['Show report'] : ['Show report', 'Go on'];
    const show = isDone ? window.showInformationMessage : window.showWarningMessage;
    const chosen = await show(
      plain(`${summary} ${report.stopped === undefined ? '' : (next[0] ?? '')}`.trim()),
      ...buttons,
    );
    if (chosen === 'Show report')
      await openReport('implemented', () => implementDocument(report, path), project, this.log);
    if (chosen === 'Go on') await this.run();
  }
}

type How = 'review' | 'accept';

/** A try that failed is repeated within the limits, and taken back at their end: the others go on from what is right. */
const UNSEEN = consentUnseen('accepting without review');
const CONSENT: Readonly<Record<How, Partial<Consent>>> = {
  review: { afterFailure: (failed, signal) => UNSEEN.afterFailure(failed, signal) },
  accept: UNSEEN,
};

async function askHow(specification: Specification): Promise<How | undefined> {
  const names = buildOrder(specification).components.map(({ name }) => name);
  const items = [
    {
      label: 'Review each proposal',
      detail: 'Nothing is written before you accept it.',
      how: 'review' as const,
    },
    {
      label: 'Accept proposals without review',
      detail: 'Never a protected file. What does not come through its tests is taken back.',
      how: 'accept' as const,
    },
  ];
  const chosen = await window.showQuickPick(items, {
    title: 'AgentForge: Implement all components',
    placeHolder: `In this order, through RED, GREEN and VERIFY: ${names.join(', ')}`,
  });
  return chosen?.how;
}

async function isThere({ ports }: Project, path: string): Promise<boolean> {
  const checked = await checkPath(path, ports.links);
  return checked.ok && (await ports.reader.read(checked.value)) !== undefined;
}

function busy(title: string): Problem {
  return { kind: 'input-invalid', detail: `${title} is running. Wait for it or cancel it first.` };
}
