import assert from 'node:assert/strict';
import { evaluateContracts } from '../../../../../src/core/conformance/evaluate/evaluateContracts';
import type { LanguageServices, ServedSymbol } from '../../../../../src/core/conformance/evaluate/evaluationPorts';
import { contractsOf } from '../../../../kit/contractsOf';
import { memorySources } from '../../../../kit/memorySources';

const NEVER = new AbortController().signal;
const SOURCE = { 'a.py': 'class Cart:\n    def total(self):\n        pass\n' };
const SYMBOLS: readonly ServedSymbol[] = [
  { name: 'Cart', kind: 'class', within: [], position: { line: 1, column: 7 } },
  { name: 'total', kind: 'method', within: ['Cart'], position: { line: 2, column: 9 } },
];

/** A server that knows these symbols, and how often each is referred to by its line. */
function serving(about: Partial<LanguageServices>): LanguageServices {
  return { symbols: async () => SYMBOLS, references: async () => undefined, problems: () => [], ...about };
}

async function asked(config: string, language: LanguageServices | undefined) {
  const contracts = contractsOf(
    `contract: {name: own, type: custom}\nchecks:\n  - {id: q, name: Asked, type: lsp_query, config: {${config}}}\n`,
  );
  const evaluation = await evaluateContracts(contracts, undefined, { ...memorySources(SOURCE), language }, NEVER);
  return evaluation?.results.flatMap(({ breaches, notEvaluated }) => [
    ...breaches.map(({ line, message }) => `${line ?? '-'} ${message}`),
    ...notEvaluated.map(({ path, why }) => `? ${path ?? ''} ${why}`),
  ]);
}

describe('a question to a language server', () => {
  it('about references tells each symbol that nobody uses, or that somebody does', async () => {
    const language = serving({ references: async (_path, { line }) => (line === 1 ? 3 : 0) });
    assert.deepEqual(await asked('query: references, assertion: all_exist', language), [
      '2 Nothing refers to the method total: Asked',
    ]);
    assert.deepEqual(await asked('query: references, assertion: none_exist, exclude: {containers: [Cart]}', language), [
      '1 3 places refer to the class Cart: Asked',
    ]);
  });

  it('about reported problems tells those of the severity, and never that there are none', async () => {
    const language = serving({ problems: () => [{ severity: 'warning', line: 2, message: 'unused' }] });
    assert.deepEqual(await asked('query: diagnostics', language), ['2 Asked: unused']);
    const nobody = ['? a.py no such problem is reported in it, and nobody says whether anybody looked for one'];
    assert.deepEqual(await asked('query: diagnostics, filter: {severity: error}', language), nobody);
    assert.deepEqual(await asked('query: diagnostics, assertion: count_nonzero', language), []);
  });

  it('that nobody answers is not evaluated', async () => {
    assert.deepEqual(await asked('query: references', serving({})), [
      '? a.py no language server tells what refers to Cart',
    ]);
    for (const query of ['references', 'diagnostics'])
      assert.deepEqual(await asked(`query: ${query}`, undefined), [
        `?  ${query} need a language server, which is not asked here`,
      ]);
  });

  it('about symbols is answered by the index where there is no server, as far as it knows their kind', async () => {
    const config = 'filter: {kind: [class, struct]}';
    assert.deepEqual(await asked(config, serving({})), ['1 The class Cart is not allowed here: Asked']);
    const unknown = ['? a.py the index of symbols does not know the kind struct'];
    assert.deepEqual(await asked(config, serving({ symbols: async () => undefined })), unknown);
    assert.deepEqual(await asked(config, undefined), unknown);
    assert.deepEqual(await asked('filter: {kind: method}', undefined), [
      '2 The method total is not allowed here: Asked',
    ]);
  });
});
