import { normalisePath } from '../../workspace/pathRules';
import type { LedgerFinding } from './ledgerFinding';
import { parseEntry } from './parseEntry';
import { asCounted } from './printEntry';
import type { NamedEntry, ProofEntry } from './proofEntry';
import type { LedgerFile } from './proofLedger';

/** What stands in the ledger, and what of it nobody takes for an entry. */
export interface ReadLedger {
  readonly entries: readonly NamedEntry[];
  readonly findings: readonly LedgerFinding[];
}

/** Reads entries that anybody may have written: each is what its name says, in the only form there is, with paths of the project. */
export function readLedger(files: readonly LedgerFile[], hashOf: (text: string) => string): ReadLedger {
  const entries: NamedEntry[] = [];
  const findings: LedgerFinding[] = [];
  for (const { name, path, text } of files) {
    const refuse = (code: LedgerFinding['code'], detail: string) => {
      findings.push({ code, level: 'error', component: undefined, file: path, line: undefined, detail });
    };
    if (!text.ok) {
      refuse('unreadable', `Nobody can read this entry of the ledger: ${text.problem}.`);
      continue;
    }
    const counted = asCounted(text.value);
    if (hashOf(counted) !== name) {
      refuse(
        'altered',
        'This entry was changed or renamed after it was written: its name is not the hash of its text.',
      );
      continue;
    }
    const parsed = parseEntry(counted);
    if (!parsed.ok) {
      refuse('malformed', `AgentForge did not write this entry: ${parsed.problem}.`);
      continue;
    }
    const stray = pathsOf(parsed.value).find((each) => !isPlain(each));
    if (stray === undefined) entries.push({ name, entry: parsed.value });
    else refuse('path-refused', `This entry names ${JSON.stringify(stray)}, which is no path of the project.`);
  }
  return { entries, findings };
}

function pathsOf(entry: ProofEntry): readonly string[] {
  const code = entry.phase === 'red' ? [] : [...Object.keys(entry.code), ...Object.keys(entry.accepted)];
  const { specification, tests, support, before } = entry;
  return [specification, ...[tests, support, before].flatMap((each) => Object.keys(each)), ...code];
}

function isPlain(path: string): boolean {
  const normal = normalisePath(path);
  return normal.ok && normal.value === path;
}
