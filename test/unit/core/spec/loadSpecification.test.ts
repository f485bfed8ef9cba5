import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseYaml } from '../../../../src/core/lib/yaml';
import type { LoadedSpecification } from '../../../../src/core/spec/loadSpecification';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';
import type { Component } from '../../../../src/core/spec/specification';
import { agentforgeSample } from '../../../kit/agentforgeSample';
import { hostileYaml } from '../../../kit/hostileYaml';

const SOAK = process.env['AGENTFORGE_SOAK'] === '1';
const PATH = 'specs/cart.yaml';

function load(text: string): LoadedSpecification {
  const result = loadSpecification({ text, path: PATH, hash: '0123456789abcdef' });
  if (!result.ok) assert.fail(JSON.stringify(result.problem));
  return result.value;
}

/** The first problem as `line:column detail`, and its remedy. */
function refusal(text: string): { readonly at: string; readonly detail: string; readonly remedy: string } {
  const result = loadSpecification({ text, path: PATH, hash: '' });
  assert.ok(!result.ok, 'expected a problem');
  const [problem] = result.problem;
  assert.equal(problem?.kind, 'spec-invalid');
  assert.equal(problem.place.path, PATH);
  const { line, column } = problem.place.position ?? {};
  return { at: `${line}:${column}`, detail: problem.detail, remedy: problem.remedy };
}

function named(loaded: LoadedSpecification, name: string): Component {
  const component = loaded.specification.components.find((each) => each.name === name);
  assert.ok(component, `no component ${name}`);
  return component;
}

describe('loadSpecification: components shape', () => {
  it('reads the committed human_escalation_spec.yaml', () => {
    const { specification, warnings } = load(agentforgeSample('human_escalation_spec.yaml'));
    assert.deepEqual(warnings, []);
    const { id, name, version, dialect, path, hash } = specification;
    assert.deepEqual(
      { id, name, version, dialect, path, hash },
      {
        id: 'human-escalation-v1',
        name: 'human_escalation',
        version: '1.0',
        dialect: 'components',
        path: PATH,
        hash: '0123456789abcdef',
      },
    );
    assert.deepEqual(
      specification.components.map(({ name, implementationPath, testPath, position, derived }) => [
        name,
        implementationPath,
        testPath,
        position.line,
        derived,
      ]),
      ['domain', 'manager', 'notifier'].map((part, index) => [
        `escalation_${part}`,
        `tools/harness/escalation_${part}.py`,
        `tests/unit/harness/test_escalation_${part}.py`,
        [18, 111, 230][index],
        false,
      ]),
    );
  });

  it('names what a component declares: class, entities, methods, fields, enum values', () => {
    const loaded = load(agentforgeSample('human_escalation_spec.yaml'));
    const domain = named(loaded, 'escalation_domain').symbols;
    for (const symbol of ['EscalationPriority', 'CRITICAL', 'EscalationRule', 'timeout_seconds'])
      assert.ok(domain.includes(symbol), symbol);
    assert.deepEqual(named(loaded, 'escalation_notifier').symbols, [
      'EscalationNotifier',
      '__init__',
      'notify',
      'notify_cli',
      'notify_file',
      'notify_webhook',
      'format_escalation',
      'get_priority_color',
    ]);
  });

  it("puts a component's own part into its excerpt and none of the others", () => {
    const loaded = load(agentforgeSample('human_escalation_spec.yaml'));
    const { excerpt } = named(loaded, 'escalation_manager');
    assert.match(excerpt, /^components:\n- name: escalation_manager\n/);
    assert.match(excerpt, /1\. Generate unique escalation ID/);
    assert.doesNotMatch(excerpt, /escalation_domain|escalation_notifier|get_priority_color/);
  });

  it('puts what applies to all into the general part', () => {
    const { general } = load(agentforgeSample('human_escalation_spec.yaml')).specification;
    for (const text of [
      'spec_id: human-escalation-v1',
      'default_rules:',
      'Escalations must persist across restarts',
      'recovery_executor',
    ]) {
      assert.ok(general.includes(text), text);
    }
    assert.doesNotMatch(general, /^components:|escalation_domain/m);
  });

  it('gives entries of top-level lists that name a component to that component alone', () => {
    const loaded = load(
      'spec_id: two\ncomponents:\n- name: cart\n- name: order\nintegration:\n- component: cart\n  method: pay\n- component: elsewhere\n  method: log\n',
    );
    assert.match(named(loaded, 'cart').excerpt, /pay/);
    assert.doesNotMatch(named(loaded, 'order').excerpt, /integration/);
    assert.doesNotMatch(loaded.specification.general, /pay/);
    assert.match(loaded.specification.general, /elsewhere/);
  });

  it('reads the committed as-built specification', () => {
    const { specification, warnings } = load(agentforgeSample('as_built_spec.yaml'));
    assert.deepEqual(warnings, []);
    assert.deepEqual(
      specification.components.map(({ name, testPath }) => [name, testPath]),
      [
        ['domain', 'tests/unit/tools/test_builtin_checks_architecture.py'],
        ['session', 'tests/unit/tools/tdflow/test_session.py'],
        ['orchestrator', 'tests/unit/tools/tdflow/test_orchestrator.py'],
      ],
    );
    assert.deepEqual(specification.components[1]?.symbols, [
      'SessionManager',
      'create',
      'load',
      'save',
      'get_latest',
      'list_sessions',
    ]);
  });

  it('reads the older path names, trims them and turns backslashes', () => {
    const cart = named(
      load("components:\n- name: cart\n  impl_file: ' src\\cart.py '\n  test_file: tests/test_cart.py\n"),
      'cart',
    );
    assert.equal(cart.implementationPath, 'src/cart.py');
    assert.equal(cart.testPath, 'tests/test_cart.py');
  });

  it('understands members written as names, as mappings of one key and as keys', () => {
    const text = `components:
- name: cart
  class: Cart
  methods: ["add(item) -> None", {name: total}, {clear: empties it}]
  entities:
  - name: Item
    fields: {price: int, label: str}
    values: [LOW, 2]
`;
    assert.deepEqual(named(load(text), 'cart').symbols, [
      'Cart',
      'add',
      'total',
      'clear',
      'Item',
      'price',
      'label',
      'LOW',
    ]);
  });

  it('keeps the spelling of numbers', () => {
    const { specification } = load('version: 1.10\ncomponents:\n- name: cart\n  limit: 1.50\n');
    assert.equal(specification.version, '1.10');
    assert.match(specification.components[0]?.excerpt ?? '', /limit: 1\.50/);
  });

  it('warns with the line about what it does not use', () => {
    const text = `spec_id: UPPER
entities: [{name: Shared}]
components:
- name: a
  description: [x]
  methods: run
  location: src/a.py
  impl_file: src/b.py
- name: b
  location: src/a.py
  entities: [{type: Enum, description: d}]
`;
    const { warnings } = load(text);
    const expected: readonly (readonly [number, RegExp])[] = [
      [1, /spec_id "UPPER"/],
      [2, /shared by all/],
      [5, /"description" is a list/],
      [6, /"methods" is text/],
      [8, /"impl_file" differs/],
      [9, /"b" and "a" share the file src\/a\.py/],
      [11, /no name/],
    ];
    const sorted = [...warnings].sort((x, y) => x.position.line - y.position.line);
    assert.equal(sorted.length, expected.length, JSON.stringify(sorted));
    for (const [index, [line, message]] of expected.entries()) {
      assert.equal(sorted[index]?.position.line, line, message.source);
      assert.match(sorted[index]?.message ?? '', message);
    }
  });

  it("takes the file's name when there is no spec_id, and says so", () => {
    const { specification, warnings } = load('components: [{name: a}]');
    assert.deepEqual([specification.id, specification.name], ['cart', 'cart']);
    assert.match(warnings[0]?.message ?? '', /spec_id/);
  });
});

describe('loadSpecification: requirements shape', () => {
  it('derives a component from each entity of the committed specification', () => {
    const { specification, warnings } = load(agentforgeSample('conformance_specification.yaml'));
    assert.deepEqual(warnings, []);
    assert.deepEqual(
      [specification.id, specification.name, specification.version, specification.dialect],
      ['conformance-tracking-v1', 'Per-Repository Conformance Tracking System', '1.0', 'requirements'],
    );
    assert.equal(specification.components.length, 26);
    assert.ok(specification.components.every((component) => component.derived && component.testPath === undefined));
    const report = specification.components[0];
    assert.equal(report?.name, 'ConformanceReport');
    assert.deepEqual(report.position, { line: 702, column: 3 });
    for (const symbol of ['ConformanceReport', 'by_severity', 'calculate_trend'])
      assert.ok(report.symbols.includes(symbol), symbol);
  });

  it('routes requirements by the entity they mention, in any spelling, and the rest to all', () => {
    const loaded = load(agentforgeSample('conformance_specification.yaml'));
    const { general } = loaded.specification;
    const scope = named(loaded, 'ExemptionStatus').excerpt;
    assert.match(scope, /^entities:\n- name: ExemptionStatus\n/);
    assert.match(scope, /FR-005/);
    assert.doesNotMatch(scope, /FR-001|- name: Exemption\n|- name: ExemptionScope/);
    assert.match(general, /^metadata:\n/);
    assert.match(general, /^overview:\n/m);
    assert.doesNotMatch(general, /FR-005|^entities:/m);
  });

  it('loses no requirement to every prompt', () => {
    const { specification } = load(agentforgeSample('conformance_specification.yaml'));
    const everything = [specification.general, ...specification.components.map((component) => component.excerpt)].join(
      '\n',
    );
    for (const [id] of agentforgeSample('conformance_specification.yaml').matchAll(/\bN?FR-\d{3}\b/g))
      assert.ok(everything.includes(id), id);
  });

  it('tells a longer name from the shorter one it begins with', () => {
    const text = `requirements:
  functional:
  - {id: FR-001, description: Every escalation rule has a priority.}
  - {id: FR-002, description: An escalation is stored.}
  - {id: FR-003, description: 'Each escalation_rule, that is every EscalationRule, is tried.'}
  - {id: FR-004, description: The clock is in UTC.}
  - {id: FR-005, description: Escalation-rules and EscalationRuleBook differ.}
entities:
- name: Escalation
- name: EscalationRule
`;
    const loaded = load(text);
    const ids = (part: string) => [...part.matchAll(/FR-\d+/g)].map(([id]) => id);
    assert.deepEqual(ids(named(loaded, 'EscalationRule').excerpt), ['FR-001', 'FR-003', 'FR-005']);
    assert.deepEqual(ids(named(loaded, 'Escalation').excerpt), ['FR-002']);
    assert.deepEqual(ids(loaded.specification.general), ['FR-004']);
  });

  it('derives from interfaces when there are no entities, under a name that fits a file', () => {
    const loaded = load(
      'requirements: {}\ninterfaces:\n- name: GET /carts/{id}\n  description: One cart\n- name: CartList\n',
    );
    assert.deepEqual(
      loaded.specification.components.map(({ name, description }) => [name, description]),
      [
        ['GET_carts_id', 'One cart'],
        ['CartList', ''],
      ],
    );
    assert.match(loaded.warnings.map((warning) => warning.message).join(), /GET_carts_id/);
  });

  it('derives one component for all when there are neither, never none', () => {
    const text =
      'metadata: {spec_id: cart-v2, version: "2"}\noverview: {purpose: Sell}\nrequirements:\n  functional: [{id: FR-001, title: Pay}]\n';
    const { specification } = load(text);
    assert.deepEqual(
      specification.components.map(({ name, description, derived }) => [name, description, derived]),
      [['cart', 'Sell', true]],
    );
    assert.match(specification.components[0]?.excerpt ?? '', /FR-001/);
    assert.match(specification.general, /purpose: Sell/);
    assert.doesNotMatch(specification.general, /FR-001/);
  });

  it('takes an empty list of components for none', () => {
    assert.equal(
      load('components: []\nrequirements: {}\nentities: [{name: Cart}]\n').specification.dialect,
      'requirements',
    );
  });
});

describe('loadSpecification: problems', () => {
  it('says what is wrong with the specification that was committed as broken YAML', () => {
    const { at, detail, remedy } = refusal(agentforgeSample('broken_spec.yaml'));
    assert.equal(at, '10:1');
    assert.match(detail, /not valid YAML: this is not "key: value"/);
    assert.match(remedy, /looks like Markdown \(line 15/);
  });

  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    ['an empty file', '', '1:1', /empty/],
    ['a list', '- a\n', '1:1', /a list, not a mapping/],
    ['prose', 'Just some words.\n', '1:1', /text, not a mapping/],
    [
      'both shapes',
      'components:\n- name: a\nrequirements:\n  functional: []\n',
      '4:3',
      /both "components" and "requirements"/,
    ],
    ['neither shape', 'spec_id: abc\nname: x\n', '1:1', /neither "components" nor "requirements"/],
    ['no component', 'spec_id: abc\ncomponents: []\n', '2:13', /"components" is empty/],
    ['components as a mapping', 'components:\n  a: {}\n', '2:3', /not a list/],
    ['a component that is text', 'components:\n- cart\n', '2:3', /a component is text/],
    ['a component without a name', 'components:\n- name: a\n- location: x.py\n', '3:3', /no name/],
    ['a number as name', 'components:\n- name: 12\n', '2:9', /name of a component is the number 12/],
    ['a name that leaves the folder', 'components:\n- name: ../x\n', '2:9', /"\.\.\/x" cannot be/],
    ['a name with a line break', 'components:\n- name: "a\\nb"\n', '2:9', /cannot be/],
    ['a name without a letter', 'components:\n- name: "42"\n', '2:9', /cannot be/],
    ['a name that is too long', `components:\n- name: ${'a'.repeat(101)}\n`, '2:9', /cannot be/],
    [
      'two components of one name',
      'components:\n- name: a\n- name: b\n- name: a\n',
      '4:3',
      /"a" stands twice; first in line 2/,
    ],
    ['a path that is a list', 'components:\n- name: a\n  location: [x.py]\n', '3:13', /"location" is a list/],
    [
      'a path that is a number',
      'components:\n- name: a\n  test_location: 7\n',
      '3:18',
      /"test_location" is the number 7/,
    ],
    ['a path that is blank', 'components:\n- name: a\n  test_file: ""\n', '3:14', /"test_file" is empty/],
    [
      'a key given twice',
      'components:\n- name: a\n  location: x.py\n  location: y.py\n',
      '4:3',
      /"location" stands twice/,
    ],
    ['two entities of one name', 'requirements: {}\nentities: [{name: A}, {name: A}]\n', '2:23', /"A" stands twice/],
    ['an entity without a name', 'entities:\n- layer: Domain\n', '2:3', /no name/],
    ['entities as a mapping', 'requirements: {}\nentities: {A: {}}\n', '2:11', /"entities" is a mapping/],
  ];
  for (const [what, text, place, message] of cases) {
    it(`refuses ${what} with its place and a remedy`, () => {
      const { at, detail, remedy } = refusal(text);
      assert.match(detail, message);
      assert.equal(at, place);
      assert.notEqual(remedy, '');
    });
  }

  it('reports all problems at once', () => {
    const result = loadSpecification({
      text: 'components:\n- location: 1\n- name: 2\n- name: ok\n- name: ok\n',
      path: PATH,
      hash: '',
    });
    assert.ok(!result.ok);
    assert.deepEqual(
      result.problem.map((problem) => (problem.kind === 'spec-invalid' ? problem.place.position?.line : undefined)),
      [2, 2, 3, 5],
    );
  });

  for (const { what, text } of hostileYaml) {
    it(`survives ${what}, also inside a specification`, () => {
      for (const whole of [text, `components:\n- name: a\nrest:\n  ${text.replaceAll('\n', '\n  ')}`]) {
        const result = loadSpecification({ text: whole, path: PATH, hash: '' });
        if (result.ok) assert.ok(result.value.specification.components.length > 0);
        else assert.ok(result.problem.length > 0);
      }
    });
  }

  it('stays quick with thousands of entities that every requirement mentions', () => {
    const names = Array.from({ length: 3_000 }, (_, i) => `Thing${i}`);
    const text = `requirements:\n- ${names.join(' ')}\nentities:\n${names.map((name) => `- name: ${name}`).join('\n')}\n`;
    const { specification } = load(text);
    assert.equal(specification.components.length, 3_000);
    assert.match(specification.components[2_999]?.excerpt ?? '', /Thing0 Thing1/);
  });

  it('never throws, whatever the text; what loads has components, and excerpts that are YAML', () => {
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('Cart', 'a cart', '../x', '', null, 1, true),
        fc.string(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            'components',
            'requirements',
            'entities',
            'interfaces',
            'name',
            'location',
            'test_file',
            'methods',
            'component',
            'values',
            'x',
          ),
          tie('value'),
          { maxKeys: 5 },
        ),
      ),
    })).value;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          value.map((each) => JSON.stringify(each)),
        ),
        (text) => {
          const result = loadSpecification({ text, path: PATH, hash: '' });
          if (!result.ok) {
            assert.ok(result.problem.length > 0);
            return;
          }
          const { components, general } = result.value.specification;
          assert.ok(components.length > 0);
          for (const part of [general, ...components.map((component) => component.excerpt)])
            assert.ok(parseYaml(part).ok, part);
        },
      ),
      { numRuns: SOAK ? 50_000 : 1_000 },
    );
  });
});
