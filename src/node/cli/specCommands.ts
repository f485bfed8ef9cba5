import { takeBackDocuments } from '../../core/authoring/takeBackDocuments';
import { writeTexts } from '../../core/authoring/writeTexts';
import { DEFAULT_CONFIG } from '../../core/config/config';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { visible } from '../../core/lib/visible';
import { withDialect } from '../../core/spec/chosenDialect';
import { DIALECT_LABEL, dialectsFor } from '../../core/spec/dialects';
import { changeSpecification } from '../../core/spec/edit/changeSpecification';
import { loadSpecification } from '../../core/spec/loadSpecification';
import { reportSpecification } from '../../core/spec/reportSpecification';
import type { Dialect } from '../../core/spec/requirement';
import type { Specification } from '../../core/spec/specification';
import { sessionId } from '../../core/tdflow/session';
import type { CheckedPath } from '../../core/workspace/checkedPath';
import { checkPath } from '../../core/workspace/checkedPath';
import { NodeWorkspace } from '../nodeWorkspace';
import { findRoot, openProject, readChanged, relativeToRoot } from '../project';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf } from './exitCode';
import type { Printer } from './printer';
import { recoverInterrupted } from './recoverInterrupted';

export interface LintOptions {
  readonly json?: boolean;
  readonly dialect?: Dialect;
  /** Words that are found beside the usual ones. */
  readonly vague?: readonly string[];
  /** Words that are fine here. */
  readonly allow?: readonly string[];
}

/** `spec lint`: everything that is wrong or cannot be tested in a specification, a line each, as the editor tells it. */
export async function lintCommand(
  host: CliHost,
  given: string,
  options: LintOptions,
  printer: Printer,
): Promise<number> {
  const read = await readText(host, given);
  if (!read.ok) {
    printer.problem(read.problem);
    return exitCodeOf(read.problem);
  }
  const { path: place, ...source } = read.value;
  const { text } = source;
  const path = place.relative;
  const { dialect } = options;
  if (dialect !== undefined && !dialectsFor(path).includes(dialect)) {
    const detail = `${path} can be read as ${dialectsFor(path).join(', ')}; not as ${dialect}`;
    printer.problem({ kind: 'input-invalid', detail });
    return EXIT.badInput;
  }
  const loaded = loadSpecification({ ...source, path, hash: '', ...(dialect === undefined ? {} : { dialect }) });
  const lint = { vagueWords: options.vague ?? [], allowedWords: options.allow ?? [] };
  const findings = reportSpecification(text, loaded, lint);
  for (const { severity, position, message } of findings) {
    const { line, column } = position;
    if (options.json === true) writeJson(host, { event: 'finding', path, severity, line, column, message });
    else host.stdout.write(`${visible(`${path}:${line}:${column}: ${severity}: ${message}`)}\n`);
  }
  if (!loaded.ok) return EXIT.badInput;
  const { specification } = loaded.value;
  const counts = countsOf(specification);
  if (options.json === true) {
    writeJson(host, { event: 'specification', path, dialect: specification.dialect, ...counts });
  } else {
    printer.note(
      `${path} is read as ${DIALECT_LABEL[specification.dialect]} (${specification.dialect}): ${counts.requirements} requirements, ${counts.criteria} criteria, ${counts.components} components. ${findings.length === 0 ? 'Nothing to mend.' : `To look at: ${findings.length}.`}`,
    );
  }
  return findings.length === 0 ? EXIT.done : EXIT.notReached;
}

export interface SetOptions {
  /** Of a requirement or a criterion. */
  readonly id?: string;
  readonly title?: string;
  readonly text?: string;
  readonly status?: string;
  /** How the file is read from now on. */
  readonly dialect?: Dialect | 'content';
}

/** What such a change is called in the journal. */
export const CHANGED = 'specification';

/** `spec set`: changes one thing in a specification, and leaves every other byte as it is. */
export async function setCommand(host: CliHost, given: string, options: SetOptions, printer: Printer): Promise<number> {
  const read = await readText(host, given);
  if (!read.ok) {
    printer.problem(read.problem);
    return exitCodeOf(read.problem);
  }
  const { path, text } = read.value;
  const changed = changedText(read.value, options);
  if (!changed.ok) {
    printer.problem({ kind: 'input-invalid', detail: `${path.relative} stays as it is. ${changed.problem}` });
    return EXIT.badInput;
  }
  if (changed.value === text) {
    printer.text(`${path.relative} says so already.`);
    return EXIT.done;
  }
  const project = openProject(findRoot(host.cwd), host.assetsDir, host.env);
  await recoverInterrupted(project, printer);
  const { clock } = project.ports;
  const work = { name: CHANGED, session: { id: sessionId(clock.now(), clock.random()) }, config: DEFAULT_CONFIG };
  const written = await writeTexts(work, [{ path, text: changed.value }], project.ports);
  if (!written.ok) {
    printer.problem(written.problem);
    return exitCodeOf(written.problem);
  }
  printer.text(`Written: ${path.relative}. Taken back with: agentforge spec undo`);
  return EXIT.done;
}

/** `spec undo`: takes back the last `spec set`, and keeps what was typed since. */
export async function undoSetCommand(host: CliHost, printer: Printer): Promise<number> {
  const project = openProject(findRoot(host.cwd), host.assetsDir, host.env);
  await recoverInterrupted(project, printer);
  const back = await takeBackDocuments([CHANGED], project.ports);
  if (!back.ok) {
    printer.problem(back.problem);
    return exitCodeOf(back.problem);
  }
  printer.text('Taken back.');
  return EXIT.done;
}

function changedText({ path, text }: ReadText, options: SetOptions): Result<string, string> {
  const { id, title, text: words, status, dialect } = options;
  const source = { path: path.relative, text };
  if (dialect !== undefined) {
    const wanted = dialect === 'content' ? undefined : dialect;
    const known = dialectsFor(path.relative);
    if (wanted !== undefined && !known.includes(wanted)) return fail(`It can be read as ${known.join(', ')}.`);
    return withDialect(path.relative, text, wanted);
  }
  if (status !== undefined) return changeSpecification(source, { part: 'status', value: status });
  if (id === undefined) return fail('Say with --id of which requirement or criterion.');
  if (title !== undefined) return changeSpecification(source, { part: 'title', id, value: title });
  return words === undefined
    ? fail('Say with --title or --text what it is to say.')
    : changeSpecification(source, { part: 'text', id, value: words });
}

function countsOf({ requirements, components }: Specification) {
  const criteria = requirements.reduce((sum, each) => sum + each.criteria.length, 0);
  return { requirements: requirements.length, criteria, components: components.length };
}

interface ReadText {
  readonly path: CheckedPath;
  /** Lines ended by LF. */
  readonly text: string;
  /** Of the specification that it proposes changes of. */
  readonly changed?: string;
}

async function readText(host: CliHost, given: string): Promise<Result<ReadText, Problem>> {
  const root = findRoot(host.cwd);
  const path = relativeToRoot(root, host.cwd, given);
  if (!path.ok) return path;
  const place = { path: path.value };
  const workspace = new NodeWorkspace(root, host.env);
  const checked = await checkPath(path.value, workspace);
  if (!checked.ok) return fail({ kind: 'spec-unreadable', place, detail: checked.problem });
  const file = await workspace.read(checked.value);
  if (file === undefined) return fail({ kind: 'spec-unreadable', place, detail: 'the file does not exist' });
  if (file === 'unreadable') return fail({ kind: 'spec-unreadable', place, detail: 'it is no text that can be read' });
  const changed = await readChanged({ reader: workspace, links: workspace }, path.value);
  return ok({ path: checked.value, text: file.text, ...(changed === undefined ? {} : { changed }) });
}

function writeJson(host: CliHost, event: Readonly<Record<string, unknown>>): void {
  host.stdout.write(`${JSON.stringify(event)}\n`);
}
