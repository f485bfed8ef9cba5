import type { AuthoringEvent, AuthoringOutcome } from '../../core/authoring/authoringEvents';
import type { DocumentWork } from '../../core/authoring/documentPiece';
import { writeDocuments } from '../../core/authoring/writeDocuments';
import type { Problem } from '../../core/errors';
import { mapTexts } from '../../core/lib/mapTexts';
import type { Result } from '../../core/lib/result';
import { ok } from '../../core/lib/result';
import { Ladder } from '../../core/model/ladder';
import type { ModelProvider } from '../../core/model/provider';
import { ladderWords } from '../../core/outline/ladderWords';
import type { Consent } from '../../core/tdflow/consent';
import type { Asking } from '../../core/tdflow/task';
import type { Project } from '../project';
import type { ProviderName } from './chooseProvider';
import { chooseProvider } from './chooseProvider';
import type { CliHost } from './cliHost';
import { confirmWhenLimited } from './confirmWhenLimited';
import { loggedProvider } from './loggedProvider';
import type { Printer } from './printer';
import { consentByAsking, consentByFlag } from './terminalConsent';
import { TerminalKeys } from './terminalKeys';
import { terminalModels } from './terminalModels';

export interface AuthoringWish {
  readonly name: ProviderName;
  /** The text of an answer that a person brought. */
  readonly answer: string | undefined;
  readonly asking: Asking;
  readonly keyStdin: 'given' | 'not given';
  readonly consent: 'by flag' | 'by asking';
}

/** Writes documents and tells what happens; `instead` answers in the place of who was chosen. */
export type WriteInTerminal = (
  what: Pick<DocumentWork, 'name' | 'pieces'>,
  instead?: ModelProvider,
) => Promise<AuthoringOutcome>;

/** Who answers at this terminal, and who consents. */
export interface TerminalDoor {
  /** As the one who answers is asked. */
  readonly asking: Asking;
  readonly provider: ModelProvider;
  readonly consent: Consent;
  /** Tells what happens, to the end. */
  tell(running: AsyncGenerator<AuthoringEvent, AuthoringOutcome>): Promise<AuthoringOutcome>;
}

/** Opens the door to whom the user chose, once for all that a command writes; asks no model yet. */
export async function openAuthoring(
  host: CliHost,
  project: Project,
  asked: AuthoringWish,
  printer: Printer,
): Promise<Result<WriteInTerminal, Problem>> {
  const opened = await openDoor(host, project, asked, printer);
  if (!opened.ok) return opened;
  const { asking, provider, consent, tell } = opened.value;
  return ok((what, instead = provider) =>
    tell(writeDocuments({ ...asking, ...what }, { provider: instead, consent }, project.ports, host.signal)),
  );
}

/** The same for what does more than write documents. */
export async function openDoor(
  host: CliHost,
  project: Project,
  { name, answer, asking, keyStdin, consent: how }: AuthoringWish,
  printer: Printer,
): Promise<Result<TerminalDoor, Problem>> {
  const keys = new TerminalKeys(host, project, keyStdin === 'given' ? 'stdin' : 'usual places');
  const models = terminalModels(host);
  const wish = { name, answer, recording: undefined, task: asking, keys, printer, models };
  const chosen = await chooseProvider(host, project, wish);
  if (!chosen.ok) return chosen;
  const ladder: Ladder = new Ladder(() => {
    const words = ladderWords(ladder.step({ canAsk: true }));
    if (words !== '') printer.note(words);
  });
  const about = { host, project, secrets: () => keys.secrets, printer };
  const provider = loggedProvider(ladder.watch(chosen.value.provider), about);
  const consent = how === 'by flag' ? confirmWhenLimited(consentByFlag, ladder, host) : consentByAsking(host);
  const hide = (text: string) => project.ports.ownKeys.hideIn(text);
  const tell: TerminalDoor['tell'] = async (running) => {
    for (;;) {
      const step = await running.next();
      if (step.done === true) {
        const outcome = mapTexts(step.value, hide);
        printer.authored(outcome);
        return outcome;
      }
      const event = step.value;
      // A stream's texts are only counted; mapping them anew for every line of it would be slow.
      const isStream = event.kind === 'piece' && event.event.kind === 'changes';
      printer.authoring(isStream ? event : mapTexts(event, hide));
    }
  };
  return ok({ asking: chosen.value.task, provider, consent, tell });
}
