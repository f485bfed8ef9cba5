import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import { loadSpecification } from '../loadSpecification';
import type { Requirement } from '../requirement';
import type { Component, Specification } from '../specification';
import type { CriterionParts } from './criterionText';
import { addMarkdownCriterion } from './markdownCriterion';
import type { InsertedText, Mending } from './mending';
import { applyMending } from './mending';
import { addYamlCriterion } from './yamlCriterion';

/** A criterion that is to stand in a specification. Each part is one line. */
export interface WantedCriterion {
  /** The id of a requirement; or the name of a component or `COMPONENT.METHOD`, where those have criteria. */
  readonly of: string;
  /** Given which state. */
  readonly state: string;
  /** When what happens. */
  readonly action: string;
  /** Then what is wanted; undefined: a blank that the user fills in. */
  readonly outcome: string | undefined;
}

const BLANK = 'what is wanted';

/**
 * Puts a criterion behind those that are there, in their own way: nothing is removed, and all else is read as before. On failure: a
 * sentence why there is no place for it, or why a person has to write it. `text` is the file as it is.
 */
export function addCriterion(
  wanted: WantedCriterion,
  specification: Specification,
  text: string,
): Result<Mending, string> {
  if ([wanted.state, wanted.action, wanted.outcome ?? ''].some((part) => /[\r\n]/.test(part)))
    return fail('Each part of a criterion is to be one line.');
  const requirement = findRequirement(wanted.of, specification);
  if (!requirement.ok) return requirement;
  const parts: CriterionParts = {
    state: said(wanted.state),
    action: said(wanted.action),
    outcome: wanted.outcome === undefined ? { text: BLANK, isBlank: true } : said(wanted.outcome),
  };
  const lines = text.split(/\r\n|\r|\n/);
  const isYaml = specification.dialect === 'components' || specification.dialect === 'requirements';
  const place = isYaml
    ? addYamlCriterion(wanted.of, parts, specification, text)
    : addMarkdownCriterion(requirement.value, parts, specification, lines);
  if (!place.ok) return place;
  const edits = [{ ...place.value, removed: 0 }];
  if (!isRight(wanted, specification, applyMending(lines, edits)))
    return fail(`A criterion of "${wanted.of}" would be read as something else there: write it in the file.`);
  return ok({ title: `Add a criterion to "${wanted.of}"`, edits });
}

function said(text: string): InsertedText {
  return { text, isBlank: false };
}

/** Undefined for a component or method that has no criterion yet. */
function findRequirement(
  of: string,
  { requirements, components, dialect }: Specification,
): Result<Requirement | undefined, string> {
  const found = requirements.filter(({ id }) => id === of);
  const [requirement] = found;
  if (found.length > 1) return fail(`"${of}" stands ${found.length} times: give each its own id first.`);
  if (requirement?.change === 'removed' || requirement?.change === 'renamed')
    return fail(`"${of}" is only ${requirement.change} by this change: add the criterion where it is specified.`);
  if (requirement !== undefined) return ok(requirement);
  const component = components.find(({ name }) => name === of);
  if (component === undefined) return fail(`There is no "${of}".`);
  if (dialect === 'components') return ok(undefined);
  return fail(
    requirements.length === 0
      ? `"${of}" has no requirement yet, and criteria stand with requirements: write one first.`
      : `"${of}" is a component, and criteria stand with requirements here: choose one of them.`,
  );
}

/** Whether the text is read as before, but for one criterion more. */
function isRight(
  { of, state, action }: WantedCriterion,
  { path, dialect, requirements, components }: Specification,
  text: string,
): boolean {
  const again = loadSpecification({ path, dialect, text, hash: '' });
  if (!again.ok) return false;
  const now = again.value.specification;
  const before = requirements.find(({ id }) => id === of);
  const after = now.requirements.find(({ id }) => id === of);
  const added = after?.criteria.at(-1);
  if (after === undefined || added === undefined || !`${added.id} ${added.text}`.includes(state)) return false;
  if (!added.text.includes(action)) return false;
  const others = (all: readonly Requirement[]) => JSON.stringify(all.filter(({ id }) => id !== of).map(saidBy));
  return (
    others(requirements) === others(now.requirements) &&
    JSON.stringify(components.map(partsOf)) === JSON.stringify(now.components.map(partsOf)) &&
    isGrown(before, after)
  );
}

/** What announces criteria may be new in the text. */
const ANNOUNCED = /^\s*\**Acceptance (?:criteria|scenarios)\**:?\**\s*$/i;

function isGrown(before: Requirement | undefined, after: Requirement): boolean {
  if (before === undefined) return after.criteria.length === 1;
  const { text } = after;
  if (text !== before.text && !(text.startsWith(before.text) && ANNOUNCED.test(text.slice(before.text.length))))
    return false;
  const shortened = { ...after, text: before.text, criteria: after.criteria.slice(0, -1) };
  return JSON.stringify(saidBy(shortened)) === JSON.stringify(saidBy(before));
}

function saidBy({ position: _, idPosition: _id, end: _end, criteria, ...rest }: Requirement): unknown {
  return [rest, criteria.map(({ id, text }) => [id, text])];
}

/** Not the symbols: what a criterion names in code marks becomes one. */
function partsOf({ name, implementationPath, testPath, dependencies }: Component): unknown {
  return [name, implementationPath, testPath, dependencies];
}
