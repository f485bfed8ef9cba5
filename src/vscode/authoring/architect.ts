import { commands, Uri, window } from 'vscode';
import type { AuthoringOutcome } from '../../core/authoring/authoringEvents';
import type { DocumentPiece, DocumentWork } from '../../core/authoring/documentPiece';
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
import type { DocumentSource } from '../../core/tdflow/documentSource';
import { stopsRun } from '../../core/tdflow/implement/stopsRun';
import type { LeftDocuments } from '../../core/tdflow/stores';
import { showProblem } from '../errors';
import { COMMAND } from '../manifest';
import { plain } from '../plain';
import { askPiece, askWhat, askWhich } from './askArchitect';
import type { DocumentAnswer, DocumentPlace, DocumentStarter } from './documentStarter';

/** What of this command can be left open, and be brought by hand. */
export const SPARC_NAMES: readonly string[] = [SPARC_WORK, GUIDANCE_WORK];

type SparcWork = Pick<DocumentWork, 'name' | 'pieces' | 'source'>;
type Written = Result<AuthoringOutcome, Problem>;

/** Writes the documents of the SPARC method, and before them the guidance where there is none. */
export class Architect {
  constructor(
    private readonly starter: DocumentStarter,
    private readonly log: Log,
  ) {}

  /** Asks what nobody has said yet, and which of the documents to write. */
  async run(): Promise<void> {
    const place = await this.starter.placeAnew(SPARC_NAMES, (left) => this.resume(left));
    if (place === undefined) return;
    return this.tell(await this.write(place), place);
  }

  /** Goes on with a review that was left open. */
  async resume(left: LeftDocuments): Promise<void> {
    const place = await this.starter.place();
    if (place === undefined) return;
    const named = new Set(left.review.changes.files.map(({ name }) => name));
    const isWanted = ({ documents }: DocumentPiece) => documents.some(({ relative }) => named.has(relative));
    const work = await workAgain({ name: left.component, source: left.source }, isWanted, place);
    if (!work.ok) return this.tell(work, place);
    const { task, provider } = await this.starter.openFor(left, place);
    const by = { provider, resume: left };
    const outcome = await this.starter.write({ ...task, ...work.value }, place.project, by);
    if (left.component === GUIDANCE_WORK && outcome.kind === 'written') return this.run();
    return this.tell(ok(outcome), place);
  }

  /** Takes an answer that a person brought; then the next prompt can be copied. */
  async take(answer: DocumentAnswer): Promise<void> {
    const { prompt, project } = answer.about;
    const place = await this.starter.place(project);
    if (place === undefined) return;
    const { piece, source } = prompt.documents ?? {};
    const work = await workAgain({ name: prompt.component, source }, ({ id }) => id === piece, place);
    if (!work.ok) return this.tell(work, place);
    const session = this.starter.newSession(place);
    const outcome = await this.starter.take({ session, config: place.config, ...work.value }, answer, place);
    const rest = outcome.kind === 'written' ? await planAgain(source, 'missing', place) : undefined;
    return this.tell(ok(outcome), place, rest?.ok === true ? rest.value : undefined);
  }

  /** @param toCarry what a person, who carries the prompts, has asked for already, and what not */
  private async tell(done: Written, place: DocumentPlace, toCarry?: ArchitecturePlan): Promise<void> {
    const again = () => this.run();
    if (!done.ok) return showProblem(done.problem, this.log, again);
    const next = (files: readonly string[]) =>
      toCarry === undefined || toCarry.pieces.length === 0
        ? afterDocuments(toCarry?.skipped ?? files, place)
        : { label: 'Copy next prompt', run: () => this.carry({ name: SPARC_WORK, ...toCarry }, place) };
    const resume = (left: LeftDocuments) => this.resume(left);
    return this.starter.tell(done.value, { project: place.project, names: SPARC_NAMES, again, resume, next });
  }

  private async write(place: DocumentPlace): Promise<Written> {
    const found = await findGuidance(undefined, undefined, place.project.ports);
    if (!found.ok) return found;
    const { path, read, isUnreadable } = found.value;
    for (const { position, message } of read?.warnings ?? []) {
      this.log.warn(`${path.relative}:${position.line}:${position.column}: ${message}`);
    }
    const words = read === undefined ? await askWhat(found.value) : '';
    if (words === undefined) return CANCELLED;
    const description = words === '' ? undefined : words;
    const missing = await planned(place, { description, guidance: read?.guidance, which: 'missing' });
    if (!missing.ok) return missing;
    const which = await askWhich(missing.value);
    if (which === undefined) return CANCELLED;
    const asked = await this.starter.open(place, () => this.run());
    if (asked === undefined) return CANCELLED;
    const first = description === undefined || isUnreadable ? undefined : guidanceWork(found.value, description);
    if (asked !== 'by-hand' && first !== undefined) {
      const run: Run = (provider = asked.provider) =>
        this.starter.write({ ...asked.task, ...first }, place.project, { provider });
      const outcome = await orFromTemplate(run, found.value, first.source.words);
      if (outcome.kind !== 'written') return ok(outcome);
    }
    const guidance = first === undefined ? read?.guidance : await guidanceIn(found.value, place);
    const plan = await planned(place, { description, guidance, which });
    if (!plan.ok) return plan;
    const { pieces, source } = plan.value;
    const work = { name: SPARC_WORK, pieces, source };
    if (asked !== 'by-hand') {
      return ok(await this.starter.write({ ...asked.task, ...work }, place.project, { provider: asked.provider }));
    }
    await this.carry(first ?? work, place);
    return CANCELLED;
  }

  /** Puts the prompt of one document on the clipboard, which the user chooses. */
  private async carry(work: SparcWork, place: DocumentPlace): Promise<void> {
    const piece = await askPiece(work.pieces);
    if (piece !== undefined) await this.starter.copy(work, piece, place);
  }
}

/** Ends without a word. */
const CANCELLED: Written = fail({ kind: 'cancelled' });

/** Has something written, by another than who was asked for. */
type Run = (provider?: ModelProvider) => Promise<AuthoringOutcome>;

/** The guidance from a template when the model cannot, but not when nothing else could be asked for either. */
async function orFromTemplate(run: Run, { path }: FoundGuidance, description: string): Promise<AuthoringOutcome> {
  const outcome = await run();
  if (outcome.kind !== 'failed' || stopsRun(outcome.problem)) return outcome;
  void window.showWarningMessage(plain(`No model wrote ${path.relative}; a template is proposed instead.`));
  return run(templateProvider(path, description));
}

/** Components can be built from the architecture; it is opened, as what is in the editor is built. */
function afterDocuments(files: readonly string[], { project: { root } }: DocumentPlace) {
  const architecture = files.find((path) => path.endsWith('/Architecture.md'));
  if (architecture === undefined) return undefined;
  const run = async () => {
    await commands.executeCommand('vscode.open', Uri.joinPath(Uri.file(root), architecture));
    await commands.executeCommand(COMMAND.implementAll);
  };
  return { label: 'Implement all components', run };
}

/** Work of another time once more, from what is there now, with the pieces that are wanted. */
async function workAgain(
  { name, source: then }: { readonly name: string; readonly source: DocumentSource | undefined },
  isWanted: (piece: DocumentPiece) => boolean,
  place: DocumentPlace,
): Promise<Result<SparcWork, Problem>> {
  if (name === GUIDANCE_WORK) {
    const found = await findGuidance(undefined, undefined, place.project.ports);
    return found.ok ? ok(guidanceWork(found.value, then?.words ?? '')) : found;
  }
  const plan = await planAgain(then, 'all', place);
  if (!plan.ok) return plan;
  const { pieces, source } = plan.value;
  return ok({ name: SPARC_WORK, pieces: pieces.filter(isWanted), source });
}

async function planAgain(
  then: DocumentSource | undefined,
  which: PlanRequest['which'],
  place: DocumentPlace,
): Promise<Result<ArchitecturePlan, Problem>> {
  const found = await findGuidance(undefined, undefined, place.project.ports);
  if (!found.ok) return found;
  const words = then?.words ?? '';
  const description = words === '' ? undefined : words;
  return planned(place, { description, guidance: found.value.read?.guidance, which });
}

/** Guidance that came to be meanwhile is another one. */
function guidanceWork({ path, read }: FoundGuidance, words: string) {
  const source = { words, basis: read === undefined ? '' : path.relative };
  return { name: GUIDANCE_WORK, pieces: [guidancePiece(path, words)], source };
}

function planned(
  { settings, config, project }: DocumentPlace,
  about: Pick<PlanRequest, 'guidance' | 'description' | 'which'>,
): Promise<Result<ArchitecturePlan, Problem>> {
  return planArchitecture({ ...about, conventions: conventionsOf(settings), config }, project.ports);
}

async function guidanceIn({ path }: FoundGuidance, { project }: DocumentPlace): Promise<Guidance | undefined> {
  const file = await project.ports.reader.read(path);
  return file === undefined || file === 'unreadable' ? undefined : readGuidance(file.text).guidance;
}
