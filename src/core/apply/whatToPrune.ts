import type { JournalEntry } from './journal';

const DAY_MS = 24 * 60 * 60_000;
const KEPT_DAYS = 90;
const KEPT_BYTES = 200 * 1024 * 1024;

/** An entry with the bytes that it takes on disk, its contents included. */
interface SizedEntry {
  readonly entry: JournalEntry;
  readonly bytes: number;
}

/**
 * Ids of entries that have been kept for long enough (90 days), and of the oldest while all together take too much (200 MB);
 * never one that is open, and never the newest of a component.
 */
export function whatToPrune(entries: readonly SizedEntry[], now: Date): readonly string[] {
  const newest = new Map<string, JournalEntry>();
  for (const { entry } of entries) {
    const other = newest.get(entry.component);
    if (other === undefined || other.at <= entry.at) newest.set(entry.component, entry);
  }
  const oldestFirst = [...entries].sort((a, b) => (a.entry.at < b.entry.at ? -1 : 1));
  let bytes = entries.reduce((sum, each) => sum + each.bytes, 0);
  const pruned: string[] = [];
  for (const { entry, bytes: own } of oldestFirst) {
    const isSettled = entry.state === 'kept' || entry.state === 'rolled-back';
    if (!isSettled || newest.get(entry.component) === entry) continue;
    const isOld = now.getTime() - Date.parse(entry.at) > KEPT_DAYS * DAY_MS;
    if (!isOld && bytes <= KEPT_BYTES) continue;
    pruned.push(entry.id);
    bytes -= own;
  }
  return pruned;
}
