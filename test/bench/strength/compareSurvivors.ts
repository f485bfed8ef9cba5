import { applyMutant } from '../../../src/core/proof/mutation/mutant';
import type { Strength } from '../../../src/core/proof/mutation/strength';

/** A fault that another tool put in. */
export interface PeerMutant {
  /** The whole file with it. */
  readonly text: string;
  /** As the tool calls it, for people. */
  readonly name: string;
  readonly survived: boolean;
}

/**
 * Operators differ on purpose. Only here: other numbers, statements that are taken out, whole conditions in Python, `None` or `undefined`
 * in place of what is returned, other ways out of a loop. Only in mutmut: texts of errors, arguments that are `None` or left out,
 * assignments of `None`. Only in Stryker: texts of errors, `>=` in place of `<`, one side of a connective that is always true or false,
 * blocks that are emptied.
 *
 * Holds faults of both tools that make the same text against each other. Throws when one of them survived in one tool alone; gives, for
 * people, how many both have and which survivors only one tool looks for: differences of operators.
 */
export function compareSurvivors(source: string, ours: Strength, peer: readonly PeerMutant[]): readonly string[] {
  const own = new Map(
    ours.mutants.map((mutant) => [
      plain(applyMutant(source, mutant)),
      { name: mutant.id, survived: mutant.outcome.kind === 'survived' },
    ]),
  );
  const others = new Map(peer.map((mutant) => [plain(mutant.text), mutant]));
  const shared = [...own].flatMap(([text, one]) => {
    const other = others.get(text);
    return other === undefined ? [] : [{ one, other }];
  });
  const different = shared.filter(({ one, other }) => one.survived !== other.survived);
  if (different.length > 0) {
    throw new Error(
      different
        .map(({ one, other }) => `${one.name}: survived ${one.survived} here, ${other.survived} there`)
        .join('\n'),
    );
  }
  const onlyOurs = [...own].filter(([text, { survived }]) => survived && !others.has(text));
  const onlyPeer = [...others].filter(([text, { survived }]) => survived && !own.has(text));
  return [
    `${own.size} faults of ours, ${others.size} of the peer; ${shared.length} are the same, of which ${shared.filter(({ one }) => one.survived).length} survive in both and none in one alone`,
    ...onlyOurs.map(([, { name }]) => `survives, and only we look for it: ${name}`),
    ...onlyPeer.map(([, { name }]) => `survives, and only the peer looks for it: ${name}`),
  ];
}

/** Tools write the same code with other spaces and parentheses. */
function plain(text: string): string {
  return text.replace(/[\s();]+/g, '');
}
