import type { ModelRequest } from './provider';

/** All text of a request that is counted as its input. */
export function requestText({ system, user, turns = [] }: ModelRequest): string {
  return [system, ...user, ...turns.map(({ text }) => text)].join('');
}
