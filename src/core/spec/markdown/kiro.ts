import type { Requirement } from '../requirement';
import type { MarkdownSection } from './markdownSections';
import { allSections } from './markdownSections';

const REQUIREMENT = /^Requirement (\d+(?:\.\d+)*)\s*[:.–—-]?\s*/i;

/** `### Requirement 2: TITLE` with numbered acceptance criteria below, whose ids are `2.1`, `2.2`, as tasks name them. */
export function readKiro(document: MarkdownSection): readonly Requirement[] {
  return allSections(document).flatMap((section) => {
    const id = REQUIREMENT.exec(section.title)?.[1];
    return id === undefined ? [] : [requirementOf(section, id)];
  });
}

function requirementOf(section: MarkdownSection, id: string): Requirement {
  const items = allSections(section).flatMap(({ blocks }) => blocks.flatMap((block) => block.items));
  return {
    id,
    title: section.title.replace(REQUIREMENT, ''),
    text: section.blocks
      .filter(({ kind }) => kind !== 'list')
      .map(({ source }) => source)
      .join('\n\n'),
    criteria: items.map(({ source, position }, index) => ({ id: `${id}.${index + 1}`, text: source, position })),
    dependencies: [],
    component: undefined,
    change: undefined,
    position: section.position,
    end: section.end,
  };
}
