import type { NameTable } from '../graph/nameTable';
import type { Role } from './dialect';

/** What the words of a language are, by their numbers. */
export class Roles {
  private readonly byNumber = new Map<number, Role>();
  private readonly types: ReadonlySet<number>;

  /** @param types words for a type that the language has itself */
  constructor(roles: Readonly<Partial<Record<Role, string>>>, names: NameTable, types = '') {
    for (const [role, words] of Object.entries(roles))
      for (const word of words.split(' ')) this.byNumber.set(names.numberOf(word), role as Role);
    this.types = new Set(types.split(' ').map((word) => names.numberOf(word)));
  }

  of(number: number): Role | undefined {
    return this.byNumber.get(number);
  }

  isType(number: number): boolean {
    return this.types.has(number);
  }
}
