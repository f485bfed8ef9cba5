import type { Problem } from '../../errors';
import type { Position } from '../../lib/lines';
import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import { parseYaml } from '../../lib/yaml';
import { fieldOf, textOf } from '../../lib/yamlNode';
import { changeSpecification } from '../../spec/edit/changeSpecification';
import type { Ports } from '../../tdflow/ports';
import { checkPath } from '../../workspace/checkedPath';
import type { WritePorts } from '../writeTexts';
import { writeTexts } from '../writeTexts';
import type { LoadedRecords } from './loadRecords';
import { loadRecords, shortHash } from './loadRecords';
import type { ValidationReport } from './records';
import type { RecordWork } from './writeRecord';

/** What a verdict lets a draft say of itself. */
type DraftStatus = 'draft' | 'approved';

function statusBy({ overall_verdict: verdict }: Pick<ValidationReport, 'overall_verdict'>): DraftStatus {
  return verdict === 'approved' || verdict === 'approved_with_notes' ? 'approved' : 'draft';
}

/**
 * The draft that says of itself whether it is approved, and no other byte changed: what stands there that means neither more nor less
 * stays, such as `review` of one that is not approved and `implemented` of one that is.
 */
export function withStatus(text: string, path: string, status: DraftStatus): string {
  const parsed = parseYaml(text);
  const root = parsed.ok ? parsed.value.root : undefined;
  const metadata = fieldOf(root, 'metadata');
  const now = textOf(fieldOf(metadata, 'status') ?? fieldOf(root, 'status'));
  const isSaid = now === 'approved' || now === 'implemented';
  if (isSaid === (status === 'approved')) return text;
  const changed = changeSpecification({ path, text }, { part: 'status', value: status });
  if (changed.ok) return changed.value;
  const first = metadata?.kind === 'map' ? metadata.entries[0]?.keyPosition : undefined;
  return now === undefined && first !== undefined ? withLine(text, first, status) : text;
}

/** The text with a status before the first key of `metadata`; as it is where that would not be one of its keys. */
function withLine(text: string, { line, column }: Position, status: DraftStatus): string {
  const lines = text.split('\n');
  lines.splice(line - 1, 0, `${' '.repeat(column - 1)}status: ${status}`);
  const changed = lines.join('\n');
  const again = parseYaml(changed);
  const isThere = again.ok && textOf(fieldOf(fieldOf(again.value.root, 'metadata'), 'status')) === status;
  return isThere ? changed : text;
}

/** The hash of the draft as a verdict leaves it: the report is about that. */
export function hashAsJudged(
  { records: { draft }, draftText }: LoadedRecords,
  verdict: Pick<ValidationReport, 'overall_verdict'>,
  ports: Pick<Ports, 'hash'>,
): string | undefined {
  return draft && shortHash(withStatus(draftText, draft.path, statusBy(verdict)), ports);
}

/** Lets the draft say what the report on it says, once that is written; not where somebody went on with the draft meanwhile. */
export async function settleStatus(
  { loaded, session, config }: RecordWork,
  ports: WritePorts,
): Promise<Result<undefined, Problem>> {
  const now = await loadRecords(ports);
  const records = now.ok ? now.value.records : undefined;
  if (records?.draft === undefined || records.report === undefined || !now.ok) return ok(undefined);
  const { path } = records.draft;
  const { draftText } = now.value;
  const text = withStatus(draftText, path, statusBy(records.report));
  if (draftText !== loaded.draftText || text === draftText) return ok(undefined);
  const checked = await checkPath(path, ports.links);
  if (!checked.ok) return fail({ kind: 'file-unreadable', path, detail: checked.problem });
  return writeTexts({ name: 'validate', session, config }, [{ path: checked.value, text }], ports);
}
