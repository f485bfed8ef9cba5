import { stemsOf } from '../../context/ranking/stem';
import type { Problem } from '../../errors';
import { parseYaml } from '../../lib/yaml';
import type { YamlMap, YamlNode } from '../../lib/yamlNode';
import { fieldOf, itemsOf, textOf } from '../../lib/yamlNode';
import { checkRequirements } from '../../spec/checkRequirements';
import { Findings } from '../../spec/findings';
import { lintSpecification } from '../../spec/lintSpecification';
import type { SpecificationSource } from '../../spec/loadSpecification';
import { loadSpecification } from '../../spec/loadSpecification';
import type { Requirement } from '../../spec/requirement';
import type { Specification } from '../../spec/specification';
import { foldCase } from '../../workspace/foldCase';
import { normalisePath } from '../../workspace/pathRules';
import type { BlockingIssue, CheckResult, ClarificationLog, IntakeRecord } from './records';

/** What a draft is checked against. */
export interface Request {
  readonly intake: IntakeRecord;
  readonly clarification: ClarificationLog | undefined;
}

/** What code can say of a draft: each check with what it found, and what of that stands in the way. */
export interface DraftCheck {
  readonly results: readonly CheckResult[];
  readonly issues: readonly BlockingIssue[];
}

/** Something that a check found. */
interface Finding {
  readonly line: number | undefined;
  readonly what: string;
  readonly fix: string;
  /** Worth a look, and not in the way. */
  readonly isNote?: boolean;
}

interface Checked {
  readonly source: SpecificationSource;
  readonly root: YamlMap;
  readonly specification: Specification;
  readonly request: Request;
}

type Check = readonly [id: string, description: string, find: (draft: Checked) => readonly Finding[]];

const CHECKS: readonly Check[] = [
  ['sections', 'It has a purpose, functional requirements and components', missingSections],
  ['ids', 'Ids are FR-###, NFR-### and AC-###, and each stands once', wrongIds],
  ['criteria', 'Each requirement has a criterion of given, when and then', missingCriteria],
  ['testable', 'A test can decide each demand', untestable],
  ['dependencies', 'Requirements depend on requirements that are there, and not on each other in a circle', dangling],
  ['components', 'Each component says where its code and its tests are, and what its methods are', unbuildable],
  ['built', 'Each requirement is met by a component', notBuilt],
  ['request', 'The things that the request speaks of are named', missingEntities],
  ['scope', 'What is in scope is spoken of', missingScope],
];

/** Says by rules alone whether a draft may be built from. Never throws, whatever the text. */
export function checkDraft(source: SpecificationSource, request: Request): DraftCheck {
  const loaded = loadSpecification(source);
  const parsed = parseYaml(source.text);
  const root = parsed.ok && parsed.value.root.kind === 'map' ? parsed.value.root : undefined;
  const loads = ['schema', 'It can be read as a specification'] as const;
  if (!loaded.ok || root === undefined) {
    const problems = loaded.ok ? [NOT_YAML] : loaded.problem.map(asFinding);
    return told([[...loads, problems]], source.path);
  }
  const draft = { source, root, specification: loaded.value.specification, request };
  const found = CHECKS.map(([id, description, find]) => [id, description, find(draft)] as const);
  return told([[...loads, []], ...found], source.path);
}

const NOT_YAML: Finding = {
  line: undefined,
  what: 'it is no YAML mapping',
  fix: 'Write it in the requirements shape, as YAML.',
};

function told(found: readonly (readonly [string, string, readonly Finding[]])[], path: string): DraftCheck {
  const place = ({ line }: Finding) => (line === undefined ? path : `${path}:${line}`);
  const results = found.map(([id, description, findings]): CheckResult => {
    const status = findings.length === 0 ? 'pass' : findings.every(({ isNote }) => isNote === true) ? 'warn' : 'fail';
    const evidence = findings.map((each) => `${place(each)}: ${each.what}`).join('\n');
    return { check_id: id, check_description: description, status, notes: undefined, evidence: evidence || undefined };
  });
  const blocking = found.flatMap(([, , findings]) => findings.filter(({ isNote }) => isNote !== true));
  const issues = blocking.map((each, index) => ({
    issue_id: `ISSUE-${String(index + 1).padStart(3, '0')}`,
    location: place(each),
    description: each.what,
    suggested_fix: each.fix,
  }));
  return { results, issues };
}

function asFinding(problem: Problem): Finding {
  if (problem.kind !== 'spec-invalid') throw new Error(`a text cannot be ${problem.kind}`);
  return { line: problem.place.position?.line, what: problem.detail, fix: problem.remedy };
}

function missingSections({ root }: Checked): readonly Finding[] {
  const wanted: readonly (readonly [YamlNode | undefined, string, string])[] = [
    [fieldOf(fieldOf(root, 'metadata'), 'spec_id'), 'metadata.spec_id', 'Give it an id of lower-case words.'],
    [fieldOf(fieldOf(root, 'overview'), 'purpose'), 'overview.purpose', 'Say in a sentence what it is for.'],
    [listWithItems(fieldOf(root, 'requirements'), 'functional'), 'requirements.functional', 'List what is demanded.'],
    [listWithItems(root, 'components'), 'components', 'List what is built, each with its files.'],
  ];
  return wanted.flatMap(([node, name, fix]) =>
    node === undefined ? [{ line: undefined, what: `"${name}" is missing`, fix }] : [],
  );
}

function listWithItems(owner: YamlNode | undefined, key: string): YamlNode | undefined {
  const list = fieldOf(owner, key);
  return itemsOf(list).length > 0 ? list : undefined;
}

function wrongIds({ root, specification: { requirements } }: Checked): readonly Finding[] {
  const seen = new Set<string>();
  const parts = requirements.flatMap((each) => [
    { ...each, form: /^N?FR-\d{3}$/, like: 'FR-001 or NFR-001' },
    ...each.criteria.map((criterion) => ({ ...criterion, form: /^AC-\d{3}$/, like: 'AC-001' })),
  ]);
  const found = parts.flatMap(({ id, position: { line }, form, like }): readonly Finding[] => {
    const isTwice = seen.has(id);
    seen.add(id);
    if (isTwice) return [{ line, what: `the id "${id}" stands twice`, fix: 'Give one of them another id.' }];
    return form.test(id) ? [] : [{ line, what: `"${id}" is no id such as ${like}`, fix: `Write it as ${like}.` }];
  });
  return [...itemsWithoutId(root), ...found];
}

function itemsWithoutId(root: YamlMap): readonly Finding[] {
  const section = fieldOf(root, 'requirements');
  const lists = section?.kind === 'map' ? section.entries.map(({ value }) => value) : [section];
  return lists
    .flatMap(itemsOf)
    .filter((item) => textOf(fieldOf(item, 'id')) === undefined)
    .map(({ position: { line } }) => ({
      line,
      what: 'a requirement has no id',
      fix: 'Give it one such as FR-001.',
    }));
}

function missingCriteria({ specification: { requirements } }: Checked): readonly Finding[] {
  return requirements.flatMap(({ id, criteria, position: { line } }): readonly Finding[] => {
    if (criteria.length === 0) {
      return [{ line, what: `"${id}" has no acceptance criterion`, fix: 'Add one: given, when, then.' }];
    }
    return criteria
      .filter(({ text }) => !/^when /m.test(text) || !/^then /m.test(text))
      .map((criterion) => ({
        line: criterion.position.line,
        what: `"${criterion.id}" has no "when" or no "then"`,
        fix: 'Say what is given, what happens, and what is seen then.',
      }));
  });
}

function untestable({ source, specification: { requirements } }: Checked): readonly Finding[] {
  return lintSpecification(source.text, requirements, { vagueWords: [], allowedWords: [] }).map(
    ({ position: { line }, message }) => ({
      line,
      what: message,
      fix: 'Say what is seen when it holds, with figures.',
      isNote: !/ has an open question: /.test(message),
    }),
  );
}

function dangling({ source, specification: { requirements } }: Checked): readonly Finding[] {
  const known = new Set(requirements.map(({ id }) => id));
  const lost = requirements.flatMap(({ id, dependencies, position: { line } }) =>
    dependencies
      .filter((each) => !known.has(each))
      .map((each) => ({
        line,
        what: `"${id}" depends on "${each}", which does not stand here`,
        fix: 'Add it, or take the dependency away.',
      })),
  );
  return [...lost, ...circles(source, requirements)];
}

/** What is wrong with the dependencies alone, once what leads nowhere and what stands twice is put aside. */
function circles({ path }: SpecificationSource, requirements: readonly Requirement[]): readonly Finding[] {
  const byId = new Map(requirements.map((each) => [each.id, each]));
  const plain = [...byId.values()].map((each) => ({
    ...each,
    criteria: [],
    dependencies: each.dependencies.filter((id) => byId.has(id)),
  }));
  const findings = new Findings(path);
  checkRequirements(plain, findings);
  return findings.warnings.map(({ position: { line }, message }) => ({
    line,
    what: message,
    fix: 'Let one of them stand without the others.',
  }));
}

function unbuildable({ root }: Checked): readonly Finding[] {
  return itemsOf(fieldOf(root, 'components')).flatMap((component) => {
    const name = textOf(fieldOf(component, 'name')) ?? '';
    const lacks = [
      [fieldOf(component, 'location'), 'location'],
      [fieldOf(component, 'test_location'), 'test_location'],
      [listWithItems(component, 'methods'), 'methods'],
    ] as const;
    const missing = lacks.flatMap(([node, key]) =>
      node === undefined
        ? [{ line: component.position.line, what: `component "${name}" has no ${key}`, fix: `Add "${key}" to it.` }]
        : [],
    );
    return [...missing, ...wrongPlaces(component, name)];
  });
}

/** Places where nothing may be written, and code in the file of its tests. */
function wrongPlaces(component: YamlNode, name: string): readonly Finding[] {
  const places = ['location', 'test_location'].flatMap((key) => {
    const node = fieldOf(component, key);
    const path = textOf(node);
    return node === undefined || path === undefined ? [] : [{ line: node.position.line, path: normalisePath(path) }];
  });
  const wrong = places.flatMap(({ line, path }) =>
    path.ok ? [] : [{ line, what: path.problem, fix: 'Name a file of the project, from its root.' }],
  );
  const [code, tests] = places.map(({ path }) => (path.ok ? foldCase(path.value) : undefined));
  if (code === undefined || code !== tests) return wrong;
  const what = `component "${name}" has its code and its tests in the same file`;
  return [...wrong, { line: component.position.line, what, fix: 'Give "test_location" another file.' }];
}

function notBuilt({ root, specification: { requirements } }: Checked): readonly Finding[] {
  const met = new Set(
    itemsOf(fieldOf(root, 'components'))
      .flatMap((component) => itemsOf(fieldOf(component, 'requirements')))
      .map(textOf),
  );
  return requirements
    .filter(({ id }) => !met.has(id))
    .map(({ id, position: { line } }) => ({
      line,
      what: `no component says that it meets "${id}"`,
      fix: `Name "${id}" under "requirements" of the component that meets it.`,
    }));
}

/** An entity of which the analyst was not this sure may well have gone under another name. */
const SURE = 0.6;

function missingEntities({ source, request: { intake } }: Checked): readonly Finding[] {
  const said = new Set(stemsOf(source.text));
  return intake.key_entities
    .filter(({ entity_name: name }) => !stemsOf(name).every((stem) => said.has(stem)))
    .map(({ entity_name: name, confidence }) => ({
      line: undefined,
      what: `"${name}" of the request is not named`,
      fix: `Say what becomes of "${name}", or that it is out of scope.`,
      isNote: Number(confidence) < SURE,
    }));
}

/** So much of the words of an item is to be found again. */
const SHARE = 0.5;
/** Shorter ones carry little. */
const SHORTEST_WORD = 4;

function missingScope({ source, request: { clarification } }: Checked): readonly Finding[] {
  const said = new Set(stemsOf(source.text));
  const items = clarification?.scope_definition.in_scope ?? [];
  return items.flatMap(({ item }) => {
    const stems = stemsOf(item.replace(/[^\p{L}\p{N}\s]/gu, ' ')).filter(({ length }) => length >= SHORTEST_WORD);
    const found = stems.filter((stem) => said.has(stem));
    if (found.length >= stems.length * SHARE) return [];
    return [
      {
        line: undefined,
        what: `"${item}" is in scope, and nothing seems to demand it`,
        fix: 'Add a requirement for it, or take it out of the scope.',
        isNote: true,
      },
    ];
  });
}
