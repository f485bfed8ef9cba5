import type { Position } from '../lib/lines';
import type { YamlNode } from '../lib/yamlNode';
import { describeKind, fieldOf } from '../lib/yamlNode';
import type { Findings } from './findings';

const LONGEST = 100;
const USABLE = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_ .-]*$/u;
const REMEDY = `Use at most ${LONGEST} letters, digits, "_", "-", "." and spaces, at least one of them a letter.`;

/** The name of a component, which becomes part of file names and commands; undefined after reporting why there is none. */
export function readComponentName(component: YamlNode, findings: Findings): string | undefined {
  const node = fieldOf(component, 'name');
  if (node === undefined) {
    findings.problem(component.position, 'a component has no name', 'Begin it with "- name: ...".');
    return undefined;
  }
  if (node.kind !== 'scalar' || typeof node.value !== 'string') {
    findings.problem(node.position, `the name of a component is ${describeKind(node)}`, 'Write the name as text.');
    return undefined;
  }
  return readComponentTitle(node.value, node.position, findings);
}

/** The name of a component that stands in prose; undefined after reporting why it cannot be one. */
export function readComponentTitle(written: string, position: Position, findings: Findings): string | undefined {
  const name = written.trim();
  if (name !== '' && isUsableName(name)) return name;
  findings.problem(position, `"${shorten(name)}" cannot be the name of a component`, REMEDY);
  return undefined;
}

/** A usable name made of what was written for something else, such as `GET /carts/{id}`; undefined when nothing is left. */
export function deriveComponentName(written: string): string | undefined {
  if (isUsableName(written)) return written;
  const words = written.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const name = words.join('_').slice(0, LONGEST);
  return isUsableName(name) ? name : undefined;
}

function isUsableName(name: string): boolean {
  return name.length <= LONGEST && USABLE.test(name) && /\p{L}/u.test(name) && !name.includes('..');
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}
