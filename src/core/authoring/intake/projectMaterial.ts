import type { CodebaseProfile } from '../../codebase/profile';
import { trustedFor } from '../../codebase/profile';
import type { ContextChoices } from '../../context/contextChoices';
import { choiceFor, NO_CHOICES } from '../../context/contextChoices';
import { describeProfile } from '../../context/describeProfile';
import { excludedFiles } from '../../tdflow/excludedFiles';
import type { Ports } from '../../tdflow/ports';
import { fillRoom } from '../../tdflow/relatedCode';
import type { Material } from '../documentPiece';

/** Room for code of the project, in tokens: an analysis wants signatures of what is near, and no more. */
const ROOM = 12_000;
const MOST_FOLDERS = 20;

/** What the project's profile says of how and where it is written. */
export function profileMaterial(profile: CodebaseProfile | undefined): readonly Material[] {
  if (profile === undefined) return [];
  const { structure } = trustedFor(profile, '');
  const tests = structure.testFolders.slice(0, MOST_FOLDERS).join(', ');
  const text = [
    describeProfile(profile, ''),
    ...(structure.sourceRoot === undefined ? [] : [`- code is in: ${structure.sourceRoot}`]),
    ...(tests === '' ? [] : [`- tests are in: ${tests}`]),
  ].join('\n');
  return text.trim() === '' ? [] : [{ name: 'codebase profile', text }];
}

/** What the user shows to models, or not. */
export interface ShownCode {
  readonly choices: ContextChoices | undefined;
  /** What is looked for. */
  readonly about: string;
}

/** Files of the project that speak of the same things, in short or whole; none where the project has no index. */
export async function codeMaterial(
  { choices = NO_CHOICES, about }: ShownCode,
  ports: Pick<Ports, 'codebase' | 'reader' | 'links' | 'ignoring' | 'countTokens'>,
  signal: AbortSignal,
): Promise<readonly Material[]> {
  const choice = choiceFor(choices, '');
  const query = { seeds: [], without: [], named: [], pinned: choice.pinned, tokens: ROOM };
  const found = await ports.codebase?.find([{ ...query, texts: [{ text: about, weight: 1 }] }], signal);
  if (found?.ok !== true) return [];
  const whyExcluded = await excludedFiles(choice, ports);
  const room = { tag: 'codebase', room: ROOM, count: ports.countTokens, shown: [], whyExcluded } as const;
  const { sections } = fillRoom(found.value[0] ?? [], room);
  return sections.map(({ file, text, shown }) => ({
    name: `${file ?? 'code'}${shown === undefined ? '' : ` (${shown})`}`,
    text,
  }));
}
