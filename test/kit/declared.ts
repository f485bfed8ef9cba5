import type { DeclaredSymbol, SymbolKind } from '../../src/core/spec/declaredSymbol';

/** A symbol as a specification declares it. */
export function declared(name: string, kind: SymbolKind, rest: Partial<DeclaredSymbol> = {}): DeclaredSymbol {
  return { name, kind, parameters: [], members: [], isAsync: false, ...rest };
}
