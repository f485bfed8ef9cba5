import type { Problem } from '../../core/errors';
import type { Clock } from '../../core/lib/clock';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { Equipment } from '../../core/model/equipped';
import type { MeasureStore } from '../../core/model/measure';
import { fitFor } from '../../core/model/modelFit';
import { parametersFor } from '../../core/model/parametersFor';
import type { ModelWish } from '../../core/model/settleModel';
import { replaceModel, settleModel } from '../../core/model/settleModel';
import { capsFrom } from '../../core/model/spending/caps';
import type { SpendingLedger } from '../../core/model/spending/ledger';
import type { Asking } from '../../core/tdflow/task';
import { withModel } from '../../core/tdflow/task';
import type { Environment } from '../environment';
import { LedgerFiles } from '../ledgerFiles';
import { MeasureFiles } from '../measureFiles';
import { UserJson } from '../userJson';
import type { FoundCatalogue, ModelAccess } from './claude/modelShelf';
import { ModelShelf } from './claude/modelShelf';

/** A task as its model is asked for it, and sentences about it. */
export interface FittedTask<T extends Asking> {
  readonly task: T;
  readonly notes: readonly string[];
}

/** What this user knows of models, may choose, and has spent; it lies in the user's own folder, and both faces share it. */
export class UserModels {
  readonly ledger: SpendingLedger;
  readonly measures: MeasureStore;
  private readonly shelf: ModelShelf;

  constructor(
    env: Environment,
    private readonly clock: Clock,
    private readonly wish: () => ModelWish,
  ) {
    this.ledger = new LedgerFiles(env, clock);
    this.measures = new MeasureFiles(new UserJson(env, 'measures.json'));
    this.shelf = new ModelShelf(new UserJson(env, 'models.json'), clock);
  }

  /** Claude's models. Without a key: what was kept, or what was shipped. */
  catalogue(...args: Parameters<ModelShelf['find']>): Promise<FoundCatalogue> {
    return this.shelf.find(...args);
  }

  /**
   * Decides which of Claude's models answers, and what is asked of it; without a key, as far as one can tell. A model is unknown only when
   * the service does not list it now.
   */
  async forClaude<T extends Asking>(
    task: T,
    access: ModelAccess,
    signal: AbortSignal,
  ): Promise<Result<FittedTask<T>, Problem>> {
    const today = this.clock.now().toISOString().slice(0, 10);
    const settle = ({ catalogue }: FoundCatalogue) => settleModel(task.config, this.wish(), { catalogue, today });
    let found = await this.catalogue(access, signal);
    let settled = settle(found);
    if (!settled.ok && isUnknown(settled.problem) && !found.isNew && access.apiKey !== undefined) {
      found = await this.catalogue(access, signal, { refresh: true });
      settled = settle(found);
    }
    if (signal.aborted) return fail({ kind: 'cancelled' });
    if (!settled.ok) return settled;
    const { note } = found;
    const { config, parameters, notes } = settled.value;
    const fit = await fitFor(config.model, parameters, this.measures);
    return ok({ task: { ...task, config, fit }, notes: note === undefined ? notes : [note, ...notes] });
  }

  /** Models that the user lets repositories choose, by name; none: any of Claude's. */
  get allowed(): readonly string[] {
    return this.wish().allowed;
  }

  /** Before another service is asked: a repository chooses only what the user allows. */
  allow<T extends Asking>(task: T): FittedTask<T> {
    const replaced = replaceModel(task.config, this.wish().allowed);
    return replaced === undefined
      ? { task, notes: [] }
      : { task: withModel(task, replaced.model), notes: [replaced.why] };
  }

  /** The task for a model of another service, of which only what was seen of its answers is known. */
  async forOther<T extends Asking>(task: T, model: string): Promise<T> {
    const parameters = parametersFor(undefined, task.config);
    return { ...withModel(task, model), fit: await fitFor(model, parameters, this.measures) };
  }

  /** What stands around the service that a task's model is asked at. */
  equipment({ session, config }: Asking): Required<Pick<Equipment, 'spending' | 'measures'>> {
    const { user, repository } = config.budget;
    const caps = capsFrom(user, repository);
    return { spending: { caps, ledger: this.ledger, session: session.id }, measures: this.measures };
  }
}

function isUnknown(problem: Problem): boolean {
  return problem.kind === 'model-unavailable' && problem.why === 'unknown';
}
