import type { CapScope, Config, RetryPolicy } from './config';
import { CAP_SCOPES, DEFAULT_CONFIG } from './config';
import type { Limit, Settings } from './settings';
import type { SettingReader } from './settingValues';
import {
  readAttempts,
  readBoolean,
  readCap,
  readDelay,
  readDirectory,
  readDollars,
  readGrowth,
  readModel,
  readNote,
  readProvider,
  readTimeLimit,
  readTokens,
} from './settingValues';

/** A shorter silence is usual, and who hangs up at it pays for the prompt again and again. */
const SHORTEST_IDLE_MS = 30_000;

const seconds = (ms: number): string => `${ms / 1_000} s`;
const LIMITS = {
  context: { keys: ['tokens.max_context'], reader: readTokens, show: String },
  response: { keys: ['tokens.max_response', 'tokens.max_output'], reader: readTokens, show: String },
  attempts: { keys: ['retry.max_attempts'], reader: readAttempts, show: String },
  baseDelay: { keys: ['retry.base_delay_seconds', 'retry.initial_delay'], reader: readDelay, show: seconds },
  maxDelay: { keys: ['retry.max_delay_seconds', 'retry.max_delay'], reader: readDelay, show: seconds },
  multiplier: { keys: ['retry.backoff_multiplier'], reader: readGrowth, show: String },
  idle: { keys: ['retry.idle_timeout_seconds'], reader: readDelay, show: seconds },
  total: { keys: ['retry.total_timeout_seconds'], reader: readTimeLimit, show: seconds },
  strength: { keys: ['strength.time_limit_seconds'], reader: readTimeLimit, show: seconds },
} as const satisfies Record<string, Limit>;

/** How a limit is read: as it is written, or within the user's own, which is `most`. */
type ReadLimit = (limit: Limit, most: number | undefined) => number | undefined;

/** What the user's own file says, over the defaults. */
export function readOwnConfig(settings: Settings): Config {
  const model = readModelOf(settings);
  const asWritten: ReadLimit = ({ keys, reader }) => settings.read(keys, reader);
  return {
    ...readOthers(settings, DEFAULT_CONFIG),
    ...(model !== undefined && { model, modelFrom: 'user' }),
    maxContextTokens: asWritten(LIMITS.context, undefined) ?? DEFAULT_CONFIG.maxContextTokens,
    maxResponseTokens: asWritten(LIMITS.response, undefined),
    retry: readRetry(settings, DEFAULT_CONFIG.retry, asWritten),
    patience: {
      idleMs: asWritten(LIMITS.idle, undefined),
      totalMs: asWritten(LIMITS.total, undefined) ?? DEFAULT_CONFIG.patience.totalMs,
    },
    budget: { user: readCaps(settings, readCap), repository: {} },
    strength: { limitMs: asWritten(LIMITS.strength, undefined), limitAtMostMs: undefined },
  };
}

/** What the project's file says within the user's own settings, which come from the file `ownPath`. */
export function readConfig(settings: Settings, own: Config, ownPath: string): Config {
  const model = readModelOf(settings);
  const where = `To allow more, write it into ${ownPath}.`;
  const within: ReadLimit = (limit, most) => settings.readUpTo(most, limit, where);
  return {
    ...own,
    ...readOthers(settings, own),
    ...(model !== undefined && own.modelFrom !== 'user' && { model, modelFrom: 'repository' }),
    maxContextTokens: within(LIMITS.context, own.maxContextTokens) ?? own.maxContextTokens,
    responseAtMost: within(LIMITS.response, own.maxResponseTokens),
    retry: readRetry(settings, own.retry, within),
    patience: readPatience(settings, own.patience, within),
    budget: { user: own.budget.user, repository: readCaps(settings, readDollars) },
    strength: { ...own.strength, limitAtMostMs: within(LIMITS.strength, own.strength.limitMs) },
  };
}

/** What limits nothing. */
function readOthers(settings: Settings, below: Config): Config {
  return {
    ...below,
    output: {
      addHeaderComment: settings.read(['output.add_header_comment'], readBoolean) ?? below.output.addHeaderComment,
      backupExisting: settings.read(['output.backup_existing'], readBoolean) ?? below.output.backupExisting,
    },
    directories: {
      tests: settings.read(['phases.red.test_directory'], readDirectory) ?? below.directories.tests,
      implementation:
        settings.read(['phases.green.implementation_directory'], readDirectory) ?? below.directories.implementation,
    },
    phaseNotes: {
      red: [...below.phaseNotes.red, ...readNotes(settings, 'red')],
      green: [...below.phaseNotes.green, ...readNotes(settings, 'green')],
      refactor: [...below.phaseNotes.refactor, ...readNotes(settings, 'refactor')],
    },
    refactorRequiresPassingTests:
      settings.read(['phases.refactor.require_tests_pass'], readBoolean) ?? below.refactorRequiresPassingTests,
  };
}

function readModelOf(settings: Settings): string | undefined {
  settings.read(['provider.name'], readProvider);
  return settings.read(['provider.model', 'model.default'], readModel);
}

function readRetry(settings: Settings, below: RetryPolicy, read: ReadLimit): RetryPolicy {
  const maxDelayMs = read(LIMITS.maxDelay, below.maxDelayMs) ?? below.maxDelayMs;
  const baseDelayMs = read(LIMITS.baseDelay, below.baseDelayMs);
  if (baseDelayMs !== undefined && baseDelayMs > maxDelayMs) {
    settings.warn(LIMITS.baseDelay.keys, `the first delay is longer than the longest; ${seconds(maxDelayMs)} is used`);
  }
  const multiplier = read(LIMITS.multiplier, below.multiplier ?? 2) ?? below.multiplier;
  return {
    maxAttempts: read(LIMITS.attempts, below.maxAttempts) ?? below.maxAttempts,
    baseDelayMs: Math.min(baseDelayMs ?? below.baseDelayMs, maxDelayMs),
    maxDelayMs,
    ...(multiplier !== undefined && { multiplier }),
  };
}

function readPatience(settings: Settings, own: Config['patience'], within: ReadLimit): Config['patience'] {
  const idleAtMostMs = within(LIMITS.idle, own.idleMs);
  if (idleAtMostMs !== undefined && idleAtMostMs < SHORTEST_IDLE_MS) {
    const { keys, show } = LIMITS.idle;
    settings.warn(
      keys,
      `"${keys[0]}" is ${show(idleAtMostMs)}, and a project may ask for no less than ${show(SHORTEST_IDLE_MS)}, which is used: each silence that is hung up on is paid for`,
    );
  }
  return {
    ...own,
    ...(idleAtMostMs !== undefined && { idleAtMostMs: Math.max(idleAtMostMs, SHORTEST_IDLE_MS) }),
    totalMs: within(LIMITS.total, own.totalMs) ?? own.totalMs,
  };
}

function readCaps<T>(settings: Settings, reader: SettingReader<T>): Readonly<Partial<Record<CapScope, T>>> {
  const caps = CAP_SCOPES.map((scope) => [scope, settings.readStrictly(`budget.per_${scope}`, reader)] as const);
  return Object.fromEntries(caps.filter(([, cap]) => cap !== undefined)) as Partial<Record<CapScope, T>>;
}

function readNotes(settings: Settings, phase: string): readonly string[] {
  return ['focus', 'style'].flatMap((key) => settings.read([`phases.${phase}.${key}`], readNote) ?? []);
}
