import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseYaml } from '../../../../src/core/lib/yaml';
import { declaredEntity, declaredInterface } from '../../../../src/core/spec/declaredInterface';
import type { DeclaredSymbol } from '../../../../src/core/spec/declaredSymbol';
import { agentforgeSample } from '../../../kit/agentforgeSample';
import { must } from '../../../kit/must';
import { componentNamed, sampleSpecification } from '../../../kit/sampleSpecification';

const nodeOf = (text: string) => must(parseYaml(text)).root;
const interfaceOf = (text: string) => declaredInterface(nodeOf(text)).map(shown);

/** `class Cart { method add(name, cents), async method load() }`. */
function shown({ name, kind, parameters, members, isAsync }: DeclaredSymbol): string {
  const isCallable = kind === 'function' || kind === 'method';
  const called = isCallable ? `(${parameters.join(', ')})` : '';
  const inner = members.length === 0 ? '' : ` { ${members.map(shown).join(', ')} }`;
  return `${isAsync ? 'async ' : ''}${kind} ${name}${called}${inner}`;
}

describe('the interface that a component declares', () => {
  it('is its class with the methods and fields that stand beside it', () => {
    assert.deepEqual(
      interfaceOf(`
class: Cart
methods:
- name: add
  params: "self, name: str, prices: dict[str, int] = {}, *more, **rest"
- name: total
  parameters: []
  returns: int
- remove(name)
- async def load(self, path) -> None
- name: save
  parameters: {path: str, mode: str}
  async: true
- name: stream
  returns: Promise<number>
- name: count
  type: property
fields: [currency, {name: owner, type: str}]
`),
      [
        'class Cart { method add(name, prices, more, rest), method total(), method remove(name), async method load(path), ' +
          'async method save(path, mode), async method stream(), property count, property currency, property owner }',
      ],
    );
  });

  it('tells enums, exceptions and classes apart by type, values, base and name', () => {
    assert.deepEqual(
      interfaceOf(`
entities:
- {name: Priority, type: Enum, values: [LOW, HIGH]}
- {name: Level, values: [{name: ONE, value: 1}, "TWO = 2"]}
- {name: CartError, description: raised}
- {name: Trouble, type: exception}
- {name: Empty, extends: CartError}
- {name: Cart, methods: [{add: Adds one.}, total]}
- Receipt
exceptions: [Overflow]
enums:
  Colour: {values: [RED]}
`),
      [
        'enum Priority { value LOW, value HIGH }',
        'enum Level { value ONE, value TWO }',
        'exception CartError',
        'exception Trouble',
        'exception Empty',
        'class Cart { method add(), method total() }',
        'class Receipt',
        'exception Overflow',
        'enum Colour { value RED }',
      ],
    );
  });

  it('is functions where there is no class, and belongs to the only entity where there is one', () => {
    assert.deepEqual(interfaceOf('functions: [{name: total, params: [items, {name: tax}, {rate: float}]}]'), [
      'function total(items, tax, rate)',
    ]);
    assert.deepEqual(interfaceOf('methods: [total]\nvalues: [LIMIT]'), ['function total()', 'value LIMIT']);
    assert.deepEqual(interfaceOf('entities: [Cart]\nmethods: [total]'), ['class Cart { method total() }']);
  });

  it('has the exceptions that something raises, but not those of the language', () => {
    assert.deepEqual(
      interfaceOf(`
class: Cart
methods:
- name: add
  errors: [ValueError when cents is negative, CartFull when full, "CartError: too many"]
- name: load
  raises: {ParseError: when it cannot be read}
- name: save
  throws: [{type: StoreError, when: the disk is full}]
`),
      [
        'class Cart { method add(), method load(), method save() }',
        'exception CartError',
        'exception ParseError',
        'exception StoreError',
      ],
    );
  });

  it('of an entity is the entity itself', () => {
    const text = 'name: Cart\nproperties: [{name: id}]\nmethods: [{name: total, parameters: [{name: tax}]}]';
    assert.deepEqual(declaredEntity(nodeOf(text), 'Cart').map(shown), [
      'class Cart { property id, method total(tax) }',
    ]);
    assert.deepEqual(declaredEntity(nodeOf(text), 'GET /carts').map(shown), ['property id', 'function total(tax)']);
  });

  it('is read from real specifications of both shapes', () => {
    const domain = componentNamed(
      sampleSpecification(agentforgeSample('human_escalation_spec.yaml')),
      'escalation_domain',
    );
    assert.deepEqual(domain.interface.slice(0, 1).map(shown), [
      'enum EscalationPriority { value LOW, value MEDIUM, value HIGH, value CRITICAL }',
    ]);
    const manager = componentNamed(
      sampleSpecification(agentforgeSample('human_escalation_spec.yaml')),
      'escalation_manager',
    );
    const [only] = manager.interface;
    assert.equal(only?.name, 'EscalationManager');
    assert.deepEqual(only.members.filter(({ name }) => name === 'acknowledge_escalation').map(shown), [
      'method acknowledge_escalation(escalation_id, acknowledged_by)',
    ]);
    const violation = componentNamed(
      sampleSpecification(agentforgeSample('conformance_specification.yaml')),
      'Violation',
    );
    const [entity] = violation.interface;
    assert.equal(entity?.kind, 'class');
    assert.ok(entity.members.some(({ name, kind }) => name === 'violation_id' && kind === 'property'));
    assert.ok(entity.members.some(({ kind }) => kind === 'method'));
  });

  it('is read from any YAML without an error, with each name once', () => {
    const keys = ['class', 'classes', 'entities', 'methods', 'fields', 'values', 'errors', 'params', 'name', 'type'];
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>(
          null,
          true,
          1,
          '',
          'Cart',
          'add(a, b',
          'async x',
          '(((',
          'CartError when',
          '__proto__',
        ),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const parsed = parseYaml(JSON.stringify(value));
        if (!parsed.ok) return;
        const check = (symbols: readonly DeclaredSymbol[]): void => {
          const names = symbols.map(({ name }) => name);
          assert.equal(new Set(names).size, names.length, names.join());
          for (const symbol of symbols) check(symbol.members);
        };
        check(declaredInterface(parsed.value.root));
        check(declaredEntity(parsed.value.root, 'Cart'));
      }),
      { numRuns: 200 },
    );
  });
});
