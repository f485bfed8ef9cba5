import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { declaresSpecification } from '../../core/spec/declaresSpecification';
import { currentSession } from '../../core/tdflow/findSession';
import { checkPath } from '../../core/workspace/checkedPath';
import type { Project } from '../project';
import { relativeToRoot } from '../project';
import type { CliHost } from './cliHost';

/** What the architects' command writes. */
const ARCHITECTURE = 'architecture/Architecture.md';
const MAY_BE_ONE = /\.ya?ml$|(?:spec|requirement|architecture)[^/]*\.md$/i;
const LISTED_PATHS = 100_000;
const READ_FILES = 500;
const NAMED = 10;

/**
 * The specification that is meant, as a workspace-relative path: the one that is given; else the SPARC architecture; else that of the
 * current session; else the only file that says of itself that it is one.
 */
export async function findSpecification(
  host: CliHost,
  project: Project,
  given: string | undefined,
): Promise<Result<string, Problem>> {
  if (given !== undefined) return relativeToRoot(project.root, host.cwd, given);
  if ((await textOf(project, ARCHITECTURE)) !== undefined) return ok(ARCHITECTURE);
  const { session } = await currentSession(project.ports);
  if (session !== undefined && (await textOf(project, session.specFile)) !== undefined) return ok(session.specFile);
  const found = await declared(project);
  const [only, another] = found;
  if (only !== undefined && another === undefined) return ok(only);
  const detail =
    only === undefined
      ? 'There is no specification here yet. Run "agentforge architect" first, or name one: agentforge implement PATH'
      : `There are several specifications: ${found.slice(0, NAMED).join(', ')}. Name one: agentforge implement PATH`;
  return fail({ kind: 'input-invalid', detail });
}

async function declared(project: Project): Promise<readonly string[]> {
  const paths = await project.ports.reader.list(LISTED_PATHS);
  const found: string[] = [];
  for (const path of paths.filter((each) => MAY_BE_ONE.test(each)).slice(0, READ_FILES)) {
    const text = await textOf(project, path);
    if (text !== undefined && declaresSpecification(path, text)) found.push(path);
  }
  return found;
}

async function textOf({ ports }: Project, path: string): Promise<string | undefined> {
  const checked = await checkPath(path, ports.links);
  const file = checked.ok ? await ports.reader.read(checked.value) : undefined;
  return file === undefined || file === 'unreadable' ? undefined : file.text;
}
