import { window } from 'vscode';
import type { AuthoringOutcome } from '../../core/authoring/authoringEvents';
import type { DocumentWork } from '../../core/authoring/documentPiece';
import type { Guidance } from '../../core/authoring/sparc/guidance';
import { readGuidance } from '../../core/authoring/sparc/guidance';
import type { ArchitecturePlan, FoundGuidance, PlanRequest } from '../../core/authoring/sparc/planArchitecture';
import { findGuidance, planArchitecture } from '../../core/authoring/sparc/planArchitecture';
import { conventionsOf } from '../../core/authoring/sparc/sparcPieces';
import { GUIDANCE_WORK, SPARC_WORK } from '../../core/authoring/sparc/sparcWork';
import { guidancePiece, templateProvider } from '../../core/authoring/sparc/writeGuidance';
import type { Problem } from '../../core/errors';
import type { Log } from '../../core/lib/log';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { ModelProvider } from '../../core/model/provider';
import { stopsRun } from '../../core/tdflow/implement/stopsRun';
import { showProblem } from '../errors';
import { plain } from '../plain';
import type { DocumentPlace, DocumentStarter } from './documentStarter';

/** Writes the documents of the SPARC method: asks what nobody has said yet, and which of them to write. */
export async function architect(starter: DocumentStarter, log: Log): Promise<void> {
  const place = await starter.place();
  if (place === undefined) return;
  const again = () => architect(starter, log);
  const done = await write(place, starter, log, again);
  if (!done.ok) return showProblem(done.problem, log, again);
  const { project } = place;
  return starter.tell(done.value, { project, names: [SPARC_WORK, GUIDANCE_WORK], again });
}

async function write(
  place: DocumentPlace,
  starter: DocumentStarter,
  log: Log,
  again: () => Promise<void>,
): Promise<Result<AuthoringOutcome, Problem>> {
  const found = await findGuidance(undefined, undefined, place.project.ports);
  if (!found.ok) return found;
  const { path, read } = found.value;
  for (const { position, message } of read?.warnings ?? []) {
    log.warn(`${path.relative}:${position.line}:${position.column}: ${message}`);
  }
  const description = read === undefined ? await askWhat(found.value) : '';
  if (description === undefined) return fail({ kind: 'cancelled' });
  const about = { description: description === '' ? undefined : description, guidance: read?.guidance };
  const missing = await planned(place, { ...about, which: 'missing' });
  if (!missing.ok) return missing;
  const which = await askWhich(missing.value);
  if (which === undefined) return fail({ kind: 'cancelled' });
  const asked = await starter.open(place, again);
  if (asked === undefined) return fail({ kind: 'cancelled' });
  const run = (what: Pick<DocumentWork, 'name' | 'pieces'>, instead?: ModelProvider) =>
    starter.write({ ...asked.task, ...what }, place.project, instead ?? asked.provider);
  let { guidance } = about;
  if (about.description !== undefined && !found.value.isUnreadable) {
    const outcome = await writeGuidance(found.value, about.description, run);
    if (outcome.kind !== 'written') return ok(outcome);
    guidance = await guidanceIn(found.value, place);
  }
  const plan = await planned(place, { ...about, guidance, which });
  return plan.ok ? ok(await run({ name: SPARC_WORK, pieces: plan.value.pieces })) : plan;
}

/** What the project is; '' when the usual words are to do, undefined when the user walks away. */
async function askWhat({ path }: FoundGuidance): Promise<string | undefined> {
  const described = await window.showInputBox({
    title: 'AgentForge: Architect (SPARC)',
    prompt: plain(
      `There is no ${path.relative}. What is the project? A sentence or a paragraph; guidance is written from it.`,
    ),
    placeHolder: 'A shop for books, with carts and orders',
    ignoreFocusOut: true,
  });
  return described?.trim();
}

/** Whether documents that are there are written anew; undefined when the user walks away. */
async function askWhich({ pieces, skipped }: ArchitecturePlan): Promise<PlanRequest['which'] | undefined> {
  if (skipped.length === 0) return 'missing';
  const there = {
    label: 'Write the missing ones',
    detail: `Stay as they are: ${skipped.join(', ')}`,
    which: 'missing',
  } as const;
  const all = { label: 'Write all anew', detail: 'You see each change before it is written.', which: 'all' } as const;
  const items = pieces.length === 0 ? [all] : [there, all];
  const placeHolder =
    pieces.length === 0
      ? 'All documents are there.'
      : `${skipped.length} of ${skipped.length + pieces.length} documents are there.`;
  return (
    await window.showQuickPick(items, { title: 'AgentForge: Architect (SPARC)', placeHolder, ignoreFocusOut: true })
  )?.which;
}

function planned(
  { settings, config, project }: DocumentPlace,
  about: Pick<PlanRequest, 'guidance' | 'description' | 'which'>,
): Promise<Result<ArchitecturePlan, Problem>> {
  return planArchitecture({ ...about, conventions: conventionsOf(settings), config }, project.ports);
}

/** From a template when the model cannot, but not when nothing else could be asked for either. */
async function writeGuidance(
  { path }: FoundGuidance,
  description: string,
  run: (what: Pick<DocumentWork, 'name' | 'pieces'>, instead?: ModelProvider) => Promise<AuthoringOutcome>,
): Promise<AuthoringOutcome> {
  const what = { name: GUIDANCE_WORK, pieces: [guidancePiece(path, description)] };
  const outcome = await run(what);
  if (outcome.kind !== 'failed' || stopsRun(outcome.problem)) return outcome;
  void window.showWarningMessage(plain(`No model wrote ${path.relative}; a template is proposed instead.`));
  return run(what, templateProvider(path, description));
}

async function guidanceIn({ path }: FoundGuidance, { project }: DocumentPlace): Promise<Guidance | undefined> {
  const file = await project.ports.reader.read(path);
  return file === undefined || file === 'unreadable' ? undefined : readGuidance(file.text).guidance;
}
