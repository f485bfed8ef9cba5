import { CONTRACTS_WORK, contractsWork, DERIVED_CONTRACT } from '../../core/authoring/contractsWork';
import { ownAnswer } from '../../core/authoring/ownAnswer';
import type { Log } from '../../core/lib/log';
import { pastedProvider } from '../../core/model/pastedProvider';
import type { LeftDocuments } from '../../core/tdflow/stores';
import { checkPath } from '../../core/workspace/checkedPath';
import { deriveFromProfile } from '../../node/conformance/deriveFromProfile';
import type { Environment } from '../../node/environment';
import { patternThread } from '../../node/project';
import { createSyntaxTrees } from '../../node/treeSitter';
import { showProblem } from '../errors';
import { whileWaiting } from '../whileWaiting';
import type { DocumentPlace, DocumentStarter } from './documentStarter';

export const CONTRACT_NAMES = [CONTRACTS_WORK];

/** A contract of what the code does already, derived without a model and reviewed like any change. */
export class ProposeContract {
  constructor(
    private readonly starter: DocumentStarter,
    private readonly host: { readonly assetsDir: string; readonly environment: Environment },
    private readonly log: Log,
  ) {}

  async run(): Promise<void> {
    const place = await this.starter.placeAnew(CONTRACT_NAMES, (left, where) => this.propose(where, { left }));
    if (place === undefined) return;
    const asked = {
      root: place.project.root,
      environment: this.host.environment,
      trees: createSyntaxTrees(),
      program: patternThread(this.host.assetsDir),
    };
    const title = 'AgentForge: holding the codebase profile against the code';
    const derived = await whileWaiting(title, (signal) => deriveFromProfile(asked, signal));
    if (!derived.ok) return showProblem(derived.problem, this.log);
    for (const { id, why } of derived.value.leftOut) this.log.info(`left out of the contract: ${id}, for ${why}`);
    return this.propose(place, { text: derived.value.text });
  }

  /** Goes on with a review that was left open. */
  async resume(left: LeftDocuments): Promise<void> {
    const place = await this.starter.place();
    if (place !== undefined) return this.propose(place, { left });
  }

  private async propose(
    place: DocumentPlace,
    { text, left }: { readonly text?: string; readonly left?: LeftDocuments },
  ): Promise<void> {
    const { project, config } = place;
    const path = await checkPath(DERIVED_CONTRACT, project.ports.links);
    if (!path.ok) return showProblem({ kind: 'input-invalid', detail: path.problem }, this.log);
    const session = left === undefined ? this.starter.newSession(place) : { id: left.sessionId };
    const work = { ...contractsWork(path.value), session, config };
    const provider = text === undefined ? pastedProvider('') : ownAnswer(path.value, text, 'derived');
    const outcome = await this.starter.write(work, project, { provider, resume: left });
    const again = () => this.run();
    return this.starter.tell(outcome, {
      project,
      names: CONTRACT_NAMES,
      again,
      resume: (found) => this.resume(found),
    });
  }
}
