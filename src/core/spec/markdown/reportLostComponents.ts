import { editDistance } from '../../lib/editDistance';
import type { Findings } from '../findings';
import type { MarkdownSection } from './markdownSections';
import { allSections } from './markdownSections';

/** "Component - Cart", "Components: Cart", "Component 2: Cart", "Compnent: Cart": the word, a number, what sets off the name. */
const LABELLED = /^([A-Za-z]+)(?:\s+\d{1,3})?\s*[:–—-]\s*(\S.*)$/;
/** "Component CartStore", "cart_store Component": only names that are no words of prose, for "Component Overview" names none. */
const NAMED = /^(?:component\s+(\S+)|(\S+)\s+component)$/i;
const NAME_OF_CODE = /^(?:\p{Lu}[\p{Ll}\d]+\p{Lu}[\p{L}\d]*|[\p{L}\d]+_[\p{L}\d_]+)$/u;
/** What a heading calls that tells of all components together. */
const OF_ALL =
  /\b(?:overview|summary|diagrams?|list|interactions?|structure|design|details|dependencies|communication|architecture|responsibilities|breakdown|relationships?)\W*$/i;
const WORD = 'component';
const MOST_TYPOS = 2;

/**
 * Says of headings that seem to begin a component and do not, so that none is lost by a slip of the pen; and of a document without any
 * what it should have. `read` are the sections that begin one.
 */
export function reportLostComponents(
  document: MarkdownSection,
  read: readonly MarkdownSection[],
  findings: Findings,
): void {
  const inside = new Set(read.flatMap((section) => section.sections.flatMap(allSections)));
  const outside = allSections(document).filter((each) => each.depth > 0 && !read.includes(each) && !inside.has(each));
  const before = findings.problems.length;
  for (const { title, depth, position } of outside) {
    const name = lostName(title);
    if (name === undefined) continue;
    const mark = '#'.repeat(depth);
    const detail = `the heading "${title.slice(0, 80)}" does not begin a component`;
    findings.problem(position, detail, `Write "${mark} Component: ${name.slice(0, 80)}", or call it something else.`);
  }
  if (read.length > 0 || findings.problems.length > before) return;
  const remedy = 'Begin each part that is built on its own with a heading "## Component: NAME".';
  findings.problem(outside[0]?.position ?? document.position, 'the document has no component', remedy);
}

/** The name that a heading gives to a component in another way than it is read; undefined when it gives none. */
function lostName(title: string): string | undefined {
  const [, label = '', labelled] = LABELLED.exec(title) ?? [];
  const isTypo = label !== '' && editDistance(label.toLowerCase(), WORD, MOST_TYPOS + 1) <= MOST_TYPOS;
  if (isTypo && labelled !== undefined) return OF_ALL.test(labelled) ? undefined : labelled;
  const [, after, before] = NAMED.exec(title) ?? [];
  const named = after ?? before;
  return named !== undefined && NAME_OF_CODE.test(named) ? named : undefined;
}

/** Whether a heading seems to begin a component, rightly or not. */
export function seemsComponent(title: string): boolean {
  return lostName(title) !== undefined;
}
