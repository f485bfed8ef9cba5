import type { Clock } from '../../../core/lib/clock';
import type { ListedModel, ModelCatalogue } from '../../../core/model/catalogue/modelCatalogue';
import { mergeCatalogue, SHIPPED_CATALOGUE } from '../../../core/model/catalogue/modelCatalogue';
import { sha256 } from '../../hash';
import type { UserJson } from '../../userJson';
import type { ClaudeAccess } from './claudeAccess';
import { askForModels } from './modelsApi';

const FRESH_MS = 86_400_000;
/** After a failure the service is left alone for so long. */
const PAUSE_MS = 600_000;
const KEPT_LISTS = 5;

/** What was kept of the list that one key gets at one address. */
interface Kept {
  /** ISO 8601. */
  readonly at: string;
  readonly models: readonly ListedModel[];
}

/** A catalogue, and why it is not the service's own of today. */
export interface FoundCatalogue {
  readonly catalogue: ModelCatalogue;
  readonly note: string | undefined;
  /** Whether the service gave it just now: a kept one may lack what came out since. */
  readonly isNew: boolean;
}

/** Who asks where; without a key nobody is asked. */
export type ModelAccess = ClaudeAccess | { readonly apiKey: undefined; readonly baseUrl: string | undefined };

/** Claude's models: the service's own list, kept for a day, or what was shipped. Never fails, and never waits long. */
export class ModelShelf {
  private failedAt: number | undefined;

  constructor(
    private readonly file: UserJson,
    private readonly clock: Clock,
  ) {}

  /** Without a key, what was kept last of that address, or what was shipped. `refresh`: asks the service whatever was kept. */
  async find(
    access: ModelAccess,
    signal: AbortSignal,
    how: { readonly refresh?: boolean } = {},
  ): Promise<FoundCatalogue> {
    const now = this.clock.now().getTime();
    const all = readKept(await this.file.read());
    const kept = access.apiKey === undefined ? newestAt(access.baseUrl, all) : all[nameOf(access)];
    const isFresh = kept !== undefined && Math.abs(now - Date.parse(kept.at)) < FRESH_MS;
    if (isFresh && how.refresh !== true)
      return { catalogue: catalogueOf(kept, 'service'), note: undefined, isNew: false };
    const older = kept === undefined ? SHIPPED_CATALOGUE : catalogueOf(kept, 'kept');
    if (access.apiKey === undefined) return { catalogue: older, note: undefined, isNew: false };
    const isPause = this.failedAt !== undefined && now - this.failedAt < PAUSE_MS && how.refresh !== true;
    const asked = isPause ? undefined : await askForModels(access, signal);
    if (asked?.ok !== true) {
      if (asked !== undefined && !signal.aborted) this.failedAt = now;
      const why = asked === undefined ? '' : ` (${asked.problem})`;
      const note = `The list of models is that of ${older.asOf}: a newer one did not come${why}.`;
      return { catalogue: older, note, isNew: false };
    }
    this.failedAt = undefined;
    const fresh: Kept = { at: this.clock.now().toISOString(), models: asked.value };
    const name = nameOf(access);
    const others = Object.entries(all).filter(([other]) => other !== name);
    await this.file.write(Object.fromEntries([[name, fresh], ...others].slice(0, KEPT_LISTS)));
    return { catalogue: catalogueOf(fresh, 'service'), note: undefined, isNew: true };
  }
}

/** Another key may see other models. Of the key a digest is kept, from which it cannot be found. */
function nameOf({ apiKey, baseUrl = '' }: ClaudeAccess): string {
  return `${baseUrl} ${sha256(new TextEncoder().encode(apiKey.trim())).slice(0, 16)}`;
}

function newestAt(baseUrl = '', all: Readonly<Record<string, Kept>>): Kept | undefined {
  const lists = Object.entries(all).filter(([name]) => name.startsWith(`${baseUrl} `));
  return lists.map(([, kept]) => kept).toSorted((a, b) => b.at.localeCompare(a.at))[0];
}

function catalogueOf({ at, models }: Kept, from: 'service' | 'kept'): ModelCatalogue {
  return mergeCatalogue(models, { from, asOf: at.slice(0, 10) });
}

/** The file is this user's own, but an older or newer version may have written it. */
function readKept(value: unknown): Readonly<Record<string, Kept>> {
  if (typeof value !== 'object' || value === null) return {};
  const isKept = ([, each]: [string, unknown]): boolean => {
    const { at, models } = (each ?? {}) as Partial<Kept>;
    return typeof at === 'string' && Array.isArray(models) && models.every((model) => typeof model?.id === 'string');
  };
  return Object.fromEntries(Object.entries(value).filter(isKept)) as Record<string, Kept>;
}
