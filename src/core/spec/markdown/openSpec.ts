import type { Requirement } from '../requirement';
import type { MarkdownSection } from './markdownSections';
import { allSections } from './markdownSections';

const REQUIREMENT = /^Requirement:\s*/i;
const SCENARIO = /^Scenario:\s*/i;
const CHANGES = {
  added: /^ADDED Requirements$/i,
  modified: /^MODIFIED Requirements$/i,
  removed: /^REMOVED Requirements$/i,
};

/** `### Requirement: NAME` with `#### Scenario: NAME` below; the names are the ids. Proposed changes stand under ADDED, MODIFIED, REMOVED. */
export function readOpenSpec(document: MarkdownSection): readonly Requirement[] {
  return allSections(document).flatMap((parent) => {
    const change = changeOf(parent.title);
    return (
      parent.sections
        // While its name is being typed there is none.
        .filter(({ title }) => REQUIREMENT.test(title) && title.replace(REQUIREMENT, '') !== '')
        .map((section) => requirementOf(section, change))
    );
  });
}

function changeOf(title: string): Requirement['change'] {
  return (['added', 'modified', 'removed'] as const).find((change) => CHANGES[change].test(title));
}

function requirementOf(section: MarkdownSection, change: Requirement['change']): Requirement {
  const id = section.title.replace(REQUIREMENT, '');
  const scenarios = section.sections.filter(({ title }) => SCENARIO.test(title));
  return {
    id,
    title: id,
    text: section.ownText,
    criteria: scenarios.map(({ title, ownText, position }) => ({
      id: `${id}: ${title.replace(SCENARIO, '')}`,
      text: ownText,
      position,
    })),
    dependencies: [],
    component: undefined,
    change,
    position: section.position,
    end: section.end,
  };
}
