/** Settings of the Python tool's dialect that are nothing to choose here, and why. */
const NO_EFFECT: ReadonlyMap<string, string> = new Map([
  ['model.alternatives', 'each model is named by itself, with --model or "AgentForge: Choose model"'],
  ['tokens.prompt_reserve', 'the prompt has tokens.max_context, and the answer its own limit'],
  ['tokens.warning_threshold', 'every request says beforehand what it takes'],
  ['output.header_template', 'the header comment has one form; output.add_header_comment turns it off'],
  ['output.backup_dir', 'originals are kept in the journal; output.backup_existing keeps copies beside the files'],
  ['output.atomic_writes', 'every file is written as a whole'],
  ['manual.prompt_file', 'the prompt is copied, printed, or kept in .agentforge/history'],
  ['manual.response_file', 'an answer is pasted, or read from the file that you name'],
  ['manual.instructions', 'what to do next is said with the prompt'],
]);

export function whyNoEffect(key: string): string | undefined {
  return NO_EFFECT.get(key);
}

/** Every setting of either dialect of `generation.yaml`, with or without an effect. */
export const SETTING_KEYS: ReadonlySet<string> = new Set([
  'provider.name',
  'provider.model',
  'model.default',
  'tokens.max_context',
  'tokens.max_response',
  'tokens.max_output',
  'budget.per_generation',
  'budget.per_session',
  'budget.per_day',
  'retry.max_attempts',
  'retry.base_delay_seconds',
  'retry.max_delay_seconds',
  'retry.initial_delay',
  'retry.max_delay',
  'retry.backoff_multiplier',
  'retry.idle_timeout_seconds',
  'retry.total_timeout_seconds',
  'strength.time_limit_seconds',
  'output.add_header_comment',
  'output.backup_existing',
  'phases.red.test_directory',
  'phases.red.focus',
  'phases.red.style',
  'phases.green.implementation_directory',
  'phases.green.focus',
  'phases.green.style',
  'phases.refactor.require_tests_pass',
  'phases.refactor.focus',
  'phases.refactor.style',
  ...NO_EFFECT.keys(),
]);

/** Keys that hold settings: `phases`, `phases.red`, ... */
export const SETTING_GROUPS: ReadonlySet<string> = new Set(
  [...SETTING_KEYS].flatMap((key) => {
    const parts = key.split('.');
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
  }),
);

const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [
    /^(apikey|authtoken|accesstoken|bearer|token|secret|secrets|password|credentials?|authorization)$|apikey$/,
    'keys do not belong in a file of the project: remove it, replace the key, and use ANTHROPIC_API_KEY or "AgentForge: Set API key"',
  ],
  [
    /^(baseurl|apibase|apiurl|url|uri|endpoint|host|server|proxy|httpproxy|httpsproxy)$|(baseurl|endpoint|proxy)$/,
    'a file of the project cannot choose where requests go: use ANTHROPIC_BASE_URL or OPENAI_BASE_URL, or the settings agentforge.anthropic.baseUrl and agentforge.openai.baseUrl',
  ],
  [/headers?$/, 'a file of the project cannot add request headers'],
  [
    /^(command|commands|cmd|args|shell|script|exec|executable|interpreter|python|hooks?)$|command$/,
    'a file of the project cannot choose what is run',
  ],
  [/^(env|environ|environment|environmentvariables)$/, 'a file of the project cannot set environment variables'],
];

/** Why a key is not only unknown but never obeyed, because a cloned repository could use it against its user; undefined when it is harmless. */
export function refusalOf(key: string): string | undefined {
  const folded = key.toLowerCase().replace(/[_\-\s]/g, '');
  return REFUSALS.find(([pattern]) => pattern.test(folded))?.[1];
}
