import type { ContractChangeKind } from '../contractChange';
import type { TestPromise } from '../testContract';
import { difference } from './difference';
import { quote, quoteSome } from './quote';

export interface MarkChange {
  readonly kind: ContractChangeKind;
  readonly weakens: boolean;
  readonly detail: string;
}

/** Marks that let a failing test pass after all, or count as passed. */
const FORGIVING = /^(flaky|retry|retries|retryTimes|rerun\w*|repeats|allow\w*)\b/;
/** Marks that demand a number of assertions. */
const DEMANDING = /^(expect\.(assertions|hasAssertions)|(t\.|tap\.)?plan)\b/;
const NUMBERED = /^([\w.]+)\(\s*(?:\w+\s*=\s*)?(-?[\d_]+(?:\.\d+)?)/;

/** What became of a test's skips, marks and parameters. */
export function compareMarks(before: TestPromise, after: TestPromise): readonly MarkChange[] {
  return [...compareSkips(before, after), ...compareMarkers(before, after), ...compareParameters(before, after)];
}

function compareSkips(before: TestPromise, after: TestPromise): readonly MarkChange[] {
  const { gone, come } = difference(before.skips, after.skips, (text) => text);
  const changes = come.map((skip): MarkChange => {
    const was = gone.length > 0 ? `, where it was ${quoteSome(gone)}` : '';
    return { kind: 'skip-added', weakens: true, detail: `it is skipped or need not pass: ${quote(skip)}${was}` };
  });
  if (come.length > 0 || gone.length === 0) return changes;
  return [{ kind: 'marker-changed', weakens: false, detail: `it is no longer skipped: ${quoteSome(gone)} is gone` }];
}

function compareMarkers(before: TestPromise, after: TestPromise): readonly MarkChange[] {
  const { gone, come } = difference(before.markers, after.markers, (text) => text);
  const waiting = [...gone];
  const changes: MarkChange[] = [];
  for (const now of come) {
    const at = waiting.findIndex((old) => headOf(old) === headOf(now));
    const [old] = at === -1 ? [] : waiting.splice(at, 1);
    changes.push(old === undefined ? newMarker(now) : changedMarker(old, now));
  }
  for (const old of waiting) {
    const isLimit = headOf(old) === 'timeout';
    const weakens = isLimit || DEMANDING.test(old);
    const kind = isLimit ? 'tolerance-loosened' : 'marker-changed';
    changes.push({ kind, weakens, detail: `its mark ${quote(old)} is gone` });
  }
  return changes;
}

function newMarker(now: string): MarkChange {
  return { kind: 'marker-changed', weakens: FORGIVING.test(now), detail: `it is marked ${quote(now)} now` };
}

function changedMarker(old: string, now: string): MarkChange {
  const [was, is] = [numberIn(old), numberIn(now)];
  const detail = `its mark ${quote(old)} became ${quote(now)}`;
  const isLimit = headOf(now) === 'timeout' || FORGIVING.test(now);
  if (was !== undefined && is !== undefined && isLimit && is > was)
    return { kind: 'tolerance-loosened', weakens: true, detail };
  const fewer = was !== undefined && is !== undefined && DEMANDING.test(now) && is < was;
  return { kind: 'marker-changed', weakens: fewer, detail };
}

function headOf(marker: string): string {
  return marker.split('(', 1).join('');
}

function numberIn(marker: string): number | undefined {
  const number = NUMBERED.exec(marker)?.[2];
  return number === undefined ? undefined : Number(number.replaceAll('_', ''));
}

function compareParameters(before: TestPromise, after: TestPromise): readonly MarkChange[] {
  const { gone, come } = difference(before.parameters, after.parameters, (text) => text);
  if (gone.length === 0 && come.length === 0) return [];
  if (come.length === 0) {
    return [{ kind: 'parameters-removed', weakens: true, detail: `it no longer runs with ${quoteSome(gone)}` }];
  }
  if (gone.length === 0) {
    return [{ kind: 'parameters-changed', weakens: false, detail: `it also runs with ${quoteSome(come)}` }];
  }
  const isFewer = gone.length > come.length;
  const kind = isFewer ? 'parameters-removed' : 'parameters-changed';
  return [{ kind, weakens: isFewer, detail: `it ran with ${quoteSome(gone)} and runs with ${quoteSome(come)} now` }];
}
