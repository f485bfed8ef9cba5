import { parser } from 'sax';

/** An element of an XML document. */
export interface XmlElement {
  /** Without its namespace. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text directly in it. */
  readonly text: string;
}

/** Deeper than any report; reading what was built must not exhaust the stack. */
const DEEPEST = 200;

/**
 * The root element of a document; undefined when it is not well-formed. Entities that a document declares itself are not
 * expanded, nothing is fetched, and control characters, which reports hold although XML forbids them, are let through.
 */
export function readXml(text: string): XmlElement | undefined {
  const open: { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string }[] = [];
  let root: XmlElement | undefined;
  const reader = parser(true, { position: false });
  reader.onopentag = ({ name, attributes }) => {
    if (open.length >= DEEPEST || root !== undefined) throw new Error('no document of ours');
    const own = Object.entries(attributes).map(([key, value]) => [key, String(value)] as const);
    open.push({ name: name.slice(name.indexOf(':') + 1), attributes: Object.fromEntries(own), children: [], text: '' });
  };
  const addText = (added: string): void => {
    const last = open.at(-1);
    if (last !== undefined) last.text += added;
  };
  reader.ontext = addText;
  reader.oncdata = addText;
  reader.onclosetag = () => {
    const element = open.pop();
    if (element === undefined) return;
    if (open.length === 0) root = element;
    else open.at(-1)?.children.push(element);
  };
  reader.onerror = (error) => {
    // The text of what cannot be resolved stays as it is written.
    if (!/^Invalid character entity/.test(error.message)) throw error;
    reader.resume();
  };
  try {
    reader.write(text.replace(/^\uFEFF/, '')).close();
    return open.length === 0 ? root : undefined;
  } catch {
    return undefined;
  }
}

/** All elements of a name, at any depth. */
export function elementsNamed(name: string, element: XmlElement): readonly XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...elementsNamed(name, child)]);
}

export function childNamed(name: string, element: XmlElement | undefined): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}
