import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Config } from '../../../../src/core/config/config';
import { DEFAULT_CONFIG } from '../../../../src/core/config/config';
import type { LoadedConfig } from '../../../../src/core/config/loadConfig';
import { loadConfig } from '../../../../src/core/config/loadConfig';
import { explainProblem } from '../../../../src/core/outline/explainProblem';
import { strengthLimit } from '../../../../src/core/tdflow/strength/strengthLimit';
import { agentforgeSample } from '../../../kit/agentforgeSample';
import { hostileYaml } from '../../../kit/hostileYaml';

const SOAK = process.env['AGENTFORGE_SOAK'] === '1';
const PATH = '.agentforge/generation.yaml';

const OWN = '/home/jo/.config/agentforge/generation.yaml';

type Variables = Record<string, string | undefined>;

/** The project's file, the environment, and the user's own file. */
function read(text: string | undefined, environment: Variables = {}, own?: string) {
  return loadConfig({ project: { text, path: PATH }, own: { text: own, path: OWN }, environment });
}

function load(...sources: Parameters<typeof read>): LoadedConfig {
  const result = read(...sources);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** Warnings as `line: message`. */
function warningsOf(text: string, own?: string): readonly string[] {
  return load(text, {}, own).warnings.map(({ position, message }) => `${position?.line}: ${message}`);
}

/** What stops, as a user is told it. */
function problemsOf(...sources: Parameters<typeof read>): readonly string[] {
  const result = read(...sources);
  return result.ok ? [] : result.problem.map((problem) => explainProblem(problem).what);
}

const SEED = `# LLM Generation Configuration
provider:
  name: claude
  model: claude-opus-5-5
tokens:
  max_context: 8000
  max_response: 4096
retry:
  max_attempts: 2
  base_delay_seconds: 0.5
  max_delay_seconds: 20
output:
  add_header_comment: false
  backup_existing: true
phases:
  red:
    test_directory: tests/unit
  green:
    implementation_directory: tools/
  refactor:
    require_tests_pass: false
`;

describe('loadConfig', () => {
  it('gives the defaults without a file, and for one that says nothing', () => {
    for (const text of [undefined, '', '# only a comment\n'])
      assert.deepEqual(load(text), { config: DEFAULT_CONFIG, warnings: [] });
    assert.deepEqual([DEFAULT_CONFIG.maxContextTokens, DEFAULT_CONFIG.maxResponseTokens], [32_000, undefined]);
  });

  it('reads the dialect of the design document', () => {
    const expected: Config = {
      model: 'claude-opus-5-5',
      modelFrom: 'repository',
      maxContextTokens: 8_000,
      maxResponseTokens: undefined,
      responseAtMost: 4_096,
      retry: { maxAttempts: 2, baseDelayMs: 500, maxDelayMs: 20_000 },
      patience: DEFAULT_CONFIG.patience,
      budget: { user: {}, repository: {} },
      strength: { limitMs: undefined, limitAtMostMs: undefined },
      output: { addHeaderComment: false, backupExisting: true },
      directories: { tests: 'tests/unit', implementation: 'tools' },
      phaseNotes: { red: [], green: [], refactor: [] },
      refactorRequiresPassingTests: false,
    };
    assert.deepEqual(load(SEED), { config: expected, warnings: [] });
  });

  it('reads how long an answer may take and be silent, within limits', () => {
    const text = 'retry:\n  idle_timeout_seconds: 45\n  total_timeout_seconds: 3600\n';
    assert.deepEqual(load(undefined, {}, text).config.patience, { idleMs: 45_000, totalMs: 3_600_000 });
    const wrong = 'retry:\n  idle_timeout_seconds: 0\n  total_timeout_seconds: 7201\n';
    assert.deepEqual(load(wrong).config.patience, { idleMs: undefined, totalMs: 1_800_000 });
    assert.deepEqual(warningsOf(wrong), [
      '2: "retry.idle_timeout_seconds" is 0 but must be a number of seconds above 0, at most 600; it has no effect',
      '3: "retry.total_timeout_seconds" is 7201 but must be a number of seconds above 0, at most 7200; it has no effect',
    ]);
  });

  it("reads the Python tool's own file, every key of it known, and says which have no effect here", () => {
    const { config, warnings } = load(agentforgeSample('generation.yaml'));
    assert.deepEqual(config, {
      ...DEFAULT_CONFIG,
      model: 'claude-sonnet-4-20250514',
      modelFrom: 'repository',
      responseAtMost: 8_192,
      retry: { ...DEFAULT_CONFIG.retry, multiplier: 2 },
      phaseNotes: {
        red: [
          'Generate failing tests that verify specification requirements',
          'pytest with clear arrange-act-assert structure',
        ],
        green: ['Generate minimal implementation to pass tests', 'Follow existing project patterns and conventions'],
        refactor: [
          'Improve code quality without changing behavior',
          'Extract patterns, reduce duplication, improve naming',
        ],
      },
    });
    assert.deepEqual(
      warnings.map(({ position, message }) => `${position?.line} ${message.slice(0, message.indexOf(':'))}`),
      [
        '13 "model.alternatives" has no effect here',
        '23 "tokens.prompt_reserve" has no effect here',
        '26 "tokens.warning_threshold" has no effect here',
        '45 "output.header_template" has no effect here',
        '52 "output.backup_dir" has no effect here',
        '55 "output.atomic_writes" has no effect here',
        '77 "manual.prompt_file" has no effect here',
        '80 "manual.response_file" has no effect here',
        '83 "manual.instructions" has no effect here',
      ],
    );
  });

  it('warns about unknown keys with their line and reads the rest', () => {
    const text = 'tokens:\n  max_context: 5000\n  max_kontext: 1\ncolour: red\nphases:\n  blue: {focus: x}\n';
    assert.equal(load(text).config.maxContextTokens, 5_000);
    assert.deepEqual(warningsOf(text), [
      '3: "tokens.max_kontext" is not a known setting and has no effect',
      '4: "colour" is not a known setting and has no effect',
      '6: "phases.blue" is not a known setting and has no effect',
    ]);
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ['provider:\n  base_url: http://evil.example\n', /^2: "provider\.base_url" is refused: .*where requests go/],
    ['endpoint: http://evil.example\n', /^1: "endpoint" is refused/],
    ['provider:\n  api_key: sk-ant-1\n', /^2: "provider\.api_key" is refused: .*ANTHROPIC_API_KEY/],
    ['anthropic_api_key: sk-ant-1\n', /^1: "anthropic_api_key" is refused/],
    ['provider:\n  headers: {x-evil: 1}\n', /^2: "provider\.headers" is refused: .*request headers/],
    ['extraHeaders: [x]\n', /^1: "extraHeaders" is refused/],
    ['test:\n  command: rm -rf /\n', /^2: "test\.command" is refused: .*what is run/],
    ['phases:\n  red:\n    test_command: rm\n', /^3: "phases\.red\.test_command" is refused/],
    ['env:\n  PATH: /evil\n', /^1: "env" is refused: .*environment variables/],
    ['model:\n  default: x\n  http_proxy: http://evil.example\n', /^3: "model\.http_proxy" is refused/],
  ];
  for (const [text, expected] of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.ok(
        warningsOf(text).some((warning) => expected.test(warning)),
        JSON.stringify(warningsOf(text)),
      );
    });
  }

  it('never says a value that could be a key', () => {
    assert.doesNotMatch(JSON.stringify(load('provider: {api_key: sk-ant-secret}\n')), /sk-ant-secret/);
  });

  const silly: readonly (readonly [string, string, RegExp])[] = [
    ['negative tokens', 'tokens:\n  max_context: -5\n', /^2: "tokens\.max_context" is -5 but must be a whole number/],
    ['no tokens', 'tokens:\n  max_response: 0\n', /^2: .* is 0 but must be/],
    ['half a token', 'tokens:\n  max_output: 0.5\n', /^2: .* is 0\.5 but must be/],
    ['tokens that are no number', 'tokens:\n  max_response: .nan\n', /^2: .* is \.nan but must be/],
    ['endless tokens', 'tokens:\n  max_response: .inf\n', /^2: .* is \.inf but must be/],
    ['tokens as text', 'tokens:\n  max_response: "4096"\n', /^2: .* is "4096" but must be/],
    ['more tokens than any model has', 'tokens:\n  max_context: 99999999\n', /^2: .* to 1000000/],
    ['no attempts', 'retry:\n  max_attempts: 0\n', /^2: .*attempts from 1 to 20/],
    ['a delay of nothing', 'retry:\n  initial_delay: 0\n', /^2: .*seconds above 0/],
    ['a delay of days', 'retry:\n  max_delay: 86400\n', /^2: .*at most 600/],
    ['a yes that is text', 'output:\n  add_header_comment: yes\n', /^2: .* is "yes" but must be true or false/],
    ['a model that is a list', 'model:\n  default: [a]\n', /^2: "model\.default" must be a model's id/],
    ['a model with a line break', 'model:\n  default: "a\\nb"\n', /^2: .*must be a model's id/],
    ['another provider', 'provider:\n  name: openai\n', /^2: .* is "openai" but must be claude/],
    ['a folder outside', 'phases:\n  red:\n    test_directory: ../tests\n', /^3: .*inside the workspace/],
    ['an absolute folder', 'phases:\n  green:\n    implementation_directory: C:\\src\n', /^3: .*inside the workspace/],
    ['a note that is a mapping', 'phases:\n  red:\n    focus: {a: 1}\n', /^3: "phases\.red\.focus" must be text/],
    ['a group that is text', 'tokens: many\n', /^1: "tokens" is text; settings below it were expected/],
  ];
  for (const [what, text, expected] of silly) {
    it(`keeps the default for ${what} and says so`, () => {
      const warnings = warningsOf(text);
      assert.equal(warnings.length, 1, JSON.stringify(warnings));
      assert.match(warnings[0] ?? '', expected);
      assert.deepEqual(load(text).config, DEFAULT_CONFIG);
    });
  }

  it('keeps the first delay within the longest', () => {
    const text = 'retry:\n  base_delay_seconds: 60\n  max_delay_seconds: 5\n';
    const { config, warnings } = load(undefined, {}, text);
    assert.deepEqual(config.retry, { maxAttempts: 3, baseDelayMs: 5_000, maxDelayMs: 5_000 });
    assert.match(warnings[0]?.message ?? '', /^the first delay is longer than the longest; 5 s is used/);
  });

  it('says which of two names for one setting is used', () => {
    const text = 'provider: {model: claude-opus-5-5}\nmodel: {default: claude-haiku-5-5}\n';
    assert.equal(load(text).config.model, 'claude-opus-5-5');
    assert.deepEqual(warningsOf(text), ['2: "model.default" has no effect: "provider.model" says otherwise']);
  });

  it('lets the environment win over the file', () => {
    const { config, warnings } = load(SEED, { AGENTFORGE_MODEL: ' claude-haiku-5-5 ', AGENTFORGE_MAX_TOKENS: '16000' });
    assert.deepEqual(
      [config.model, config.maxResponseTokens, config.responseAtMost, config.maxContextTokens],
      ['claude-haiku-5-5', 16_000, undefined, 8_000],
    );
    assert.deepEqual(warnings, []);
  });

  it('tells who chose the model: the environment is the user, the file the repository', () => {
    assert.equal(load(SEED).config.modelFrom, 'repository');
    assert.equal(load(SEED, { AGENTFORGE_MODEL: 'claude-haiku-5-5' }).config.modelFrom, 'user');
    assert.equal(load(undefined).config.modelFrom, 'default');
  });

  it("keeps the user's caps and those of the project apart, for a project only lowers", () => {
    const text = 'budget:\n  per_generation: 0.5\n';
    const own = 'budget:\n  per_generation: none\n  per_day: 50\n';
    assert.deepEqual(load(text, {}, own).config.budget, {
      user: { generation: 'none', day: 50 },
      repository: { generation: 0.5 },
    });
  });

  it('takes the lowest of the caps that the user gave in several places', () => {
    const own = 'budget:\n  per_generation: 1\n  per_session: none\n  per_day: 5\n';
    const environment = {
      AGENTFORGE_MAX_COST_PER_GENERATION: 'none',
      AGENTFORGE_MAX_COST_PER_SESSION: '3.50',
      AGENTFORGE_MAX_COST_PER_DAY: '7',
    };
    assert.deepEqual(load(undefined, environment, own).config.budget.user, { generation: 1, session: 3.5, day: 5 });
    assert.deepEqual(load(undefined, { AGENTFORGE_MAX_COST_PER_DAY: 'none' }).config.budget.user, { day: 'none' });
  });

  for (const text of ['$1', '1,00', '0.5 USD', '.5', '-1', '1e9', 'lots']) {
    it(`stops at the cap ${JSON.stringify(text)} rather than to spend without it, and says what to write`, () => {
      const words = /but must be an amount in US dollars without a sign, such as 0\.50/;
      const [fromEnvironment = ''] = problemsOf(undefined, { AGENTFORGE_MAX_COST_PER_DAY: text });
      assert.ok(fromEnvironment.startsWith(`AGENTFORGE_MAX_COST_PER_DAY is ${JSON.stringify(text)}`), fromEnvironment);
      assert.match(fromEnvironment, words);
      const file = `budget:\n  per_day: ${JSON.stringify(text)}\n`;
      for (const [path, problems] of [
        [OWN, problemsOf(undefined, {}, file)],
        [PATH, problemsOf(file)],
      ] as const) {
        assert.ok(problems[0]?.startsWith(`${path}:2:3: "budget.per_day" is`), JSON.stringify(problems));
        assert.match(problems[0] ?? '', words);
      }
    });
  }

  it('stops at a cap that is mistyped in its name, or stands where no cap does', () => {
    assert.match(problemsOf('budget:\n  per_dya: 1\n')[0] ?? '', /:2:3: "budget\.per_dya" is not a known setting/);
    assert.match(
      problemsOf(undefined, {}, 'budget: 1\n')[0] ?? '',
      /:1:1: "budget" is the number 1; settings below it/,
    );
  });

  it('does not let a project lift a cap', () => {
    assert.match(problemsOf('budget:\n  per_day: none\n')[0] ?? '', /is "none" but must be an amount/);
  });

  const HIGHER = [
    'tokens:',
    '  max_context: 1000000',
    '  max_response: 1000000',
    'retry:',
    '  max_attempts: 20',
    '  base_delay_seconds: 30',
    '  max_delay_seconds: 600',
    '  backoff_multiplier: 5',
    '  idle_timeout_seconds: 600',
    '  total_timeout_seconds: 7200',
    '',
  ].join('\n');

  it('lets no project raise a limit above the default, and says where its user can', () => {
    const { maxContextTokens, retry, patience } = load(HIGHER).config;
    assert.deepEqual(
      [maxContextTokens, { multiplier: 2, ...retry }, patience.totalMs],
      [DEFAULT_CONFIG.maxContextTokens, { multiplier: 2, ...DEFAULT_CONFIG.retry }, DEFAULT_CONFIG.patience.totalMs],
    );
    const warnings = warningsOf(HIGHER);
    assert.deepEqual(
      warnings.map((warning) => Number.parseInt(warning, 10)).toSorted((a, b) => a - b),
      [2, 5, 6, 7, 8, 10],
    );
    assert.equal(
      warnings[0],
      `2: "tokens.max_context" is 1000000, more than you allow: 32000 is used. To allow more, write it into ${OWN}.`,
    );
    assert.ok(
      warnings.some((each) => /^7: "retry\.max_delay_seconds" is 600 s, more than you allow: 30 s is used/.test(each)),
    );
  });

  it('lets the user raise each of them in the own file, and the project then go as far', () => {
    const { maxContextTokens, maxResponseTokens, responseAtMost, retry, patience } = load(HIGHER, {}, HIGHER).config;
    assert.deepEqual([maxContextTokens, maxResponseTokens, responseAtMost], [1_000_000, 1_000_000, 1_000_000]);
    assert.deepEqual(retry, { maxAttempts: 20, baseDelayMs: 30_000, maxDelayMs: 600_000, multiplier: 5 });
    assert.deepEqual(patience, { idleMs: 600_000, idleAtMostMs: 600_000, totalMs: 7_200_000 });
    assert.deepEqual(warningsOf(HIGHER, HIGHER), []);
  });

  it("cuts what a project asks for to the user's own lower limit, and leaves what is lower", () => {
    const own =
      'tokens: {max_response: 16000, max_context: 20000}\nretry: {max_attempts: 2, idle_timeout_seconds: 60}\n';
    const more =
      'tokens: {max_response: 20000, max_context: 20001}\nretry: {max_attempts: 3, idle_timeout_seconds: 61}\n';
    const cut = load(more, {}, own);
    assert.deepEqual(
      [cut.config.maxContextTokens, cut.config.responseAtMost, cut.config.retry.maxAttempts],
      [20_000, 16_000, 2],
    );
    assert.equal(cut.config.patience.idleAtMostMs, 60_000);
    assert.equal(cut.warnings.length, 4);
    const less = load('tokens: {max_response: 15000, max_context: 100}\nretry: {max_attempts: 1}\n', {}, own);
    assert.deepEqual(
      [less.config.maxContextTokens, less.config.responseAtMost, less.config.retry.maxAttempts, less.warnings],
      [100, 15_000, 1, []],
    );
  });

  it('lets a project lower for how long faults are tried, and its user alone raise it', () => {
    const seconds = (project: string | undefined, own?: string, chosenMs?: number) =>
      strengthLimit(load(project, {}, own).config, chosenMs);
    const limit = (of: number) => `strength: {time_limit_seconds: ${of}}\n`;
    assert.equal(seconds(undefined), 120);
    assert.deepEqual([seconds(limit(600)), seconds(limit(30)), seconds(limit(0))], [120, 30, 120]);
    assert.deepEqual([seconds(undefined, limit(600)), seconds(limit(300), limit(600))], [600, 300]);
    assert.deepEqual([seconds(limit(300), undefined, 400_000), seconds(undefined, limit(60), 400_000)], [300, 400]);
    assert.match(warningsOf(limit(601), limit(600))[0] ?? '', /more than you allow: 600 s is used/);
  });

  it('lets no project hang up at a silence that is usual, for each is paid for', () => {
    const text = 'retry: {idle_timeout_seconds: 0.001}\n';
    assert.equal(load(text).config.patience.idleAtMostMs, 30_000);
    assert.match(
      warningsOf(text)[0] ?? '',
      /^1: "retry\.idle_timeout_seconds" is 0\.001 s, and a project may ask for no less than 30 s/,
    );
    assert.equal(load(undefined, {}, text).config.patience.idleMs, 1);
  });

  it("takes the user's own file for the defaults of all projects, and its model for the user's choice", () => {
    const own = 'provider: {model: claude-haiku-5-5}\noutput: {add_header_comment: false, backup_existing: true}\n';
    const { config } = load('provider: {model: claude-opus-5-5}\noutput: {backup_existing: false}\n', {}, own);
    assert.deepEqual([config.model, config.modelFrom], ['claude-haiku-5-5', 'user']);
    assert.deepEqual(config.output, { addHeaderComment: false, backupExisting: false });
  });

  it('says of each warning and problem in which file it is', () => {
    const { warnings } = load('colour: red\n', {}, '\ncolour: red\n');
    assert.deepEqual(
      warnings.map(({ path, position }) => [path, position?.line]),
      [
        [OWN, 2],
        [PATH, 1],
      ],
    );
    const both = problemsOf('- a\n', {}, '\ta: b\n');
    assert.ok(both[0]?.startsWith(OWN) && both[1]?.startsWith(PATH), JSON.stringify(both));
  });

  it('reads by what the waits grow', () => {
    assert.equal(load('retry: {backoff_multiplier: 1.5}\n').config.retry.multiplier, 1.5);
    assert.match(warningsOf('retry: {backoff_multiplier: 0}\n')[0] ?? '', /must be a number from 1 to 10/);
  });

  it('takes an empty variable for an unset one', () => {
    assert.deepEqual(load(undefined, { AGENTFORGE_MODEL: '', AGENTFORGE_MAX_TOKENS: ' ' }), {
      config: DEFAULT_CONFIG,
      warnings: [],
    });
  });

  for (const value of ['0', '-1', 'many', '1e3', '0x10', '4096.5', 'NaN', '99999999999999999999']) {
    it(`says that AGENTFORGE_MAX_TOKENS=${value} cannot be used`, () => {
      const { config, warnings } = load(SEED, { AGENTFORGE_MAX_TOKENS: value });
      assert.equal(config.responseAtMost, 4_096);
      assert.equal(warnings.length, 1);
      assert.equal(warnings[0]?.position, undefined);
      assert.match(warnings[0]?.message ?? '', /^AGENTFORGE_MAX_TOKENS is ".*" but must be a whole number of tokens/);
    });
  }

  it('says that a model from the environment cannot be used', () => {
    assert.match(
      load(undefined, { AGENTFORGE_MODEL: 'two words' }).warnings[0]?.message ?? '',
      /^AGENTFORGE_MODEL is "two words"/,
    );
  });

  it('reads nothing else from the environment', () => {
    const env = { ANTHROPIC_API_KEY: 'sk-ant-secret', ANTHROPIC_BASE_URL: 'http://elsewhere.example' };
    assert.deepEqual(load(undefined, env), { config: DEFAULT_CONFIG, warnings: [] });
  });

  const broken: readonly (readonly [string, string, { line: number; column: number }, RegExp])[] = [
    [
      'text that is not YAML',
      'tokens:\n\tmax_context: 1\n',
      { line: 2, column: 1 },
      /not valid YAML: a tab .*Indent with spaces/,
    ],
    ['a key given twice', 'tokens: {}\ntokens: {}\n', { line: 2, column: 1 }, /"tokens" stands twice/],
    ['a list', '\n- a\n', { line: 2, column: 1 }, /a list, not a mapping/],
  ];
  for (const [what, text, position, detail] of broken) {
    it(`refuses ${what} with its place`, () => {
      const result = read(text);
      assert.ok(!result.ok);
      const [problem] = result.problem;
      assert.ok(problem?.kind === 'config-invalid');
      assert.deepEqual(problem.place, { path: PATH, position });
      assert.match(problem.detail, detail);
    });
  }

  for (const { what, text } of hostileYaml) {
    it(`survives ${what}`, () => {
      read(text);
    });
  }

  it('never throws, and whatever it gives is within its limits', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 2 }),
    );
    const group = fc.dictionary(
      fc.constantFrom(
        'max_context',
        'max_response',
        'max_output',
        'max_attempts',
        'initial_delay',
        'max_delay',
        'default',
        'model',
        'red',
        'x',
      ),
      leaf,
    );
    const file = fc.dictionary(
      fc.constantFrom('provider', 'model', 'tokens', 'retry', 'output', 'phases', 'x'),
      fc.oneof(group, leaf),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          file.map((each) => JSON.stringify(each)),
        ),
        fc.string(),
        file.map((each) => JSON.stringify(each)),
        (text, variable, own) => {
          const result = read(text, { AGENTFORGE_MODEL: variable, AGENTFORGE_MAX_TOKENS: variable }, own);
          if (!result.ok) return;
          const { maxContextTokens, maxResponseTokens = 1, responseAtMost = 1, retry, model } = result.value.config;
          for (const tokens of [maxContextTokens, maxResponseTokens, responseAtMost])
            assert.ok(Number.isInteger(tokens) && tokens > 0 && tokens <= 1_000_000);
          assert.ok(retry.maxAttempts >= 1 && retry.baseDelayMs > 0 && retry.baseDelayMs <= retry.maxDelayMs);
          assert.match(model, /^\S+$/);
        },
      ),
      { numRuns: SOAK ? 50_000 : 500 },
    );
  });
});
