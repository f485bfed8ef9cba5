import { documentPrompt } from '../../core/authoring/documentPrompt';
import type { Guidance, GuidanceWarning } from '../../core/authoring/sparc/guidance';
import { readGuidance } from '../../core/authoring/sparc/guidance';
import type { ArchitecturePlan, FoundGuidance } from '../../core/authoring/sparc/planArchitecture';
import { findGuidance, planArchitecture } from '../../core/authoring/sparc/planArchitecture';
import { conventionsOf } from '../../core/authoring/sparc/sparcPieces';
import { GUIDANCE_WORK, SPARC_WORK } from '../../core/authoring/sparc/sparcWork';
import { guidancePiece, templateProvider } from '../../core/authoring/sparc/writeGuidance';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { promptAsText } from '../../core/prompt/prompt';
import { stopsRun } from '../../core/tdflow/implement/stopsRun';
import { sessionId } from '../../core/tdflow/session';
import type { Project, Settings } from '../project';
import { findRoot, openProject, readSettings, relativeToRoot } from '../project';
import type { ProviderName } from './chooseProvider';
import { providerName } from './chooseProvider';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf, exitCodeOfAuthored } from './exitCode';
import type { WriteInTerminal } from './openAuthoring';
import { openAuthoring } from './openAuthoring';
import type { Printer } from './printer';
import { readInput } from './readInput';
import { recoverInterrupted } from './recoverInterrupted';
import { takeBackInTerminal } from './takeBackInTerminal';

export interface ArchitectOptions {
  readonly guidanceFile?: string;
  /** What the project is. */
  readonly description?: string;
  /** The folder of the documents. */
  readonly folder?: string;
  readonly regenerate?: boolean;
  /** Takes back what was written last. */
  readonly undo?: boolean;
  /** A file with an answer that a person brought, or `-`. */
  readonly answer?: string;
  readonly model?: string;
  readonly provider?: ProviderName;
  readonly keyStdin?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** `architect`: writes the five documents of the SPARC method from the guidance, and the guidance from a description. */
export async function architectCommand(host: CliHost, options: ArchitectOptions, printer: Printer): Promise<number> {
  const done = await architect(host, options, printer);
  if (done.ok) return done.value;
  for (const problem of done.problem) printer.problem(problem);
  return exitCodeOf(done.problem[0] ?? { kind: 'cancelled' });
}

async function architect(
  host: CliHost,
  options: ArchitectOptions,
  printer: Printer,
): Promise<Result<number, readonly Problem[]>> {
  const name = options.answer === undefined ? providerName(options.provider, host.env) : ok('manual' as const);
  if (!name.ok) return fail([name.problem]);
  const isManualLook = name.value === 'manual' && options.answer === undefined;
  const isLook = options.undo !== true && (options.dryRun === true || isManualLook);
  const refused = isLook ? undefined : refusal(host, options);
  if (refused !== undefined) return fail([refused]);
  const project = openProject(findRoot(host.cwd), host.assetsDir, host.env);
  if (!isLook) await recoverInterrupted(project, printer);
  if (options.undo === true) {
    const back = await takeBackInTerminal([SPARC_WORK, GUIDANCE_WORK], project, printer);
    return back.ok ? back : fail([back.problem]);
  }
  const settings = await readSettings(project, host.env);
  if (!settings.ok) return settings;
  for (const warning of settings.value.warnings) printer.note(warning);
  const places = placesOf(host, project, options);
  if (!places.ok) return fail([places.problem]);
  const found = await findGuidance(places.value.guidance, places.value.folder, project.ports);
  if (!found.ok) return fail([found.problem]);
  const run: Run = { options, folder: places.value.folder, settings: settings.value, found: found.value };
  tellGuidance(run, printer);
  if (isLook) return look(run, project, host, printer);

  const answer = options.answer === undefined ? undefined : await readInput(host, options.answer);
  if (answer?.ok === false) return fail([answer.problem]);
  const plan = await planned(run, found.value.read?.guidance, project);
  if (!plan.ok) return plan;
  const { together, skipped } = plan.value;
  tellSkipped(skipped, together === undefined ? 'all' : 'some', printer);
  if (together === undefined) return ok(EXIT.done);
  const { config } = settings.value;
  const { clock } = project.ports;
  const asking = {
    session: { id: sessionId(clock.now(), clock.random()) },
    config: options.model === undefined ? config : { ...config, model: options.model, modelFrom: 'user' as const },
  };
  const keyStdin = options.keyStdin === true ? 'given' : 'not given';
  const consent = options.yes === true ? 'by flag' : 'by asking';
  const opened = await openAuthoring(
    host,
    project,
    { name: name.value, answer: answer?.value, asking, keyStdin, consent },
    printer,
  );
  if (!opened.ok) return fail([opened.problem]);
  if (answer !== undefined) return ok(exitCodeOfAuthored(await opened.value({ name: SPARC_WORK, pieces: [together] })));
  const written = await writtenGuidance(run, opened.value, project, printer);
  if (!written.ok) return ok(written.problem);
  const pieces = written.value === undefined ? plan : await planned(run, written.value, project);
  if (!pieces.ok) return pieces;
  return ok(exitCodeOfAuthored(await opened.value({ name: SPARC_WORK, pieces: pieces.value.pieces })));
}

/** What a run is about. */
interface Run {
  readonly options: ArchitectOptions;
  readonly folder: string | undefined;
  readonly settings: Settings;
  readonly found: FoundGuidance;
}

function refusal(host: CliHost, { yes, undo: isUndo, answer, keyStdin }: ArchitectOptions): Problem | undefined {
  const invalid = (detail: string): Problem => ({ kind: 'input-invalid', detail });
  if (answer === '-' && keyStdin === true)
    return invalid('Standard input can be read once, and the answer - and --key-stdin would both read it.');
  if (yes === true || isUndo === true) return undefined;
  if (answer === '-')
    return invalid('The answer comes from standard input, so nobody can be asked: use --yes with it.');
  if (host.stdin.isTTY === true) return undefined;
  return invalid(
    'There is no terminal to ask in. Use --yes to accept what is proposed, or --dry-run to see the prompts.',
  );
}

function placesOf(
  { cwd }: CliHost,
  { root }: Project,
  { guidanceFile, folder }: ArchitectOptions,
): Result<{ readonly guidance: string | undefined; readonly folder: string | undefined }, Problem> {
  const guidance = guidanceFile === undefined ? ok(undefined) : relativeToRoot(root, cwd, guidanceFile);
  if (!guidance.ok) return guidance;
  const inside = folder === undefined ? ok(undefined) : relativeToRoot(root, cwd, folder);
  return inside.ok ? ok({ guidance: guidance.value, folder: inside.value }) : inside;
}

function tellGuidance({ options, found }: Run, printer: Printer): void {
  const { relative } = found.path;
  for (const { position, message } of found.read?.warnings ?? []) printer.note(placed(relative, { position, message }));
  if (found.isUnreadable) printer.note(`${relative} is no text that can be read; the usual words take its place.`);
  else if (found.read === undefined && options.description === undefined) {
    printer.note(
      `There is no ${relative}: the usual words take its place. To have one written, say what the project is: agentforge architect --description "..."`,
    );
  }
}

function placed(path: string, { position, message }: GuidanceWarning): string {
  return `${path}:${position.line}:${position.column}: ${message}`;
}

function tellSkipped(skipped: readonly string[], which: 'all' | 'some', printer: Printer): void {
  if (skipped.length === 0) return;
  const all = which === 'all' ? 'Nothing is left to write. ' : '';
  printer.note(`${all}Already there, and left as it is: ${skipped.join(', ')}. --regenerate writes it anew.`);
}

async function planned(
  { options, folder, settings }: Run,
  guidance: Guidance | undefined,
  project: Project,
): Promise<Result<ArchitecturePlan, readonly Problem[]>> {
  const plan = await planArchitecture(
    {
      guidance,
      description: options.description,
      folder,
      which: options.regenerate === true ? 'all' : 'missing',
      conventions: conventionsOf(settings),
      config: settings.config,
    },
    project.ports,
  );
  return plan.ok ? plan : fail([plan.problem]);
}

/** Prints what would be asked; a person may carry it to a model. */
async function look(
  run: Run,
  project: Project,
  host: CliHost,
  printer: Printer,
): Promise<Result<number, readonly Problem[]>> {
  const plan = await planned(run, run.found.read?.guidance, project);
  if (!plan.ok) return plan;
  const { pieces, together, skipped } = plan.value;
  tellSkipped(skipped, together === undefined ? 'all' : 'some', printer);
  if (together === undefined) return ok(EXIT.done);
  const isDry = run.options.dryRun === true;
  for (const piece of isDry ? pieces : [together]) {
    const { prompt, omitted } = await documentPrompt(piece, project.ports);
    const title = piece.documents.map(({ relative }) => relative).join(', ');
    printer.prompt(`${isDry ? `${'='.repeat(20)} ${title}\n` : ''}${promptAsText(prompt)}\n`);
    for (const { what, why } of omitted) printer.note(`Left out of the prompt: ${what} (${why}).`);
    if (isDry) printer.note(`${title}: at most ${prompt.tokens} tokens.`);
  }
  printer.note(
    isDry
      ? 'Nothing was sent.'
      : `No model was called. Give the prompt above to a model, save its answer to a file, and go on with:\n       ${host.command} architect --answer FILE`,
  );
  return ok(EXIT.done);
}

/**
 * Has the guidance written where there is none and somebody says what the project is; from a template when the model cannot, but
 * not when nothing else could be asked for either. Undefined when there is nothing to write. The problem is the exit code.
 */
async function writtenGuidance(
  { options, found }: Run,
  write: WriteInTerminal,
  { ports }: Project,
  printer: Printer,
): Promise<Result<Guidance | undefined, number>> {
  const { description } = options;
  const { path } = found;
  if (description === undefined || found.read !== undefined || found.isUnreadable) return ok(undefined);
  const what = { name: GUIDANCE_WORK, pieces: [guidancePiece(path, description)] };
  let outcome = await write(what);
  if (outcome.kind === 'failed' && !stopsRun(outcome.problem)) {
    printer.note(`A template is proposed as ${path.relative} instead.`);
    outcome = await write(what, templateProvider(path, description));
  }
  if (outcome.kind !== 'written') return fail(exitCodeOfAuthored(outcome));
  const file = await ports.reader.read(path);
  return ok(file === undefined || file === 'unreadable' ? undefined : readGuidance(file.text).guidance);
}
