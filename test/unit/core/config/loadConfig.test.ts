import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Config } from '../../../../src/core/config/config';
import { DEFAULT_CONFIG } from '../../../../src/core/config/config';
import type { LoadedConfig } from '../../../../src/core/config/loadConfig';
import { loadConfig } from '../../../../src/core/config/loadConfig';
import { agentforgeSample } from '../../../kit/agentforgeSample';
import { hostileYaml } from '../../../kit/hostileYaml';

const SOAK = process.env['AGENTFORGE_SOAK'] === '1';
const PATH = '.agentforge/generation.yaml';

function load(text: string | undefined, env: Record<string, string | undefined> = {}): LoadedConfig {
  const result = loadConfig(text === undefined ? undefined : { text, path: PATH }, env);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** Warnings as `line: message`. */
function warningsOf(text: string): readonly string[] {
  return load(text).warnings.map(({ position, message }) => `${position?.line}: ${message}`);
}

const SEED = `# LLM Generation Configuration
provider:
  name: claude
  model: claude-opus-5-5
tokens:
  max_context: 8000
  max_response: 4096
retry:
  max_attempts: 5
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
    assert.deepEqual([DEFAULT_CONFIG.maxContextTokens, DEFAULT_CONFIG.maxResponseTokens], [32_000, 32_000]);
  });

  it('reads the dialect of the design document', () => {
    const expected: Config = {
      model: 'claude-opus-5-5',
      modelFrom: 'repository',
      maxContextTokens: 8_000,
      maxResponseTokens: 4_096,
      retry: { maxAttempts: 5, baseDelayMs: 500, maxDelayMs: 20_000 },
      patience: DEFAULT_CONFIG.patience,
      budget: {},
      output: { addHeaderComment: false, backupExisting: true },
      directories: { tests: 'tests/unit', implementation: 'tools' },
      phaseNotes: { red: [], green: [], refactor: [] },
      refactorRequiresPassingTests: false,
    };
    assert.deepEqual(load(SEED), { config: expected, warnings: [] });
  });

  it('reads how long an answer may take and be silent, within limits', () => {
    const text = 'retry:\n  idle_timeout_seconds: 45\n  total_timeout_seconds: 3600\n';
    assert.deepEqual(load(text).config.patience, { idleMs: 45_000, totalMs: 3_600_000 });
    const wrong = 'retry:\n  idle_timeout_seconds: 0\n  total_timeout_seconds: 7201\n';
    assert.deepEqual(load(wrong).config.patience, { idleMs: undefined, totalMs: 1_800_000 });
    assert.deepEqual(warningsOf(wrong), [
      '2: "retry.idle_timeout_seconds" is 0 but must be a number of seconds above 0, at most 600; it has no effect',
      '3: "retry.total_timeout_seconds" is 7201 but must be a number of seconds above 0, at most 7200; it has no effect',
    ]);
  });

  it("reads the Python tool's own file, every key of it known", () => {
    const { config, warnings } = load(agentforgeSample('generation.yaml'));
    assert.deepEqual(config, {
      ...DEFAULT_CONFIG,
      model: 'claude-sonnet-4-20250514',
      modelFrom: 'repository',
      maxResponseTokens: 8_192,
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
    assert.deepEqual(warnings, []);
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
    assert.deepEqual(load(text).config.retry, { maxAttempts: 3, baseDelayMs: 5_000, maxDelayMs: 5_000 });
    assert.match(warningsOf(text)[0] ?? '', /^2: .*5 s is used/);
  });

  it('says which of two names for one setting is used', () => {
    const text = 'provider: {model: claude-opus-5-5}\nmodel: {default: claude-haiku-5-5}\n';
    assert.equal(load(text).config.model, 'claude-opus-5-5');
    assert.deepEqual(warningsOf(text), ['2: "model.default" has no effect: "provider.model" says otherwise']);
  });

  it('lets the environment win over the file', () => {
    const { config, warnings } = load(SEED, { AGENTFORGE_MODEL: ' claude-haiku-5-5 ', AGENTFORGE_MAX_TOKENS: '16000' });
    assert.deepEqual(
      [config.model, config.maxResponseTokens, config.maxContextTokens],
      ['claude-haiku-5-5', 16_000, 8_000],
    );
    assert.deepEqual(warnings, []);
  });

  it('tells who chose the model: the environment is the user, the file the repository', () => {
    assert.equal(load(SEED).config.modelFrom, 'repository');
    assert.equal(load(SEED, { AGENTFORGE_MODEL: 'claude-haiku-5-5' }).config.modelFrom, 'user');
    assert.equal(load(undefined).config.modelFrom, 'default');
  });

  it('reads the caps of the costs, and says what is none', () => {
    const text = 'budget:\n  per_generation: 0.5\n  per_session: lots\n  per_day: -1\n';
    assert.deepEqual(load(text).config.budget, { generation: 0.5 });
    assert.deepEqual(
      warningsOf(text).map((warning) => warning.slice(0, 40)),
      ['3: "budget.per_session" is "lots" but mu', '4: "budget.per_day" is -1 but must be an'],
    );
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
      assert.equal(config.maxResponseTokens, 4_096);
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
      const result = loadConfig({ text, path: PATH }, {});
      assert.ok(!result.ok);
      const [problem] = result.problem;
      assert.ok(problem?.kind === 'config-invalid');
      assert.deepEqual(problem.place, { path: PATH, position });
      assert.match(problem.detail, detail);
    });
  }

  for (const { what, text } of hostileYaml) {
    it(`survives ${what}`, () => {
      loadConfig({ text, path: PATH }, {});
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
        (text, variable) => {
          const result = loadConfig(
            { text, path: PATH },
            { AGENTFORGE_MODEL: variable, AGENTFORGE_MAX_TOKENS: variable },
          );
          if (!result.ok) return;
          const { maxContextTokens, maxResponseTokens, retry, model } = result.value.config;
          for (const tokens of [maxContextTokens, maxResponseTokens])
            assert.ok(Number.isInteger(tokens) && tokens > 0 && tokens <= 1_000_000);
          assert.ok(retry.maxAttempts >= 1 && retry.baseDelayMs > 0 && retry.baseDelayMs <= retry.maxDelayMs);
          assert.match(model, /^\S+$/);
        },
      ),
      { numRuns: SOAK ? 50_000 : 500 },
    );
  });
});
