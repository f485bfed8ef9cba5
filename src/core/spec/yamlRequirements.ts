import type { Position } from '../lib/lines';
import type { YamlMap, YamlNode } from '../lib/yamlNode';
import { fieldOf, itemsOf, textOf, toPlain } from '../lib/yamlNode';
import { wantCriterion } from './checkRequirements';
import { RAISED_KEYS } from './declaredInterface';
import { PARAMETER_KEYS } from './declaredParameters';
import type { Findings } from './findings';
import type { Criterion, Requirement } from './requirement';

const STEPS = ['given', 'when', 'then', 'and_then'];

/** What stands under `requirements:`, in one list or in several (`functional`, `non_functional`). */
export function readYamlRequirements(root: YamlMap, findings: Findings): readonly Requirement[] {
  const section = fieldOf(root, 'requirements');
  const lists = section?.kind === 'map' ? section.entries : [{ key: '', value: section }];
  return lists.flatMap(({ key, value }) =>
    itemsOf(value).flatMap((node) => readRequirement(node, /^non/.test(key) ? 'NFR-000' : 'FR-000', findings) ?? []),
  );
}

/** What each component promises: its methods, whose ids are `COMPONENT.METHOD`, and its own criteria. */
export function readMethodRequirements(root: YamlMap): readonly Requirement[] {
  return itemsOf(fieldOf(root, 'components')).flatMap((component) => {
    const owner = textOf(fieldOf(component, 'name'));
    if (owner === undefined) return [];
    const criteria = readCriteria(component, owner);
    const whole = criteria.length === 0 ? [] : [requirementOf(component, { id: owner, component: owner, criteria })];
    const methods = itemsOf(fieldOf(component, 'methods')).flatMap((method) => {
      const name = textOf(fieldOf(method, 'name'));
      if (name === undefined) return [];
      const id = `${owner}.${name}`;
      const requirement = requirementOf(method, { id, component: owner, criteria: readCriteria(method, id) });
      const signature = signatureOf(method);
      return [signature.length === 0 ? requirement : { ...requirement, signature }];
    });
    return [...whole, ...methods];
  });
}

const SIGNATURE = [...PARAMETER_KEYS, 'returns', ...RAISED_KEYS];

/** The order of parameters counts. */
function signatureOf(method: YamlNode): readonly string[] {
  return SIGNATURE.flatMap((key) => {
    const value = fieldOf(method, key);
    return value === undefined ? [] : [`${key}: ${JSON.stringify(toPlain(value))}`];
  });
}

/** `kind` is an id such as it should have. */
function readRequirement(node: YamlNode, kind: string, findings: Findings): Requirement | undefined {
  const id = textOf(fieldOf(node, 'id'));
  if (id === undefined) {
    if (node.kind === 'map')
      findings.warn(node.position, 'a requirement has no id, so that nothing can be proven of it', {
        kind: 'missing-id',
        id: kind,
        at: node.position,
      });
    return undefined;
  }
  const requirement = requirementOf(node, { id, component: undefined, criteria: readCriteria(node, id) });
  // Where the key stands already, there is nothing to add it to.
  const hasKey = node.kind === 'map' && node.entries.some(({ key }) => key === 'acceptance_criteria');
  wantCriterion(hasKey ? requirement : { ...requirement, end: node.position }, findings);
  return requirement;
}

function requirementOf(node: YamlNode, given: Pick<Requirement, 'id' | 'component' | 'criteria'>): Requirement {
  const texts = ['description', 'behavior', 'text'].flatMap((key) => textOf(fieldOf(node, key)) ?? []);
  return {
    ...given,
    title: textOf(fieldOf(node, 'title')) ?? '',
    text: texts.join('\n'),
    dependencies: itemsOf(fieldOf(node, 'dependencies')).flatMap((each) => textOf(each) ?? []),
    change: undefined,
    position: node.position,
    ...idPlaceOf(node),
  };
}

function readCriteria(node: YamlNode, owner: string): readonly Criterion[] {
  return itemsOf(fieldOf(node, 'acceptance_criteria')).map((each, index) => ({
    id: textOf(fieldOf(each, 'id')) ?? `${owner}.${index + 1}`,
    text: textOf(each) ?? criterionText(each),
    position: each.position,
    ...idPlaceOf(each),
  }));
}

function idPlaceOf(node: YamlNode): { readonly idPosition?: Position } {
  const id = fieldOf(node, 'id');
  return id === undefined ? {} : { idPosition: id.position };
}

/** "given: a cart" and its like, a line each. */
function criterionText(node: YamlNode): string {
  const steps = STEPS.flatMap((key) => {
    const step = fieldOf(node, key);
    const texts = step?.kind === 'list' ? step.items : [step];
    return texts.flatMap((each) => textOf(each) ?? []).map((text) => `${key.replace('_', ' ')} ${text}`);
  });
  return steps.length > 0 ? steps.join('\n') : (textOf(fieldOf(node, 'description')) ?? '');
}
