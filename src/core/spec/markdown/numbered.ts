import type { Criterion, Requirement } from '../requirement';
import type { LeadingId } from './leadingId';
import { leadingId, leadingIdOfItem, namedDependencies } from './leadingId';
import type { Item, MarkdownSection } from './markdownSections';
import { allSections } from './markdownSections';

const ABOUT_REQUIREMENTS = /\brequirements?\b/i;
const ABOUT_CRITERIA = /\b(?:acceptance|criteria|scenarios?)\b/i;
const GIVEN = /^\W*(?:given|when|then)\b/i;

/**
 * Requirements by their ids, wherever they stand: headings and list items that begin with one (`FR-001: ...`). In a document without a
 * single id, the items of numbered lists below a heading that speaks of requirements, by their numbers.
 */
export function readNumbered(document: MarkdownSection): readonly Requirement[] {
  const found = withIds(document);
  return found.length > 0 ? found : byNumber(document);
}

function withIds(section: MarkdownSection): readonly Requirement[] {
  const heading = leadingId(section.title);
  return heading === undefined
    ? [...itemsWithIds(section), ...section.sections.flatMap(withIds)]
    : [fromSection(section, heading), ...section.sections.flatMap(headingsWithIds)];
}

/** Below a heading with an id: the items of lists there are its criteria. */
function headingsWithIds(section: MarkdownSection): readonly Requirement[] {
  return leadingId(section.title) === undefined ? section.sections.flatMap(headingsWithIds) : withIds(section);
}

function itemsWithIds({ blocks }: MarkdownSection): readonly Requirement[] {
  return blocks.flatMap(({ items }) =>
    items.flatMap((item) => {
      const id = leadingIdOfItem(item.text)?.id;
      return id === undefined ? [] : [fromItem(item, id)];
    }),
  );
}

/** A heading with an id has its whole section; criteria are what stands in lists that say so, or read so. */
function fromSection(section: MarkdownSection, { id, rest }: LeadingId): Requirement {
  const items = criteriaItems(section);
  return {
    id,
    title: rest,
    text: section.blocks
      .filter((block) => !block.items.some((item) => items.includes(item)))
      .map(({ source }) => source)
      .join('\n\n'),
    criteria: items.map((item, index) => criterionOf(item, `${id}.${index + 1}`)),
    dependencies: namedDependencies(section.source),
    component: undefined,
    change: undefined,
    position: section.position,
    end: section.end,
  };
}

function criteriaItems({ title, blocks, sections }: MarkdownSection): readonly Item[] {
  let isAnnounced = ABOUT_CRITERIA.test(title);
  const own = blocks.flatMap((block) => {
    if (block.kind === 'paragraph') isAnnounced = ABOUT_CRITERIA.test(title) || ABOUT_CRITERIA.test(block.text);
    return block.items.filter(({ text }) => isAnnounced || GIVEN.test(text) || leadingIdOfItem(text) !== undefined);
  });
  const below = sections.filter((each) => leadingId(each.title) === undefined);
  return [...own, ...below.flatMap(criteriaItems)];
}

function fromItem(item: Item, id: string): Requirement {
  return {
    id,
    title: '',
    text: withoutId(item.source, id),
    criteria: item.items
      .filter(({ text }) => namedDependencies(text).length === 0)
      .map((each, index) => criterionOf(each, `${id}.${index + 1}`)),
    dependencies: [item, ...item.items].flatMap(({ text }) => namedDependencies(text)),
    component: undefined,
    change: undefined,
    position: item.position,
  };
}

function byNumber(document: MarkdownSection): readonly Requirement[] {
  const about = allSections(document).filter(({ title }) => ABOUT_REQUIREMENTS.test(title));
  const lists = new Set(
    about.flatMap(allSections).flatMap(({ blocks }) => blocks.filter(({ isOrdered }) => isOrdered)),
  );
  return [...lists].flatMap(({ items }, list) =>
    items.map((item, index) => fromItem(item, lists.size === 1 ? `${index + 1}` : `${list + 1}.${index + 1}`)),
  );
}

function criterionOf(item: Item, otherwise: string): Criterion {
  const id = leadingIdOfItem(item.text)?.id;
  return { id: id ?? otherwise, text: withoutId(item.source, id), position: item.position };
}

/** The source after the id, however that is set off: `**FR-001**: The cart ...` gives `The cart ...`. */
function withoutId(source: string, id: string | undefined): string {
  if (id === undefined) return source;
  const at = source.indexOf(id);
  return at === -1 ? source : source.slice(at + id.length).replace(/^[\])*_`\s:.–—-]+/, '');
}
