import type { Findings } from '../findings';
import type { Requirement } from '../requirement';
import type { MarkdownSection } from './markdownSections';
import { allSections, readSections } from './markdownSections';
import { checkRenamings, readRenamings, withRenamings } from './renamedRequirements';

const REQUIREMENT = /^Requirement:\s*/i;
const SCENARIO = /^Scenario:\s*/i;
const CHANGES = {
  added: /^ADDED Requirements$/i,
  modified: /^MODIFIED Requirements$/i,
  removed: /^REMOVED Requirements$/i,
};

/** The file of the specification that holds, whose changes a file proposes; undefined for any other file. */
export function changedByOpenSpec(path: string): string | undefined {
  const [, before = '', specification] =
    /^(.*?)openspec\/changes\/(?!archive\/)[^/]+\/(specs\/.+\.md)$/.exec(path) ?? [];
  return specification === undefined ? undefined : `${before}openspec/${specification}`;
}

/** A file, and the text of the one that it proposes changes of, where that is known. */
interface OpenSpecSource {
  readonly path: string;
  readonly changed?: string;
}

/**
 * `### Requirement: NAME` with `#### Scenario: NAME` below; the names are the ids. Proposed changes stand under ADDED, MODIFIED, REMOVED
 * and RENAMED.
 */
export function readOpenSpec(
  document: MarkdownSection,
  { path, changed }: OpenSpecSource,
  findings: Findings,
): readonly Requirement[] {
  const requirements = requirementsIn(document);
  const renamings = readRenamings(document, findings);
  const changedPath = changedByOpenSpec(path);
  const known = changedPath === undefined || changed === undefined ? undefined : requirementsIn(readSections(changed));
  const about = known && { path: changedPath ?? '', names: new Set(known.map(({ id }) => id)) };
  checkRenamings(renamings, requirements, about, findings);
  return withRenamings(requirements, renamings);
}

function requirementsIn(document: MarkdownSection): readonly Requirement[] {
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
