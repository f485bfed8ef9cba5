/** Every setting of either dialect of `generation.yaml`; those of the Python tool that have no use here are known all the same. */
export const SETTING_KEYS: ReadonlySet<string> = new Set([
  'provider.name',
  'provider.model',
  'model.default',
  'model.alternatives',
  'tokens.max_context',
  'tokens.max_response',
  'tokens.max_output',
  'tokens.prompt_reserve',
  'tokens.warning_threshold',
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
  'output.add_header_comment',
  'output.backup_existing',
  'output.header_template',
  'output.backup_dir',
  'output.atomic_writes',
  'phases.red.test_directory',
  'phases.red.focus',
  'phases.red.style',
  'phases.green.implementation_directory',
  'phases.green.focus',
  'phases.green.style',
  'phases.refactor.require_tests_pass',
  'phases.refactor.focus',
  'phases.refactor.style',
  'manual.prompt_file',
  'manual.response_file',
  'manual.instructions',
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
