import type { Problem } from '../core/errors';
import { parseJson } from '../core/lib/parseJson';
import type { Interaction, InteractionLog } from '../core/model/interaction';
import { INTERACTION_LOGS } from '../core/workspace/ownPath';
import type { Environment } from './environment';
import type { OwnFiles } from './ownFiles';

/** Of one file, in bytes; there are three. */
const LARGEST = 8_000_000;

/**
 * The interactions of a project as JSON lines in `.agentforge/log`: private to the user and out of git's sight like the attempts
 * beside it, found by both faces, and gone when the project is. The oldest go when three files are full.
 */
export class InteractionLogFile implements InteractionLog {
  private hasFailed = false;

  /** `onFailure` is told the first time that something cannot be written. */
  constructor(
    private readonly files: OwnFiles,
    private readonly onFailure: (problem: Problem) => void,
  ) {}

  async add(interaction: Interaction): Promise<void> {
    const added = await this.files.append(INTERACTION_LOGS, `${JSON.stringify(interaction)}\n`, LARGEST);
    if (added.ok || this.hasFailed) return;
    this.hasFailed = true;
    this.onFailure(added.problem);
  }
}

/** Set to anything but 0, `AGENTFORGE_NO_LOG` turns the log off. */
export function isLogWanted(env: Environment): boolean {
  return ['', '0'].includes(env['AGENTFORGE_NO_LOG'] ?? '');
}

/** What is kept, the newest first; lines that are none are left out. */
export async function readInteractions(files: OwnFiles): Promise<readonly Interaction[]> {
  const texts = await Promise.all(INTERACTION_LOGS.map((path) => files.readSmall(path, 2 * LARGEST)));
  return texts.flatMap((text) => (text.ok ? (text.value ?? '') : '').split('\n').flatMap(parseInteraction).reverse());
}

const TEXTS = ['at', 'component', 'phase', 'provider', 'model', 'stop', 'prompt', 'answer'];

/** None for a line that is empty, or cut by a full disk. */
function parseInteraction(line: string): readonly Interaction[] {
  const value = parseJson(line) as Record<string, unknown> | null | undefined;
  const isWhole =
    TEXTS.every((name) => typeof value?.[name] === 'string') &&
    typeof value?.['durationMs'] === 'number' &&
    typeof value['retries'] === 'number' &&
    ['undefined', 'number'].includes(typeof value['cost']) &&
    ['undefined', 'string'].includes(typeof value['requestId']) &&
    (value['usage'] === undefined || isUsage(value['usage']));
  return isWhole ? [value as unknown as Interaction] : [];
}

function isUsage(value: unknown): boolean {
  const usage = value as Record<string, unknown> | null;
  const names = ['inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens'];
  return names.every((name) => typeof usage?.[name] === 'number');
}
