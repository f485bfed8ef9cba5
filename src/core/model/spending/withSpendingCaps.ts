import type { CapScope } from '../../config/config';
import { upperEstimate } from '../../context/tokenCounter';
import type { Problem } from '../../errors';
import type { Clock } from '../../lib/clock';
import type { Price } from '../price';
import { costOf, mostInputCost, outputTokenCost, priceOf } from '../price';
import type { ModelEvent, ModelProvider, ModelRequest } from '../provider';
import { requestText } from '../requestText';
import type { Caps } from './caps';
import { CAP_SCOPES } from './caps';
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

/**
 * The same provider, whose requests never cost more together than the caps allow, whatever the answer: what a request may cost at most is
 * reserved in the ledger before it is sent, its answer limited to what is left, and a request for which too little is left is not sent.
 * Of a model whose price is not known a cap that somebody set stops the request, and the default ones do not hold.
 */
export function withSpendingCaps(provider: ModelProvider, spending: Spending, clock: Clock): ModelProvider {
  if (!provider.isMetered) return provider;
  const guard = new Guard(provider, spending, clock);
  return { ...provider, stream: (request, signal) => guard.stream(request, signal) };
}

/** What a request may take. */
interface Allowance {
  readonly maxTokens: number;
  readonly inputCost: number;
  /** In US dollars, with the longest answer. */
  readonly most: number;
}

class Guard {
  /** Of the generation that is under way, which is told by its first message: what is asked again or further has the very same one. */
  private spent = 0;
  private prompt: ModelRequest['user'] | undefined;

  constructor(
    private readonly provider: ModelProvider,
    private readonly spending: Spending,
    private readonly clock: Clock,
  ) {}

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    if (request.user !== this.prompt) [this.prompt, this.spent] = [request.user, 0];
    const price = priceOf(this.provider.modelName);
    if (price === undefined) return yield* this.unpriced(request, signal);
    const allowed = this.allow(request, price, await this.spending.ledger.read());
    if ('kind' in allowed) return yield failed(allowed);
    const reserved = this.line(allowed.most);
    const problem = await this.reserve(reserved, allowed.most);
    if (problem !== undefined) return yield failed(problem);
    yield* this.paid(
      { ...request, maxTokens: allowed.maxTokens },
      { reserved, allowed, wanted: request.maxTokens },
      signal,
    );
  }

  /** How long the answer may be, or the cap that leaves too little. */
  private allow(request: ModelRequest, price: Price, files: Files): Allowance | CapReached {
    const inputTokens = upperEstimate(requestText(request));
    const inputCost = mostInputCost(price, inputTokens);
    const each = outputTokenCost(price, inputTokens);
    const least = Math.min(LEAST_ANSWER_TOKENS, request.maxTokens);
    let { maxTokens } = request;
    for (const scope of CAP_SCOPES) {
      const cap = this.spending.caps[scope];
      if (cap === undefined) continue;
      const spent = this.spentOf(scope, files);
      const affordable = Math.floor((cap.limit - spent - inputCost + ROUNDING) / each);
      if (affordable < least) {
        const needed = inputCost + least * each;
        return { kind: 'cap-reached', cap: scope, limit: cap.limit, spent, needed, model: this.provider.modelName };
      }
      maxTokens = Math.min(maxTokens, affordable);
    }
    return { maxTokens, inputCost, most: inputCost + maxTokens * each };
  }

  /** Another process may have reserved at the same moment: whoever comes second finds it here, and gives way. */
  private async reserve(line: LedgerLine, most: number): Promise<Problem | undefined> {
    const { ledger, caps } = this.spending;
    const appended = await ledger.append(line);
    if (!appended.ok) return appended.problem;
    const files = beforeReservation(await ledger.read(), line.id);
    for (const scope of CAP_SCOPES) {
      const cap = caps[scope];
      const spent = this.spentOf(scope, files);
      if (cap === undefined || spent + most <= cap.limit + ROUNDING) continue;
      await ledger.append({ ...line, state: 'spent', amount: 0 });
      return { kind: 'cap-reached', cap: scope, limit: cap.limit, spent, needed: most, model: line.model };
    }
    return undefined;
  }

  private async *paid(
    request: ModelRequest,
    {
      reserved,
      allowed,
      wanted,
    }: { readonly reserved: LedgerLine; readonly allowed: Allowance; readonly wanted: number },
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    // Whoever hangs up before the answer begins may pay for the prompt, and from then on for what nobody counted.
    let cost = allowed.inputCost;
    try {
      for await (const event of this.provider.stream(request, signal)) {
        if (event.kind === 'started') cost = allowed.most;
        if (event.kind === 'completed') cost = pricedAt(event, this.provider.modelName) ?? allowed.most;
        if (event.kind === 'failed')
          cost = pricedAt(event, this.provider.modelName) ?? costOfFailure(event, cost, allowed);
        const isOurLimit =
          event.kind === 'completed' && event.stopReason === 'max_tokens' && request.maxTokens < wanted;
        yield isOurLimit ? cutByCap(event, request.maxTokens) : event;
      }
    } finally {
      this.spent += cost;
      await this.spending.ledger.append({ ...reserved, state: 'spent', amount: cost });
    }
  }

  private async *unpriced(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const { caps, ledger } = this.spending;
    const scope = CAP_SCOPES.find((each) => caps[each]?.isAsked === true);
    const limit = scope === undefined ? undefined : caps[scope]?.limit;
    if (scope !== undefined && limit !== undefined) {
      const spent = this.spentOf(scope, await ledger.read());
      return yield failed({
        kind: 'cap-reached',
        cap: scope,
        limit,
        spent,
        needed: undefined,
        model: this.provider.modelName,
      });
    }
    // No cap depends on it: a ledger that cannot be written stops nothing here.
    await ledger.append({ ...this.line(0), state: 'spent', amount: null });
    yield* this.provider.stream(request, signal);
  }

  private spentOf(scope: CapScope, files: Files): number {
    if (scope === 'generation') return this.spent;
    const now = this.clock.now();
    const { session } = this.spending;
    return spentIn(files, (line) => (scope === 'day' ? isSameDay(line.at, now) : line.session === session)).amount;
  }

  private line(amount: number): LedgerLine {
    const at = this.clock.now();
    const id = `${at.getTime().toString(36)}-${Math.floor(this.clock.random() * 2 ** 48).toString(36)}`;
    const { session } = this.spending;
    return { id, at: at.toISOString(), session, model: this.provider.modelName, state: 'reserved', amount };
  }
}

function pricedAt(event: Extract<ModelEvent, { kind: 'completed' | 'failed' }>, model: string): number | undefined {
  return event.usage === undefined ? undefined : costOf(model, event.usage);
}

/** A request that was refused before an answer began costs nothing; one that was hung up on may. */
function costOfFailure(
  { problem }: Extract<ModelEvent, { kind: 'failed' }>,
  soFar: number,
  { most }: Allowance,
): number {
  return soFar === most || problem.kind === 'cancelled' ? soFar : 0;
}

function cutByCap(event: Extract<ModelEvent, { kind: 'completed' }>, maxTokens: number): ModelEvent {
  const detail = `it was ended after ${maxTokens} tokens, for more than that the caps of the costs leave no room`;
  const { usage } = event;
  return { ...failed({ kind: 'answer-cut', detail }), ...(usage === undefined ? {} : { usage }) };
}

function failed(problem: Problem): Extract<ModelEvent, { kind: 'failed' }> {
  return { kind: 'failed', problem, retryable: false };
}
