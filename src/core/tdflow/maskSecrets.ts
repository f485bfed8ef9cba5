import type { Omission } from '../context/contextBundle';
import type { Section } from '../context/section';
import type { MaskedSecret } from '../model/maskText';
import { maskText } from '../model/maskText';
import type { Ports } from './ports';

/** Takes what looks like a secret out of sections, and remembers where it stood. */
export class SecretMasker {
  private readonly masked = new Map<string, readonly Omission[]>();

  constructor(private readonly ports: Pick<Ports, 'findSecrets' | 'hash'>) {}

  /** Before they are fitted into a budget: a mask may be longer than what it stands for. */
  async mask<S extends Section>(sections: readonly S[]): Promise<readonly S[]> {
    return Promise.all(
      sections.map(async (section) => {
        const { file: path, shown, tag } = section;
        const wholeFile = path === undefined || shown !== undefined ? undefined : { path, hash: this.ports.hash };
        const { text, secrets } = await maskText(section.text, this.ports.findSecrets, wholeFile);
        if (secrets.length === 0) return section;
        this.masked.set(keyOf(section), tellMasked(path ?? tag.replaceAll('_', ' '), secrets));
        return { ...section, text };
      }),
    );
  }

  /** What was taken out of these. */
  of(sections: readonly Section[]): readonly Omission[] {
    return sections.flatMap((section) => this.masked.get(keyOf(section)) ?? []);
  }
}

/** What people are told of secrets that a model does not see; `place` is where they stand. */
export function tellMasked(place: string, secrets: readonly MaskedSecret[]): readonly Omission[] {
  return secrets.map(({ line, what, mask }) => ({
    what: `${place}:${line}`,
    tokens: 0,
    why: `looks like ${what}: the model sees ${mask} there`,
  }));
}

/** Of parts without a file, only why they are shown tells one from another. */
function keyOf({ tag, file, shown, why }: Section): string {
  return JSON.stringify([tag, file, shown, why]);
}
