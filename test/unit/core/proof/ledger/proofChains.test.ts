import assert from 'node:assert/strict';
import { proofChains } from '../../../../../src/core/proof/ledger/proofChains';
import type { NamedEntry } from '../../../../../src/core/proof/ledger/proofEntry';
import { hashText, named, passingEntry, redEntry } from '../../../../kit/sampleProof';

const chainsOf = (...entries: readonly NamedEntry[]) => proofChains(entries, (name) => `ledger/${name}`);
const codes = (...entries: readonly NamedEntry[]) =>
  chainsOf(...entries).broken.flatMap(({ findings }) => findings.map(({ code }) => code));

describe('entries of the proof ledger, joined', () => {
  const red = named(redEntry());
  const green = named(passingEntry());
  const refactor = named(passingEntry({ phase: 'refactor', previous: green.name }));

  it('are one chain for each component of each specification, in whatever order they come', () => {
    const other = named(redEntry({ component: 'receipt' }));
    const elsewhere = named(redEntry({ specification: 'specs/a.yaml' }));
    const { chains, broken } = chainsOf(refactor, other, green, elsewhere, red);
    assert.deepEqual(broken, []);
    assert.deepEqual(
      chains.map(({ specification, component, ...phases }) => [
        specification,
        component,
        [phases.red, phases.green, phases.refactor].map((each) => each !== undefined).join(),
      ]),
      [
        ['specs/a.yaml', 'cart', 'true,false,false'],
        ['specs/shop.yaml', 'cart', 'true,true,true'],
        ['specs/shop.yaml', 'receipt', 'true,false,false'],
      ],
    );
  });

  it('break where one is missing, is there twice, or follows another', () => {
    assert.deepEqual(codes(green), ['chain-broken']);
    assert.deepEqual(codes(red, refactor), ['chain-broken']);
    assert.deepEqual(codes(red, named(redEntry({ product: '2' }))), ['chain-broken']);
    assert.deepEqual(codes(named(redEntry({ product: '2' })), green), ['chain-broken']);
  });

  it('break where a phase cannot have been reached', () => {
    assert.deepEqual(codes(named(redEntry({ results: {} }))), ['reason-refused']);
    assert.deepEqual(codes(named(redEntry({ results: { a: 'vacuous' } }))), ['reason-refused']);
    assert.deepEqual(codes(named(redEntry({ results: { a: 'assertion', b: 'passes-as-wanted' } }))), [
      'reason-refused',
    ]);
    assert.deepEqual(codes(named(redEntry({ results: { a: 'assertion', b: 'vacuous' } }))), []);
  });

  it('break where the tests that pass are not those that failed, unless a person accepted that', () => {
    const others = { promise: hashText('weaker'), previous: red.name };
    assert.deepEqual(codes(red, named(passingEntry(others))), ['tests-exchanged']);
    assert.deepEqual(codes(red, named(passingEntry({ ...others, accepted: { 'tests/test_cart.py': 'typo' } }))), []);
    assert.deepEqual(codes(red, named(passingEntry({ settings: hashText('skip all') }))), ['tests-exchanged']);
    assert.deepEqual(codes(red, named(passingEntry({ results: { other: 'passes-as-wanted' } }))), ['tests-exchanged']);
    const unread = named(redEntry({ promise: null }));
    const follows = (tests: Readonly<Record<string, string>>) =>
      named(passingEntry({ previous: unread.name, promise: null, tests }));
    assert.deepEqual(codes(unread, follows(unread.entry.tests)), []);
    assert.deepEqual(codes(unread, follows({ 'tests/test_cart.py': hashText('weaker') })), ['tests-exchanged']);
  });

  it('know a test again that had no parameters, or only its file, as long as nothing could be loaded', () => {
    const passing = (...ids: readonly string[]) =>
      Object.fromEntries(ids.map((id) => [id, 'passes-as-wanted' as const]));
    const held = named(redEntry({ results: { 't.py': 'subject-missing', 't.py::test_a': 'subject-missing' } }));
    const later = (...ids: readonly string[]) => named(passingEntry({ previous: held.name, results: passing(...ids) }));
    assert.deepEqual(codes(held, later('t.py::test_a[1]', 't.py::test_b')), []);
    assert.deepEqual(codes(held, later('t.py::test_ab')), ['tests-exchanged']);
  });
});
