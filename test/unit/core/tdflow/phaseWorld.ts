import { markFiles } from '../../../../src/core/tdflow/fileMarks';
import type { PhaseEvent, PhaseOutcome } from '../../../../src/core/tdflow/phaseEvents';
import type { Ports } from '../../../../src/core/tdflow/ports';
import type { PhaseRecord, Session, SessionComponent } from '../../../../src/core/tdflow/session';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';
import type { ScriptedRun } from '../../../kit/scriptedRunners';
import { scriptedRunners } from '../../../kit/scriptedRunners';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

/** A temporary folder with the real adapters, for phases that ask no model. */
export class PhaseWorld {
  readonly events: PhaseEvent[] = [];
  /** What each run of tests was asked to run. */
  readonly ran: (readonly string[])[] = [];

  private constructor(readonly folder: TemporaryWorkspace) {}

  static async make(files: Readonly<Record<string, string>>): Promise<PhaseWorld> {
    return new PhaseWorld(await TemporaryWorkspace.make(files));
  }

  ports(run: ScriptedRun, syntaxErrors: Readonly<Record<string, string>> = {}): Ports {
    const watched: ScriptedRun = (request, signal) => {
      this.ran.push(request.files);
      return run(request, signal);
    };
    return nodePorts(this.folder.root, scriptedRunners(watched, syntaxErrors));
  }

  /** A record whose files are marked as they stand now. */
  async record(paths: readonly string[], about: Partial<PhaseRecord> = {}): Promise<PhaseRecord> {
    const files = await markFiles(paths, nodePorts(this.folder.root));
    return sampleRecord({ journalEntry: undefined, ...about, files });
  }

  /** Stores a session with this cart. */
  async session(cart: Partial<SessionComponent>): Promise<Session> {
    const session = sampleSession({ components: [sampleComponent('cart', cart), sampleComponent('receipt')] });
    must(await nodePorts(this.folder.root).sessions.write(session));
    return session;
  }

  async stored(session: Session): Promise<Session> {
    return must(await nodePorts(this.folder.root).sessions.read(session.id));
  }

  async end(running: AsyncGenerator<PhaseEvent, PhaseOutcome>): Promise<PhaseOutcome> {
    for (;;) {
      const step = await running.next();
      if (step.done === true) return step.value;
      this.events.push(step.value);
    }
  }
}
