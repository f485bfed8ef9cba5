import type { DeclaredSymbol, SymbolKind } from '../../../../src/core/spec/declaredSymbol';
import type { Substitute, SubstituteModule } from '../../../../src/core/testrun/substitute';
import type { Files, RealRun } from '../../../kit/realRun';
import { realRun } from '../../../kit/realRun';

export function symbol(kind: SymbolKind, name: string, members: readonly DeclaredSymbol[] = []): DeclaredSymbol {
  return { name: name.replace(/^async /, ''), kind, parameters: [], members, isAsync: name.startsWith('async ') };
}

const CART: readonly DeclaredSymbol[] = [
  symbol('class', 'Cart', [
    symbol('method', 'add'),
    symbol('method', 'async fetch'),
    symbol('property', 'total'),
    symbol('property', 'owner'),
  ]),
  symbol('exception', 'CartError'),
  symbol('enum', 'Level', [symbol('value', 'LOW'), symbol('value', 'HIGH')]),
  symbol('function', 'total'),
  symbol('function', 'async load'),
];

/** Runs pytest against a substitute of `shop/cart.py`, of which there is no file unless one is given. */
export function substituted(
  files: Files | string,
  behaviour: Substitute['behaviour'] = 'not-implemented',
  more: Partial<SubstituteModule> = {},
): Promise<RealRun> {
  const substitute: Substitute = { behaviour, modules: [{ path: 'shop/cart.py', shape: CART, ...more }] };
  return realRun(typeof files === 'string' ? { 'tests/test_cart.py': files } : files, { request: { substitute } });
}

/** `outcome name: exception: first line of the message` of each test. */
export function said({ report }: RealRun): readonly string[] {
  return report.tests.map(({ outcome, name, failure }) =>
    [`${outcome} ${name}`, failure?.exception, failure?.message.split('\n', 1)[0]].filter(Boolean).join(': '),
  );
}

/** What each test used of the substitute. */
export function touched({ report }: RealRun): Readonly<Record<string, readonly string[] | undefined>> {
  return Object.fromEntries(report.tests.map((test) => [test.name, test.touched]));
}
