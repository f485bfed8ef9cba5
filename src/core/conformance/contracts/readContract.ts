import { parseYaml } from '../../lib/yaml';
import type { YamlNode } from '../../lib/yamlNode';
import { isNull } from '../../lib/yamlNode';
import { CONTRACT_TYPES } from './contract';
import type { DeclaredCheck, DeclaredContract } from './declaredContract';
import { Fields } from './fields';
import type { Findings } from './findings';
import { readScope } from './readScope';

/** `path` as it is shown, from the root of the project. */
export interface ContractSource {
  readonly path: string;
  readonly text: string;
}

/** Reads the file of a contract; undefined, and findings, when there is no contract to be had from it. */
export function readContract({ path, text }: ContractSource, findings: Findings): DeclaredContract | undefined {
  const parsed = parseYaml(text);
  if (!parsed.ok) {
    for (const { position, message, remedy } of parsed.problem)
      findings.error(path, position, `Not valid YAML: ${message}. ${remedy}`);
    return undefined;
  }
  return declaredBy(parsed.value.root, path, 'project', findings);
}

/** The same of what is read already. */
export function declaredBy(
  root: YamlNode,
  path: string,
  origin: DeclaredContract['origin'],
  findings: Findings,
): DeclaredContract | undefined {
  if (isNull(root)) {
    findings.error(path, root.position, 'The file is empty. Write a contract, or delete the file.');
    return undefined;
  }
  const file = Fields.of(root, path, 'The contract', findings);
  if (file === undefined) return undefined;
  if (!file.has('contract')) file.wrong('contract', 'There is no "contract:" with the name of the contract.');
  const about = file.inside('contract');
  const name = about?.text('name')?.trim();
  if (about === undefined) return undefined;
  if (name === undefined || !/^[\w][\w.-]{0,99}$/.test(name)) {
    about.wrong('name', 'The contract needs a "name" of letters, digits, "-", "_" and ".".');
    return undefined;
  }
  file.text('schema_version');
  const type = about.has('type') ? about.choice('type', CONTRACT_TYPES) : undefined;
  if (!about.has('type')) about.warn('type', `The contract has no "type". Write one of ${CONTRACT_TYPES.join(', ')}.`);
  const declared = {
    name,
    type: type ?? 'custom',
    description: about.text('description')?.trim() ?? '',
    isEnabled: about.flag('enabled', 'on') === 'on',
    extends: readBases(about),
    scope: readScope(about),
    checks: readChecks(file, findings),
    path,
    position: about.position,
    origin,
    root,
  };
  about.warnOfOthers(['version', 'tags']);
  file.warnOfOthers(['metadata']);
  return declared;
}

function readBases(about: Fields): DeclaredContract['extends'] {
  const references = about.texts('extends') ?? [];
  return references.map((reference) => ({ reference: reference.trim(), position: about.positionOf('extends') }));
}

function readChecks(file: Fields, findings: Findings): readonly DeclaredCheck[] {
  const checks = new Map<string, DeclaredCheck>();
  for (const { node, path } of file.list('checks')) {
    const fields = Fields.of(node, path, 'A check', findings);
    const id = fields?.text('id')?.trim();
    if (fields === undefined) continue;
    if (id === undefined || id === '') fields.wrong('id', 'A check needs an "id" of its own.');
    else if (checks.has(id)) fields.wrong('id', `Two checks of this contract have the id "${id}". Rename one of them.`);
    else checks.set(id, { id, fields });
  }
  return [...checks.values()];
}
