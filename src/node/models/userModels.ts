import type { Config } from '../../core/config/config';
import { DEFAULT_CONFIG } from '../../core/config/config';
import type { Problem } from '../../core/errors';
import type { Clock } from '../../core/lib/clock';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { Equipment } from '../../core/model/equipped';
import type { MeasureStore } from '../../core/model/measure';
import { fitFor } from '../../core/model/modelFit';
import { parametersFor } from '../../core/model/parametersFor';
import type { ModelWish } from '../../core/model/settleModel';
import { refuseModel, settleModel } from '../../core/model/settleModel';
import type { Caps, CapsWish } from '../../core/model/spending/caps';
import { capsFrom } from '../../core/model/spending/caps';
import type { SpendingLedger } from '../../core/model/spending/ledger';
import type { Task } from '../../core/tdflow/task';
import { withModel } from '../../core/tdflow/task';
import type { Environment } from '../environment';
import { LedgerFiles } from '../ledgerFiles';
import { MeasureFiles } from '../measureFiles';
import { UserJson } from '../userJson';
import type { ClaudeAccess } from './claude/claudeAccess';
import type { FoundCatalogue } from './claude/modelShelf';
import { ModelShelf } from './claude/modelShelf';

/** What a user wishes of models and money; no file of a repository has a say in it. */
export interface UserWish extends ModelWish {
  readonly caps: CapsWish;
}

/** A task as its model is asked for it, and sentences about it. */
export interface FittedTask<T extends Task> {
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
    private readonly wish: () => UserWish,
  ) {
    this.ledger = new LedgerFiles(env, clock);
    this.measures = new MeasureFiles(new UserJson(env, 'measures.json'));
    this.shelf = new ModelShelf(new UserJson(env, 'models.json'), clock);
  }

  /** Claude's models. Without a key: what was kept, or what was shipped. */
  catalogue(...args: Parameters<ModelShelf['find']>): Promise<FoundCatalogue> {
    return this.shelf.find(...args);
  }

  /** Decides which of Claude's models answers, and what is asked of it; without a key, as far as one can tell. */
  async forClaude<T extends Task>(
    task: T,
    access: ClaudeAccess | { readonly apiKey: undefined; readonly baseUrl: string | undefined },
    signal: AbortSignal,
  ): Promise<Result<FittedTask<T>, Problem>> {
    const { catalogue, note } = await this.catalogue(access, signal);
    if (signal.aborted) return fail({ kind: 'cancelled' });
    const today = this.clock.now().toISOString().slice(0, 10);
    const settled = settleModel(task.config, this.wish(), { catalogue, today });
    if (!settled.ok) return settled;
    const { config, parameters, notes } = settled.value;
    const fit = await fitFor(config.model, parameters, this.measures);
    return ok({ task: { ...task, config, fit }, notes: note === undefined ? notes : [note, ...notes] });
  }

  /** Before another service is asked: a repository chooses only what the user allows. */
  allow<T extends Task>(task: T): FittedTask<T> {
    const refusal = refuseModel(task.config, this.wish().allowed);
    return refusal === undefined
      ? { task, notes: [] }
      : { task: withModel(task, DEFAULT_CONFIG.model), notes: [refusal] };
  }

  /** The task for a model of another service, of which only what was seen of its answers is known. */
  async forOther<T extends Task>(task: T, model: string): Promise<T> {
    const parameters = parametersFor(undefined, { maxTokens: task.config.maxResponseTokens, effort: undefined });
    return { ...withModel(task, model), fit: await fitFor(model, parameters, this.measures) };
  }

  /** What stands around the service that a task's model is asked at. */
  equipment({ session, config }: Task): Required<Pick<Equipment, 'spending' | 'measures'>> {
    const caps = this.caps(config.budget);
    return { spending: { caps, ledger: this.ledger, session: session.id }, measures: this.measures };
  }

  /** What the user allows to be spent, as far as the repository does not lower it. */
  caps(repository: Config['budget']): Caps {
    return capsFrom(this.wish().caps, repository);
  }
}
