import type { NameStyle } from '../fileFacts';

/** How the words of a name are joined; names of one word in lower case are `plain`. */
export function nameStyle(name: string): NameStyle {
  if (/^[a-z][a-z0-9]*$/.test(name)) return 'plain';
  if (/^[a-z][a-z0-9]*(?:_[a-z0-9]+)+[?!]?$/.test(name)) return 'snake';
  if (/^[A-Z][A-Za-z0-9]*$/.test(name)) return 'pascal';
  return /^[a-z][A-Za-z0-9$]*$/.test(name) ? 'camel' : 'plain';
}
