import type { CapScope } from '../../config/config';
import { CAP_SCOPES } from '../../config/config';
import type { Problem } from '../../errors';
import type { Clock } from '../../lib/clock';
import type { Price } from '../price';
import { costOf, mostInputCost, outputTokenCost, priceOf } from '../price';
import type { ModelEvent, ModelProvider, ModelRequest } from '../provider';
import type { Caps } from './caps';
import { InputCount } from './inputCount';
import type { LedgerLine, SpendingLedger } from './ledger';
import { beforeReservation, isSameDay, spentIn } from './ledger';

export interface Spending {
  readonly caps: Caps;
  readonly ledger: SpendingLedger;
  /** The session that pays. */
  readonly session: string;
}

/** A shorter answer than this is cut before it says anything, so it is not asked for. */
const LEAST_ANSWER_TOKENS = 2_000;
/** Sums of decimals are off by less. */
const ROUNDING = 1e-9;

type Files = readonly (readonly LedgerLine[])[];
type CapReached = Extract<Problem, { kind: 'cap-reached' }>;
type Ended = Extract<ModelEvent, { kind: 'completed' | 'failed' }>;

/**
 * The same provider, whose requests never cost more together than the caps allow, whatever the answer: what a request may cost at most is
 * reserved in the ledger before it is sent, its answer limited to what is left, and a request for which too little is left is not sent.
 * Of a model whose price is not known a cap that somebody set stops the request, and the default ones do not hold. Each stream is one
 * attempt: what sends again what failed stands around this.
 */
export function withSpendingCaps(provider: ModelProvider, spending: Spending, clock: Clock): ModelProvider {
  if (!provider.isMetered) return provider;
  const guard = new Guard(provider, spending, clock);
  return {
    ...provider,
    countTokens: (request, signal) => guard.count(request, signal),
    stream: (request, signal) => guard.stream(request, signal),
  };
}

/** What a request may take. Amounts in US dollars; null when the price is not known. */
interface Allowance {
  readonly maxTokens: number;
  readonly prompt: number | null;
  /** With the longest answer. */
  readonly most: number | null;
}

class Guard {
  private readonly input: InputCount;
  /** Of each generation, which is told by its first message: what is asked again or further has the very same one. */
  private readonly spent = new WeakMap<ModelRequest['user'], number>();

  constructor(
    private readonly provider: ModelProvider,
    private readonly spending: Spending,
    private readonly clock: Clock,
  ) {
    this.input = new InputCount(provider);
  }

  count(request: ModelRequest, signal: AbortSignal): Promise<number | undefined> {
    return this.input.count(request, signal);
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const allowed = await this.allow(request, signal);
    if (signal.aborted) return yield failed({ kind: 'cancelled' });
    if ('kind' in allowed) return yield failed(allowed);
    const line = this.line(allowed.most);
    const problem = await this.reserve(line, request);
    if (problem !== undefined) return yield failed(problem);
    yield* this.paid(request, { line, allowed }, signal);
  }

  /** How long the answer may be, or the cap that leaves too little. Before a cap stands in the way, the service is asked to count. */
  private async allow(request: ModelRequest, signal: AbortSignal): Promise<Allowance | CapReached> {
    const price = priceOf(this.provider.modelName);
    const files = await this.spending.ledger.read();
    if (price === undefined) return this.allowUnpriced(request, files);
    const allowed = this.allowAt(price, request, files);
    const isFree = !('kind' in allowed) && allowed.maxTokens === request.maxTokens;
    return isFree || (await this.count(request, signal)) === undefined ? allowed : this.allowAt(price, request, files);
  }

  private allowAt(price: Price, request: ModelRequest, files: Files): Allowance | CapReached {
    const inputTokens = this.input.most(request);
    const prompt = mostInputCost(price, inputTokens);
    const each = outputTokenCost(price, inputTokens);
    const least = Math.min(LEAST_ANSWER_TOKENS, request.maxTokens);
    let { maxTokens } = request;
    for (const scope of CAP_SCOPES) {
      const cap = this.spending.caps[scope];
      if (cap === undefined) continue;
      const spent = this.spentOf(scope, request, files);
      const affordable = Math.floor((cap.limit - spent - prompt + ROUNDING) / each);
      if (affordable < least) return this.reached(scope, { limit: cap.limit, spent, needed: prompt + least * each });
      maxTokens = Math.min(maxTokens, affordable);
    }
    return { maxTokens, prompt, most: prompt + maxTokens * each };
  }

  private allowUnpriced(request: ModelRequest, files: Files): Allowance | CapReached {
    const { caps } = this.spending;
    const { maxTokens } = request;
    const scope = CAP_SCOPES.find((each) => caps[each]?.isAsked === true);
    const cap = scope === undefined ? undefined : caps[scope];
    if (scope === undefined || cap === undefined) return { maxTokens, prompt: null, most: null };
    return this.reached(scope, { limit: cap.limit, spent: this.spentOf(scope, request, files), needed: undefined });
  }

  /** Another process may have reserved at the same moment: whoever comes second finds it here, and gives way. */
  private async reserve(line: LedgerLine, request: ModelRequest): Promise<Problem | undefined> {
    const { ledger, caps } = this.spending;
    const { amount } = line;
    const appended = await ledger.append(line);
    // No cap depends on a price that is not known: a ledger that cannot be written stops nothing then.
    if (amount === null) return undefined;
    if (!appended.ok) return appended.problem;
    const files = beforeReservation(await ledger.read(), line.id);
    for (const scope of CAP_SCOPES) {
      const cap = caps[scope];
      const spent = this.spentOf(scope, request, files);
      if (cap === undefined || spent + amount <= cap.limit + ROUNDING) continue;
      await ledger.append({ ...line, state: 'spent', amount: 0 });
      return this.reached(scope, { limit: cap.limit, spent, needed: amount });
    }
    return undefined;
  }

  private async *paid(
    asked: ModelRequest,
    { line, allowed }: { readonly line: LedgerLine; readonly allowed: Allowance },
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const request = { ...asked, maxTokens: allowed.maxTokens };
    // Whoever reads no further than this may pay for an answer that nobody counted.
    let cost = allowed.most;
    let { modelName } = this.provider;
    try {
      for await (const event of this.provider.stream(request, signal)) {
        if (event.kind === 'started') modelName = event.model;
        if (event.kind === 'completed' || event.kind === 'failed') {
          cost = this.price(event, modelName) ?? costUncounted(event, allowed);
        }
        const isOurLimit =
          event.kind === 'completed' && event.stopReason === 'max_tokens' && request.maxTokens < asked.maxTokens;
        yield isOurLimit ? cutByCap(event, request.maxTokens) : event;
      }
    } finally {
      this.spent.set(asked.user, (this.spent.get(asked.user) ?? 0) + (cost ?? 0));
      await this.spending.ledger.append({ ...line, state: 'spent', amount: cost });
    }
  }

  /** By the model that the service says has answered, where its price is known. */
  private price({ usage }: Ended, answered: string): number | undefined {
    if (usage === undefined) return undefined;
    return costOf(answered, usage) ?? costOf(this.provider.modelName, usage);
  }

  private reached(cap: CapScope, amounts: Pick<CapReached, 'limit' | 'spent' | 'needed'>): CapReached {
    return { kind: 'cap-reached', cap, ...amounts, model: this.provider.modelName };
  }

  /** What counts against a cap: also what others may still spend. */
  private spentOf(scope: CapScope, { user }: ModelRequest, files: Files): number {
    if (scope === 'generation') return this.spent.get(user) ?? 0;
    const now = this.clock.now();
    const { session } = this.spending;
    const isOf = (line: LedgerLine) => (scope === 'day' ? isSameDay(line.at, now) : line.session === session);
    const { amount, reserved } = spentIn(files, isOf);
    return amount + reserved;
  }

  private line(amount: number | null): LedgerLine {
    const at = this.clock.now();
    const id = `${at.getTime().toString(36)}-${Math.floor(this.clock.random() * 2 ** 48).toString(36)}`;
    const { session } = this.spending;
    return { id, at: at.toISOString(), session, model: this.provider.modelName, state: 'reserved', amount };
  }
}

/** What is paid where the price of the usage is not known: a request that was refused, or that never reached the service, costs nothing. */
function costUncounted(event: Ended, { prompt, most }: Allowance): number | null {
  if (event.kind === 'completed' || event.usage !== undefined || event.mayCost === 'answer') return most;
  return event.mayCost === 'prompt' ? prompt : 0;
}

function cutByCap(event: Extract<ModelEvent, { kind: 'completed' }>, maxTokens: number): ModelEvent {
  const detail = `it was ended after ${maxTokens} tokens, for more than that the caps of the costs leave no room`;
  const { usage } = event;
  return { ...failed({ kind: 'answer-cut', detail }), ...(usage === undefined ? {} : { usage }) };
}

function failed(problem: Problem): Extract<ModelEvent, { kind: 'failed' }> {
  return { kind: 'failed', problem, retryable: false };
}
