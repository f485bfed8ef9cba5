import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import type { YamlChange } from '../../lib/yaml';
import { editYaml, parseYaml } from '../../lib/yaml';
import type { YamlNode, YamlValue } from '../../lib/yamlNode';
import { describeKind, fieldOf, fromPlain, isNull, toPlain } from '../../lib/yamlNode';
import type { YamlProblem } from '../../lib/yamlProblem';
import { loadProfile, readProfile } from '../loadProfile';
import type { CodebaseProfile } from '../profile';
import type { Found } from './describeCodebase';
import { mergeProfile } from './mergeProfile';
import type { Digest } from './stamps';
import { STAMPS } from './stamps';

/** A new text of the profile. */
export interface WrittenProfile {
  /** As it was, when nothing is new but the time. */
  readonly text: string;
  readonly isChanged: boolean;
  /** Places that a person changed or deleted, which stay so. */
  readonly kept: readonly string[];
  /** Whether another tool had written the profile. */
  readonly wasForeign: boolean;
  /** What the text says. */
  readonly profile: CodebaseProfile;
}

/** About the look itself. */
export interface ProfileRun {
  readonly date: Date;
  readonly seconds: number;
  readonly files: number;
  readonly leftOut: number;
}

const HEADER = `# What AgentForge found in this project. Change or delete what is wrong: it stays so when the project is analysed again.
# Delete this file to have all of it written anew. The last section holds marks by which it is known what you changed.
`;
const PHASES = ['language', 'structure', 'patterns', 'architecture', 'tests'];

/**
 * The text of `.agentforge/codebase_profile.yaml` with what was found; comments, order, unknown keys and what a person changed stay.
 * Problems, each with line and column, when the present text is no profile.
 * @param present undefined when there is no such file
 */
export function writeProfile(
  found: Found,
  present: string | undefined,
  run: ProfileRun,
  digest: Digest,
): Result<WrittenProfile, readonly YamlProblem[]> {
  const isNew = present === undefined || present.trim() === '';
  const parsed = isNew ? undefined : parseYaml(present);
  if (parsed?.ok === false) return parsed;
  const root = parsed?.value.root;
  if (root !== undefined && root.kind !== 'map' && !isNull(root)) {
    const message = `the codebase profile is ${describeKind(root)}, not a mapping`;
    return fail([{ position: root.position, message, remedy: 'Remove the file to have it written anew.' }]);
  }
  const map = root?.kind === 'map' ? root : undefined;
  const { changes, kept, written } = mergeProfile(found, map, digest);
  const known = fieldOf(map, STAMPS);
  const wasForeign = map !== undefined && known === undefined;
  const isChanged = map === undefined || Object.keys(changes).length > 0 || !isSame(known, written);
  const told = { isChanged, kept, wasForeign };
  if (!isChanged && map !== undefined) return ok({ ...told, text: present ?? '', profile: readProfile(map) });
  const all = { ...inOrder(changes, metadataOf(run)), [STAMPS]: stampsOf(map, written) };
  const text = editYaml(isNew ? '' : present, all);
  if (!text.ok) return text;
  // A new file says what was found and nothing else: nobody has to read it again.
  if (isNew) return ok({ ...told, text: HEADER + text.value, profile: readProfile(fromPlain(all as YamlValue)) });
  const profile = loadProfile(text.value);
  return profile.ok ? ok({ ...told, text: text.value, profile: profile.value }) : profile;
}

/** The root is the project's folder, wherever somebody has it: no name of a machine's folder goes into a file that is shared. */
function metadataOf(run: ProfileRun) {
  const date = run.date.toISOString().replace('Z', '+00:00');
  return {
    generated_at: date,
    discovery_metadata: {
      discovery_version: '1.0',
      run_date: date,
      root_path: '.',
      phases_completed: PHASES,
      total_files_analyzed: run.files,
      files_left_out: run.leftOut,
      duration_seconds: Math.round(run.seconds * 100) / 100,
    },
  };
}

/** What is written now, and nothing for sections that are gone. */
function stampsOf(
  present: YamlNode | undefined,
  written: Readonly<Record<string, string>>,
): Readonly<Record<string, YamlChange>> {
  const known = fieldOf(present, STAMPS);
  const before = known?.kind === 'map' ? known.entries.map(({ key }) => [key, undefined] as const) : [];
  return { ...Object.fromEntries(before), ...written };
}

/** In a new file the sections stand in the order of the format. */
function inOrder(
  { schema_version, ...sections }: Readonly<Record<string, YamlChange>>,
  metadata: Readonly<Record<string, YamlChange>>,
): Readonly<Record<string, YamlChange>> {
  return { ...(schema_version === undefined ? {} : { schema_version }), ...metadata, ...sections };
}

function isSame(known: YamlNode | undefined, written: Readonly<Record<string, string>>): boolean {
  return known !== undefined && JSON.stringify(toPlain(known)) === JSON.stringify(written);
}
