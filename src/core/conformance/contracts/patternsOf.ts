import type { CheckWork, ContractCheck } from './contract';
import type { DeclaredContract } from './declaredContract';
import { Findings } from './findings';
import type { ContractSource } from './readContract';
import { resolveContracts } from './resolveContracts';
import { typedAmong } from './typedAmong';

/** A check of a contract that looks for a pattern. */
export interface PatternCheck {
  readonly check: ContractCheck;
  /** Or why the pattern cannot be looked for, as a clause. */
  readonly work: Extract<CheckWork, { type: 'regex' }> | { readonly type: 'untranslated'; readonly why: string };
}

/** The checks of a contract as it is written now that look for a pattern, in the order of the file. */
export function patternsOf(source: ContractSource, declared: readonly DeclaredContract[]): readonly PatternCheck[] {
  const contracts = typedAmong(source, declared, new Findings());
  const typed = contracts.find(({ path }) => path === source.path);
  const saysRegex = new Set(typed?.checks.flatMap(({ id, fields }) => (fields.text('type') === 'regex' ? id : [])));
  const resolved = resolveContracts(contracts, new Findings()).find(({ place }) => place.path === source.path);
  return (resolved?.checks ?? [])
    .filter(({ place }) => place.path === source.path)
    .flatMap((check): readonly PatternCheck[] => {
      const { work, id } = check;
      if (work.type === 'regex') return [{ check, work }];
      if (work.type !== 'not evaluated' || !saysRegex.has(id)) return [];
      return [{ check, work: { type: 'untranslated', why: work.why } }];
    });
}
