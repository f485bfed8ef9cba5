import type { Problem } from '../core/errors';
import { parseJson } from '../core/lib/parseJson';
import type { Result } from '../core/lib/result';
import type { WaiverStore } from '../core/tdflow/stores';
import type { Waiver } from '../core/verdict/waiver';
import type { OwnPath } from '../core/workspace/ownPath';
import { WAIVERS_FOLDER, waiverFile } from '../core/workspace/ownPath';
import { sha256 } from './hash';
import type { OwnFiles } from './ownFiles';
import type { FindSeal, Seal } from './seal';

const SUFFIX = '.json';

/** Waivers as files, each under the user's own seal: what a repository brings along, or a model writes, waives nothing. */
export class WaiverFiles implements WaiverStore {
  constructor(
    private readonly files: OwnFiles,
    private readonly findSeal: FindSeal,
  ) {}

  async list(): Promise<readonly Waiver[]> {
    const names = (await this.files.list(WAIVERS_FOLDER)).filter((name) => name.endsWith(SUFFIX));
    if (names.length === 0) return [];
    const seal = await this.findSeal();
    if (!seal.ok) return [];
    const waivers: Waiver[] = [];
    for (const name of names) {
      const path = waiverFile(name.slice(0, -SUFFIX.length));
      const text = path.ok ? await this.files.readText(path.value) : undefined;
      const waiver = text === undefined ? undefined : parseWaiver(text, seal.value);
      if (waiver !== undefined) waivers.push(waiver);
    }
    return waivers.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  async add(waiver: Waiver): Promise<Result<undefined, Problem>> {
    const { component, target } = waiver;
    const id = sha256(new TextEncoder().encode(JSON.stringify([component, target.kind, target.name])));
    const found = await this.findSeal();
    if (!found.ok) return found;
    const seal = found.value.of(sealed(waiver));
    return this.files.write(own(waiverFile(id)), `${JSON.stringify({ seal, waiver }, undefined, 2)}\n`);
  }
}

/** Says what is sealed: the seal of a journal entry is no seal of a waiver. */
function sealed(waiver: unknown): string {
  return `waiver ${JSON.stringify(waiver) ?? ''}`;
}

/** The store makes every id itself, so a path that cannot be made is a bug. */
function own(path: Result<OwnPath, string>): OwnPath {
  if (!path.ok) throw new Error(path.problem);
  return path.value;
}

/** What has the seal was written here, so its shape is right; undefined for everything else. */
function parseWaiver(text: string, seal: Seal): Waiver | undefined {
  const value = parseJson(text) as { readonly seal?: unknown; readonly waiver?: unknown } | null | undefined;
  if (typeof value?.seal !== 'string' || !seal.holds(sealed(value.waiver), value.seal)) return undefined;
  return value.waiver as Waiver;
}
