import { printYaml } from '../../lib/yaml';
import type { YamlValue } from '../../lib/yamlNode';
import { fromPlain } from '../../lib/yamlNode';
import type { Violation } from '../report/violation';

/** What a person says when they let a violation through. */
export interface ExemptionWish {
  readonly violation: Pick<Violation, 'id' | 'contract' | 'check' | 'path'>;
  /** The one violation, or all that the check finds in its file. */
  readonly scope: 'violation' | 'file';
  readonly reason: string;
  readonly approvedBy: string;
  /** ISO date of the last day on which it holds; undefined for no end. */
  readonly expires: string | undefined;
  /** Where it is spoken about, in a tracker. */
  readonly ticket?: string;
}

export interface NewExemption {
  /** Also the name of its file, without `.yaml`. */
  readonly id: string;
  readonly text: string;
}

/** Days of an exemption for which nobody says otherwise. */
export const USUAL_DAYS = 90;

/**
 * The file of an exemption, as `readExemption` and the Python tool read it. The same wish has the same id.
 * @param today ISO date
 */
export function newExemption(wish: ExemptionWish, today: string): NewExemption {
  const { violation, scope, reason, approvedBy, expires, ticket } = wish;
  const { id: violated, contract, check, path } = violation;
  const isOfFile = scope === 'file' && path !== undefined;
  const id = `${nameOf(check)}-${violated.slice(2)}${isOfFile ? '-file' : ''}`;
  const about: YamlValue = {
    schema_version: '1.0',
    id,
    contract_id: contract,
    check_ids: [check],
    reason: reason.trim(),
    approved_by: approvedBy.trim(),
    approved_date: today,
    status: 'active',
    scope: isOfFile
      ? { type: 'file_pattern', patterns: [literally(path)] }
      : { type: 'violation_id', violation_ids: [violated] },
    ...(expires === undefined ? {} : { expires }),
    ...(ticket === undefined ? {} : { ticket: ticket.trim() }),
  };
  return { id, text: printYaml(fromPlain(about)) };
}

/** The day that comes so many days after another one; both ISO dates. */
export function daysAfter(today: string, days: number): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** Whether a text is a day of the calendar, as an ISO date. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Ids of checks are free text, and this is to be a part of a file's name. */
function nameOf(check: string): string {
  const name = check.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return name === '' ? 'check' : name.slice(0, 60).replace(/-+$/, '');
}

/** A path as a pattern that names it; what no pattern can say literally is any one character. */
function literally(path: string): string {
  return path.replace(/[*[]/g, (each) => `[${each}]`).replace(/[{}\\]/g, '?');
}
