import type { Budget } from './config';
import { CAP_SCOPES } from './config';

/** The caps that hold where a user set some in several places: of each scope the lowest, `none` only where nothing else is said. */
export function lowestCaps(...places: readonly Budget['user'][]): Budget['user'] {
  const caps = CAP_SCOPES.map((scope) => {
    const said = places.flatMap((place) => place[scope] ?? []);
    const amounts = said.filter((cap) => cap !== 'none');
    return [scope, amounts.length > 0 ? Math.min(...amounts) : said[0]] as const;
  });
  return Object.fromEntries(caps.filter(([, cap]) => cap !== undefined));
}
