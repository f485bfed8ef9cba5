import { writeTexts } from '../../core/authoring/writeTexts';
import { DEFAULT_CONFIG } from '../../core/config/config';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { sessionId } from '../../core/tdflow/session';
import type { CheckedPath } from '../../core/workspace/checkedPath';
import { checkPath } from '../../core/workspace/checkedPath';
import { analyseInThread } from '../codebase/analyseInThread';
import { NodeWorkspace } from '../nodeWorkspace';
import { codebaseWorker, findRoot, folderFromRoot, openProject, relativeToRoot } from '../project';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf } from './exitCode';
import type { Printer } from './printer';
import { recoverInterrupted } from './recoverInterrupted';
import { CHANGED } from './specCommands';

export interface AsBuiltOptions {
  /** Where it is written. */
  readonly output?: string;
}

/** `spec as-built`: writes a specification of code that is there, in a file that is not. */
export async function asBuiltCommand(
  host: CliHost,
  given: string,
  { output }: AsBuiltOptions,
  printer: Printer,
): Promise<number> {
  const root = findRoot(host.cwd);
  const path = folderFromRoot(root, host.cwd, given);
  if (!path.ok) return refuse(path.problem, printer);
  const target = await freeFile(
    host,
    output === undefined ? ok(defaultOutput(path.value)) : relativeToRoot(root, host.cwd, output),
  );
  if (!target.ok) return refuse(target.problem, printer);

  const asked = { root, program: codebaseWorker(host.assetsDir), environment: host.env };
  const built = await analyseInThread({ kind: 'describe', path: path.value }, asked, host.signal);
  if (!built.ok) return refuse(built.problem, printer);
  const { text, components, without, unread } = built.value;

  const project = openProject(root, host.assetsDir, host.env);
  await recoverInterrupted(project, printer);
  const { clock } = project.ports;
  const work = { name: CHANGED, session: { id: sessionId(clock.now(), clock.random()) }, config: DEFAULT_CONFIG };
  const written = await writeTexts(work, [{ path: target.value, text }], project.ports);
  if (!written.ok) return refuse(written.problem, printer);
  const left = [
    ...(without === 0 ? [] : [`files that offer nothing to others: ${without}`]),
    ...(unread === 0 ? [] : [`files that could not be read, by their language or length: ${unread}`]),
  ];
  const count = `${components} ${components === 1 ? 'component' : 'components'}`;
  printer.text(`${[`Written: ${target.value.relative}, ${count}`, ...left].join('; ')}.`);
  printer.text(
    `It says what the code says of itself. Add what it is to do, then: agentforge tdflow start --spec ${target.value.relative}`,
  );
  printer.text('Taken back with: agentforge spec undo');
  return EXIT.done;
}

function refuse(problem: Problem, printer: Printer): number {
  printer.problem(problem);
  return exitCodeOf(problem);
}

function defaultOutput(path: string): string {
  const name =
    path
      .split('/')
      .pop()
      ?.replace(/\.[^.]+$/, '') ?? '';
  return `specs/${name === '' ? 'project' : name}-as-built.yaml`;
}

async function freeFile(host: CliHost, given: Result<string, Problem>): Promise<Result<CheckedPath, Problem>> {
  if (!given.ok) return given;
  const workspace = new NodeWorkspace(findRoot(host.cwd), host.env);
  const checked = await checkPath(given.value, workspace);
  if (!checked.ok) return fail({ kind: 'input-invalid', detail: `${given.value}: ${checked.problem}` });
  if (!/\.ya?ml$/i.test(given.value))
    return fail({
      kind: 'input-invalid',
      detail: `${given.value} is no name for it: it is written as YAML, so end it in .yaml.`,
    });
  if ((await workspace.read(checked.value)) === undefined) return ok(checked.value);
  return fail({ kind: 'input-invalid', detail: `${given.value} exists already. Name another file with --output.` });
}
