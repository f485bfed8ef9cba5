import type { Problem } from '../errors';
import type { YamlReading } from '../lib/incrementalYaml';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { parseYaml } from '../lib/yaml';
import type { YamlMap, YamlNode } from '../lib/yamlNode';
import { describeKind, fieldOf, isNull, itemsOf, textOf } from '../lib/yamlNode';
import { areBuiltSomewhere, assignRequirements } from './builtRequirements';
import { checkRequirements } from './checkRequirements';
import { chosenForYaml } from './chosenDialect';
import { readComponentsShape } from './componentsShape';
import type { YamlDialect } from './dialects';
import { Findings } from './findings';
import { isMarkdown } from './markdown/isMarkdown';
import { loadMarkdown, stemOf } from './markdown/loadMarkdown';
import type { Dialect } from './requirement';
import { readRequirementsShape } from './requirementsShape';
import type { Specification, SpecificationWarning } from './specification';
import { readMethodRequirements, readYamlRequirements } from './yamlRequirements';

/** The text of a specification file. */
export interface SpecificationSource {
  /** Without BOM. */
  readonly text: string;
  /** Workspace-relative, forward slashes. */
  readonly path: string;
  /** First 16 hex digits of the SHA-256 of the file's bytes. */
  readonly hash: string;
  /** How the user wants it read, whatever the file says. */
  readonly dialect?: Dialect;
  /** The text of the specification that holds, where this one proposes changes of it: `changedByOpenSpec` names the file. */
  readonly changed?: string;
}

export interface LoadedSpecification {
  readonly specification: Specification;
  readonly warnings: readonly SpecificationWarning[];
}

const EXPECTED =
  'Give it "components:", a list of name, location, test_location, entities and methods, or "requirements:" with "entities:".';

/**
 * Loads a specification of any dialect: YAML of either shape, or Markdown. Never throws, whatever the text. On failure: every
 * problem found, kind `spec-invalid`, each with its line and column, at least one.
 * @param readYaml one that remembers the text before, where a text is typed in
 */
export function loadSpecification(
  source: SpecificationSource,
  readYaml: YamlReading = parseYaml,
): Result<LoadedSpecification, readonly Problem[]> {
  const findings = new Findings(source.path);
  if (isMarkdown(source.path)) return fromMarkdown(source, findings);
  return fromYaml(source, { findings, parsed: readYaml(source.text) });
}

function fromMarkdown(
  source: SpecificationSource,
  findings: Findings,
): Result<LoadedSpecification, readonly Problem[]> {
  const parts = loadMarkdown(source, findings);
  if (parts === undefined || findings.problems.length > 0) return fail(findings.problems);
  const { path, hash } = source;
  return ok({ specification: { ...parts, id: stemOf(path), version: '', path, hash }, warnings: findings.warnings });
}

function fromYaml(
  source: SpecificationSource,
  { findings, parsed }: { readonly findings: Findings; readonly parsed: ReturnType<YamlReading> },
): Result<LoadedSpecification, readonly Problem[]> {
  if (!parsed.ok) {
    for (const [index, { position, message, remedy }] of parsed.problem.entries()) {
      const hint = index === 0 ? markdownHint(source.text) : '';
      findings.problem(position, `not valid YAML: ${message}`, remedy + hint);
    }
    return fail(findings.problems);
  }
  for (const { position, message } of parsed.value.warnings) findings.warn(position, message);
  const { root } = parsed.value;
  if (root.kind !== 'map') {
    const detail = isNull(root)
      ? 'the specification is empty'
      : `the specification is ${describeKind(root)}, not a mapping`;
    findings.problem(root.position, detail, EXPECTED);
    return fail(findings.problems);
  }
  const shape = chosenForYaml(source, findings) ?? shapeOf(root, findings);
  const parts = shape === undefined ? undefined : readParts(root, shape, { source, findings });
  if (shape === undefined || parts === undefined || findings.problems.length > 0) return fail(findings.problems);
  const specification = {
    ...readIdentity(root, source, findings),
    path: source.path,
    hash: source.hash,
    dialect: shape,
    ...parts,
  };
  return ok({ specification, warnings: findings.warnings });
}

function readParts(
  root: YamlMap,
  shape: YamlDialect,
  { source, findings }: { readonly source: SpecificationSource; readonly findings: Findings },
): Pick<Specification, 'components' | 'general' | 'requirements'> {
  if (shape === 'components') {
    return { ...readComponentsShape(root, findings), requirements: readMethodRequirements(root) };
  }
  const requirements = readYamlRequirements(root, findings);
  checkRequirements(requirements, findings);
  if (areBuiltSomewhere(fieldOf(root, 'components'))) {
    return { ...readComponentsShape(root, findings), requirements: assignRequirements(root, requirements, findings) };
  }
  const id = textOf(fieldOf(fieldOf(root, 'metadata'), 'spec_id')) ?? textOf(fieldOf(root, 'spec_id'));
  return { ...readRequirementsShape(root, id?.replace(/-v\d+$/, '') ?? stemOf(source.path), findings), requirements };
}

function shapeOf(root: YamlMap, findings: Findings): YamlDialect | undefined {
  const components = fieldOf(root, 'components');
  const requirements = fieldOf(root, 'requirements');
  const hasComponents = components !== undefined && !isEmptyList(components);
  if (hasComponents && requirements !== undefined) {
    if (areBuiltSomewhere(components)) return 'requirements';
    findings.problem(
      requirements.position,
      'both "components" and "requirements" stand at the top level, so it is unclear what is to be built',
      'Give each component a "location", so that it is clear what is built where; or keep one of them: what all components share fits under "constraints".',
    );
    return undefined;
  }
  if (hasComponents) {
    for (const key of ['entities', 'interfaces']) {
      const shared = fieldOf(root, key);
      if (shared !== undefined)
        findings.warn(shared.position, `"${key}" at the top level is read as shared by all components`);
    }
    return 'components';
  }
  if (requirements !== undefined || ['entities', 'interfaces'].some((key) => itemsOf(fieldOf(root, key)).length > 0)) {
    return 'requirements';
  }
  if (components !== undefined) {
    findings.problem(components.position, '"components" is empty', 'Name at least one component: "- name: ...".');
  } else {
    findings.problem(root.position, 'neither "components" nor "requirements" stands at the top level', EXPECTED);
  }
  return undefined;
}

function isEmptyList(node: YamlNode): boolean {
  return node.kind === 'list' && node.items.length === 0;
}

function readIdentity(
  root: YamlMap,
  source: SpecificationSource,
  findings: Findings,
): Pick<Specification, 'id' | 'name' | 'version'> {
  const metadata = fieldOf(root, 'metadata');
  const find = (key: string) => fieldOf(root, key) ?? fieldOf(metadata, key);
  const read = (key: string) => textOf(find(key));
  const id = read('spec_id');
  if (id === undefined) findings.warn(root.position, 'no "spec_id"; the name of the file is used');
  else if (!/^[a-z0-9-]{3,64}$/.test(id)) {
    const position = find('spec_id')?.position ?? root.position;
    findings.warn(position, `spec_id "${id}" should be 3 to 64 lower-case letters, digits and hyphens`);
  }
  const name = read('name') ?? read('feature_name') ?? id ?? stemOf(source.path);
  return { id: id ?? stemOf(source.path), name, version: read('version') ?? '' };
}

/** Documents with front matter or fenced code are the usual reason why a specification is no YAML. */
function markdownHint(text: string): string {
  const line = text.split('\n').findIndex((each) => each.startsWith('```')) + 1;
  return line === 0
    ? ''
    : ` The file looks like Markdown (line ${line} opens a code block): give it a name that ends in .md, or write YAML throughout.`;
}
