import { parseYaml } from '../../lib/yaml';
import { Fields } from '../contracts/fields';
import type { Findings } from '../contracts/findings';
import type { ContractSource } from '../contracts/readContract';
import { readGlobs } from '../contracts/readScope';
import type { Exemption, ExemptionScope, ExemptionState } from './exemption';
import { isDay } from './newExemption';

const STATES: Readonly<Record<string, ExemptionState>> = {
  active: 'active',
  expired: 'expired',
  resolved: 'resolved',
  under_review: 'under review',
};
const SCOPES = ['file_pattern', 'global', 'check_id', 'violation_id'] as const;
/** A day, of which a time may be said that does not count. */
const DAY = /^(\d{4}-\d{2}-\d{2})(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2})?)?$/;
const KNOWN_KEYS = ['schema_version', 'approved_date', 'review_date', 'notes', 'tags'];

/**
 * Reads the file of an exemption. What is not understood as a whole exempts nothing: then it is undefined, and there is a finding.
 * @param today ISO date
 */
export function readExemption(source: ContractSource, today: string, findings: Findings): Exemption | undefined {
  const { path, text } = source;
  const parsed = parseYaml(text);
  if (!parsed.ok) {
    for (const { position, message, remedy } of parsed.problem)
      findings.error(path, position, `Not valid YAML: ${message}. ${remedy}`);
    return undefined;
  }
  const fields = Fields.of(parsed.value.root, path, 'The exemption', findings);
  if (fields === undefined) return undefined;
  const said = (key: string, what: string): string | undefined => {
    const text = fields.text(key)?.trim();
    if (text !== undefined && text !== '') return text;
    if (text === '' || !fields.has(key)) fields.wrong(key, `It exempts nothing: ${what}.`);
    return undefined;
  };
  const id = said('id', 'there is no "id"');
  const contract = said('contract_id', 'there is no "contract_id" of the contract that it is about');
  const reason = said('reason', 'there is no "reason"');
  const approvedBy = said('approved_by', 'nobody is named under "approved_by"');
  const checks = fields.texts('check_ids');
  if (checks === undefined || checks.length === 0)
    fields.wrong('check_ids', 'It exempts nothing: there are no "check_ids" of the checks that it is about.');
  const state = readState(fields);
  const scope = readExemptedScope(fields);
  const expires = readExpiry(fields);
  const ticket = fields.text('ticket');
  fields.warnOfOthers(KNOWN_KEYS);
  const isWhole = state !== undefined && scope !== undefined && expires !== 'unreadable';
  if (id === undefined || contract === undefined || reason === undefined || approvedBy === undefined) return undefined;
  if (checks === undefined || checks.length === 0 || !isWhole) return undefined;
  const isOver = state === 'active' && expires !== undefined && expires < today;
  const place = { path, position: fields.position };
  return { id, contract, checks, reason, approvedBy, expires, state: isOver ? 'expired' : state, scope, ticket, place };
}

function readState(fields: Fields): ExemptionState | undefined {
  const text = fields.has('status') ? fields.choice('status', Object.keys(STATES)) : 'active';
  return text === undefined ? undefined : STATES[text];
}

function readExpiry(fields: Fields): string | undefined | 'unreadable' {
  if (!fields.has('expires')) return undefined;
  const [, day] = DAY.exec(fields.text('expires')?.trim() ?? '') ?? [];
  if (day !== undefined && isDay(day)) return day;
  fields.wrong('expires', 'It exempts nothing: "expires" is no day. Write it as 2027-01-31.');
  return 'unreadable';
}

function readExemptedScope(fields: Fields): ExemptionScope | undefined {
  const scope = fields.inside('scope');
  if (scope === undefined) {
    if (!fields.has('scope')) fields.wrong('scope', 'It exempts nothing: there is no "scope".');
    return undefined;
  }
  if (scope.has('lines')) {
    scope.wrong('lines', 'It exempts nothing: lines move. Name the violations by their ids instead.');
    return undefined;
  }
  if (!scope.has('type')) scope.wrong('type', `It exempts nothing: write one of ${SCOPES.join(', ')}.`);
  const type = scope.choice('type', SCOPES);
  if (type === undefined) return undefined;
  const read = readScopeOf(type, scope);
  const others = scope.others();
  // What somebody wrote to narrow it must not be lost.
  for (const key of others) scope.wrong(key, `It exempts nothing: "${key}" is nothing of a scope of the type ${type}.`);
  return others.length === 0 ? read : undefined;
}

function readScopeOf(type: (typeof SCOPES)[number], scope: Fields): ExemptionScope | undefined {
  if (type === 'global' || type === 'check_id') return { kind: 'everywhere' };
  if (type === 'violation_id') {
    const ids = scope.texts('violation_ids') ?? [];
    if (ids.length > 0) return { kind: 'violations', ids };
    scope.wrong('violation_ids', 'It exempts nothing: there are no "violation_ids".');
  }
  if (type === 'file_pattern') {
    const written = scope.texts('patterns') ?? [];
    const globs = readGlobs(scope, 'patterns') ?? [];
    if (written.length > 0 && globs.length === written.length)
      return { kind: 'files', patterns: written, globs: globs.map(({ matches }) => matches) };
    if (written.length === 0) scope.wrong('patterns', 'It exempts nothing: there are no "patterns".');
  }
  return undefined;
}
