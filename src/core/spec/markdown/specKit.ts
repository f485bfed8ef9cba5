import type { Requirement } from '../requirement';
import type { MarkdownSection } from './markdownSections';
import { allSections } from './markdownSections';
import { readNumbered } from './numbered';

const STORY = /^User Story (\d+)\s*[:.–—-]?\s*/i;
const PRIORITY = /\s?\(Priority:[^()]*\)/i;

/** User stories (`US1`, their acceptance scenarios `US1.1`), functional requirements (`FR-001`) and success criteria (`SC-001`). */
export function readSpecKit(document: MarkdownSection): readonly Requirement[] {
  const stories = allSections(document).flatMap((section) => {
    const number = STORY.exec(section.title)?.[1];
    return number === undefined ? [] : [storyOf(section, `US${number}`)];
  });
  return [...stories, ...readNumbered(document).filter(({ id }) => /[A-Z]/.test(id))];
}

function storyOf(section: MarkdownSection, id: string): Requirement {
  const scenarios = allSections(section).flatMap(({ blocks }) =>
    blocks.filter(({ isOrdered }) => isOrdered).flatMap(({ items }) => items),
  );
  return {
    id,
    title: section.title.replace(STORY, '').replace(PRIORITY, '').trim(),
    text: section.blocks
      .filter(({ isOrdered }) => !isOrdered)
      .map(({ source }) => source)
      .join('\n\n'),
    criteria: scenarios.map(({ source, position }, index) => ({ id: `${id}.${index + 1}`, text: source, position })),
    dependencies: [],
    component: undefined,
    change: undefined,
    position: section.position,
    end: section.end,
  };
}
