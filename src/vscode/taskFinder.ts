import { window, workspace } from 'vscode';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import { busyWords } from '../core/outline/busyWords';
import type { Phase } from '../core/phase';
import type { Specification } from '../core/spec/specification';
import { likelyComponent, sessionFor } from '../core/tdflow/findSession';
import { resolveTask } from '../core/tdflow/resolveTask';
import type { Session } from '../core/tdflow/session';
import { withSpecification } from '../core/tdflow/sessionChanges';
import type { Task } from '../core/tdflow/task';
import type { Environment } from '../node/environment';
import type { Project } from '../node/project';
import { readSettings, readSpecification } from '../node/project';
import type { Flow } from './flow';
import { SETTING } from './manifest';
import { withEditorSettings } from './models/withEditorSettings';
import { readEditorTemplate } from './phaseTemplates';
import type { SpecificationFile, SpecificationPicker } from './specificationPicker';

/** Which phase of which component; undefined parts are found, or asked for. */
export interface PhaseWish {
  readonly phase: Phase;
  readonly component: string | undefined;
  /** `editor`: the specification in the active editor when there is one; else, as for `session`, the current session's. */
  readonly from: 'editor' | 'session' | SessionPlace;
  /** What is to be repaired; undefined for a phase as usual. */
  readonly failure?: string;
}

/** One session, whichever is shown. */
export interface SessionPlace {
  readonly project: Project;
  readonly id: string;
}

export interface FoundTask {
  readonly task: Task;
  readonly project: Project;
  /** Sentences about settings that were not understood. */
  readonly warnings: readonly string[];
}

interface Source {
  readonly file: SpecificationFile;
  /** Undefined: the specification's current one. */
  readonly session: Session | undefined;
}

/** Turns a wish into a task: the specification, the session, the component, the settings. */
export class TaskFinder {
  constructor(
    private readonly flow: Flow,
    private readonly picker: SpecificationPicker,
    private readonly env: Environment,
  ) {}

  async find(wish: PhaseWish): Promise<Result<FoundTask, readonly Problem[]>> {
    if (!workspace.isTrusted) return fail([{ kind: 'untrusted-workspace' }]);
    if (this.flow.running !== undefined) {
      return fail([{ kind: 'input-invalid', detail: busyWords(this.flow.running.activity) }]);
    }
    const source = await this.source(wish);
    if (!source.ok) return fail([source.problem]);
    const { project, path, unsaved } = source.value.file;
    const settings = await readSettings(project, this.env);
    if (!settings.ok) return settings;
    const loaded = await readSpecification(project, path, unsaved);
    if (!loaded.ok) return loaded;
    const { specification } = loaded.value;
    this.flow.use(project);
    const session = await sessionOf(source.value.session, specification, project);
    const component = wish.component ?? likelyComponent(session, wish.phase) ?? (await chooseComponent(specification));
    if (component === undefined) return fail([{ kind: 'cancelled' }]);
    const template = await readEditorTemplate(project, wish.phase, this.env);
    if (!template.ok) return fail([template.problem]);
    const { profile, choices, conventions, warnings } = settings.value;
    const config = withEditorSettings(settings.value.config);
    if (!config.ok) return fail([config.problem]);
    const task = await resolveTask(
      {
        session,
        specification,
        component,
        phase: wish.phase,
        mode: wish.failure === undefined ? 'full' : 'fix',
        config: config.value,
        profile,
        choices,
        conventions,
        failure: wish.failure,
        template: template.value,
        testTimeLimitMs: (workspace.getConfiguration().get<number>(SETTING.testTimeLimit) ?? 300) * 1000,
      },
      project.ports,
    );
    return task.ok ? ok({ task: task.value, project, warnings }) : fail([task.problem]);
  }

  private async source({ from }: PhaseWish): Promise<Result<Source, Problem>> {
    if (typeof from === 'object') {
      const session = await from.project.ports.sessions.read(from.id);
      if (!session.ok) return session;
      return ok({ file: this.picker.inProject(from.project, session.value.specFile), session: session.value });
    }
    const { session, project } = this.flow;
    const file =
      (from === 'editor' ? this.picker.fromActiveEditor() : undefined) ??
      (session === undefined || project === undefined
        ? await this.picker.ask()
        : this.picker.inProject(project, session.specFile));
    return file === undefined ? fail({ kind: 'cancelled' }) : ok({ file, session: undefined });
  }
}

async function sessionOf(
  meant: Session | undefined,
  specification: Specification,
  { ports }: Project,
): Promise<Session> {
  if (meant === undefined) return sessionFor(specification, ports);
  return withSpecification(meant, specification, ports.clock.now().toISOString());
}

async function chooseComponent(specification: Specification): Promise<string | undefined> {
  const [only, another] = specification.components;
  if (another === undefined) return only?.name;
  const items = specification.components.map(({ name, description }) => ({
    label: name,
    detail: description.split('\n', 1)[0] ?? '',
  }));
  const options = { title: 'AgentForge: component', placeHolder: 'Which component?' };
  return (await window.showQuickPick(items, options))?.label;
}
