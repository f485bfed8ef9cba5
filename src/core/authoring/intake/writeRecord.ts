import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { fail } from '../../lib/result';
import type { YamlChange } from '../../lib/yaml';
import { editYaml, parseYaml } from '../../lib/yaml';
import { checkPath } from '../../workspace/checkedPath';
import type { DocumentWork } from '../documentPiece';
import type { WritePorts } from '../writeTexts';
import { writeTexts } from '../writeTexts';
import type { LoadedRecords } from './loadRecords';
import type { RecordName } from './recordFiles';
import { RECORD_FILES } from './recordFiles';
import { readRecord, underName } from './recordShape';
import { RECORD_SHAPES } from './records';

export interface RecordWork extends Pick<DocumentWork, 'session' | 'config'> {
  readonly loaded: LoadedRecords;
}

/** Changes in a record, and the ties that are to be in it beside that to its request. */
export interface RecordChange {
  readonly changes: { readonly [key: string]: YamlChange };
  readonly ties?: { readonly [key: string]: YamlChange };
}

/**
 * Writes into a record as it is now and keeps what else stands in it; with its journal entry, like any answer. One that is no longer
 * that of this request is left alone: `base-changed`.
 */
export async function writeRecord(
  { loaded, session, config }: RecordWork,
  name: RecordName,
  { changes, ties = {} }: RecordChange,
  ports: WritePorts,
): Promise<Result<undefined, Problem>> {
  const file = RECORD_FILES[name];
  const path = await checkPath(file, ports.links);
  if (!path.ok) return fail({ kind: 'file-unreadable', path: file, detail: path.problem });
  const now = await ports.reader.read(path.value);
  if (now === 'unreadable') {
    return fail({ kind: 'file-unreadable', path: file, detail: 'it is no text, or there is no permission' });
  }
  // What was found out about another draft is no part of what is found out now.
  const before = name === 'validation_report' ? '' : textToEdit(now?.text ?? '', name, loaded);
  if (before === undefined) return fail({ kind: 'base-changed', paths: [file] });
  // A request of another tool stays without a tie: its other records have none either.
  const isForeign = name === 'intake_record' && loaded.records.intake?.agentforge?.request === undefined;
  const tied = { ...changes, agentforge: { ...(isForeign ? {} : { request: loaded.mark }), ...ties } };
  const parsed = parseYaml(before);
  const isNamed = parsed.ok && underName(parsed.value.root, name) !== undefined;
  const edited = editYaml(before, isNamed ? { [name]: tied } : tied);
  if (!edited.ok) throw new Error(`${file} was read and cannot be edited`);
  return writeTexts({ name, session, config }, [{ path: path.value, text: edited.value }], ports);
}

/** What is there of this request; undefined when somebody has put something else in its place since it was loaded. */
function textToEdit(now: string, name: RecordName, { texts, mark, records }: LoadedRecords): string | undefined {
  const loaded = texts[name];
  if (now === loaded) return now;
  const read = readRecord(now, name, RECORD_SHAPES[name]);
  if (!read.ok) return undefined;
  const tie = read.value.agentforge?.request;
  const isTied = records.intake?.agentforge?.request !== undefined;
  if (tie === mark || (tie === undefined && !isTied)) return now;
  // What was of another request when it was loaded makes room.
  return loaded === '' ? '' : undefined;
}
