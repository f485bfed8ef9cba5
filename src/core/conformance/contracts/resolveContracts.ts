import type { Contract, ContractCheck, Scope } from './contract';
import { SEVERITIES } from './contract';
import { isContractFile } from './contractFile';
import type { DeclaredContract } from './declaredContract';
import type { Fields } from './fields';
import type { Findings } from './findings';
import { readCheckWork } from './readCheckWork';
import { readScope } from './readScope';

/** A check on its way down to those who inherit it. */
interface Inherited {
  readonly fields: Fields;
  /** Those of the contracts that it comes from. */
  readonly scopes: readonly Scope[];
}

/** A pattern stands in its contract, where it is not meant to be found. */
const NO_CONTRACT: Scope = { languages: undefined, paths: undefined, excludePaths: [isContractFile] };
/** Contracts that extend each other deeper than this nobody wrote. */
const DEEPEST = 50;
const KNOWN_KEYS = ['tags', 'rationale', 'references', 'metadata'];

/**
 * Gives each contract what it inherits. Bases are merged in their order, check by check; a check of the contract itself stands in the
 * place of one with the same id when it names a type, and otherwise changes only what it says. Of two contracts with one name the
 * first holds, and one of the project before one that is built in.
 */
export function resolveContracts(declared: readonly DeclaredContract[], findings: Findings): readonly Contract[] {
  const byName = new Map<string, DeclaredContract>();
  for (const origin of ['project', 'built in'] as const) {
    for (const contract of declared.filter((each) => each.origin === origin)) {
      const first = byName.get(contract.name);
      if (first === undefined) byName.set(contract.name, contract);
      else if (origin === 'project')
        findings.error(
          contract.path,
          contract.position,
          `A contract "${contract.name}" is already in ${first.path}. Rename one of them.`,
        );
    }
  }
  const resolver = new Resolver(byName, findings);
  return [...byName.values()].map((contract) => resolver.resolve(contract));
}

/** What a contract hands on. */
interface Lineage {
  readonly checks: ReadonlyMap<string, Inherited>;
  /** How many contracts extend one another, with itself. */
  readonly depth: number;
}

class Resolver {
  private readonly done = new Map<string, Lineage>();
  /** Those whose bases are being looked at: a base among them closes a circle, which is cut there. */
  private readonly open = new Set<string>();

  constructor(
    private readonly byName: ReadonlyMap<string, DeclaredContract>,
    private readonly findings: Findings,
  ) {}

  resolve(contract: DeclaredContract): Contract {
    const checks = [...this.lineageOf(contract).checks].map(([id, inherited]) => checkOf(id, inherited));
    const { name, type, description, isEnabled, path, position, origin } = contract;
    return {
      ...{ name, type, description, isEnabled, origin, checks, place: { path, position } },
      isBase: name.startsWith('_'),
      extends: contract.extends.map(({ reference }) => reference),
    };
  }

  private lineageOf(contract: DeclaredContract): Lineage {
    const known = this.done.get(contract.name);
    if (known !== undefined) return known;
    this.open.add(contract.name);
    const inherited = new Map<string, Inherited>();
    let depth = 1;
    for (const { reference, position } of contract.extends) {
      const base = this.find(reference, contract);
      if (base === undefined) {
        const message = `There is no contract "${reference}" to extend, so its checks are missing here.`;
        this.findings.error(contract.path, position, message);
      } else if (this.open.has(base.name)) {
        const message = `"${base.name}" extends itself by way of this contract, which has nothing of it. Take one of them out of "extends".`;
        this.findings.error(contract.path, position, message);
      } else {
        const lineage = this.open.size < DEEPEST ? this.lineageOf(base) : undefined;
        if (lineage === undefined || lineage.depth >= DEEPEST) {
          const message = `More than ${DEEPEST} contracts extend one another here, so the checks of "${base.name}" are missing. Extend fewer.`;
          this.findings.error(contract.path, position, message);
          continue;
        }
        depth = Math.max(depth, lineage.depth + 1);
        for (const [id, check] of lineage.checks) inherited.set(id, check);
      }
    }
    const checks = new Map(
      [...inherited].map(([id, each]) => [id, { ...each, scopes: [...each.scopes, contract.scope] }]),
    );
    for (const { id, fields } of contract.checks) {
      const base = inherited.get(id);
      const isOverride = base !== undefined && !fields.has('type');
      const scopes = [...(isOverride ? base.scopes : []), contract.scope];
      checks.set(id, { fields: isOverride ? fields.over(base.fields) : fields, scopes });
    }
    this.open.delete(contract.name);
    const lineage = { checks, depth };
    this.done.set(contract.name, lineage);
    return lineage;
  }

  private find(reference: string, from: DeclaredContract): DeclaredContract | undefined {
    if (!/^\.{1,2}\//.test(reference)) return this.byName.get(reference.replace(/^workspace:/, ''));
    const path = joined(from.path, reference);
    return [...this.byName.values()].find((each) => each.origin === 'project' && each.path === path);
  }
}

function joined(from: string, reference: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of reference.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function checkOf(id: string, { fields, scopes }: Inherited): ContractCheck {
  const severity = fields.has('severity') ? fields.choice('severity', SEVERITIES) : 'error';
  fields.text('id');
  const all = [...scopes, readScope(fields)];
  const work = readCheckWork(fields);
  const isEverywhere = work.type === 'regex' && all.every(({ paths }) => paths === undefined);
  const check = {
    id,
    name: fields.text('name')?.trim() ?? id,
    description: fields.text('description')?.trim() ?? '',
    // What cannot be read must not make a check weaker.
    severity: severity ?? 'error',
    isEnabled: fields.flag('enabled', 'on') === 'on',
    fixHint: fields.text('fix_hint')?.trim(),
    scopes: isEverywhere ? [...all, NO_CONTRACT] : all,
    work,
    place: { path: fields.path, position: fields.position },
  };
  fields.warnOfOthers(KNOWN_KEYS);
  return check;
}
