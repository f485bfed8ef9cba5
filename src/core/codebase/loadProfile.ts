import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { parseYaml } from '../lib/yaml';
import type { YamlEntry, YamlNode } from '../lib/yamlNode';
import { describeKind, fieldOf, itemsOf, textOf } from '../lib/yamlNode';
import type { YamlProblem } from '../lib/yamlProblem';
import type { CodebaseProfile, ProfilePattern, ProfileStructure } from './profile';

/**
 * Reads `.agentforge/codebase_profile.yaml`, as this product and as the Python tool write it. Whatever is missing or of another type is
 * left out. Problems, each with line and column, only for text that is not YAML or no mapping.
 */
export function loadProfile(text: string): Result<CodebaseProfile, readonly YamlProblem[]> {
  const parsed = parseYaml(text);
  if (!parsed.ok) return parsed;
  const { root } = parsed.value;
  if (root.kind !== 'map') {
    const message = `the codebase profile is ${describeKind(root)}, not a mapping`;
    return fail([{ position: root.position, message, remedy: 'Generate it again, or remove it.' }]);
  }
  return ok(readProfile(root));
}

/** As `loadProfile`, of what was read already. */
export function readProfile(root: YamlNode): CodebaseProfile {
  return {
    schemaVersion: textOf(fieldOf(root, 'schema_version')),
    generatedAt: textOf(fieldOf(root, 'generated_at')),
    run: readRun(fieldOf(root, 'discovery_metadata')),
    languages: itemsOf(fieldOf(root, 'languages')).flatMap(readLanguage),
    structure: readStructure(fieldOf(root, 'structure')),
    patterns: readPatterns(fieldOf(root, 'patterns')),
    layerUses: entriesOf(fieldOf(fieldOf(root, 'architecture'), 'layer_dependencies')).map(({ key, value }) => ({
      layer: key,
      uses: readTexts(value),
    })),
    dependencies: itemsOf(fieldOf(root, 'dependencies')).flatMap(readDependency),
    tests: readTests(fieldOf(root, 'test_analysis')),
    zones: entriesOf(fieldOf(root, 'zones')).flatMap(readZone),
  };
}

function readRun(node: YamlNode | undefined): CodebaseProfile['run'] {
  return {
    version: textOf(fieldOf(node, 'discovery_version')),
    date: textOf(fieldOf(node, 'run_date')),
    rootPath: textOf(fieldOf(node, 'root_path')),
    phases: readTexts(fieldOf(node, 'phases_completed')),
    files: numberOf(fieldOf(node, 'total_files_analyzed')) ?? 0,
    seconds: numberOf(fieldOf(node, 'duration_seconds')) ?? 0,
  };
}

function readLanguage(node: YamlNode): CodebaseProfile['languages'] {
  const name = textOf(fieldOf(node, 'name'));
  if (name === undefined) return [];
  return [
    {
      name,
      version: textOf(fieldOf(node, 'version')),
      ...countsOf(node),
      frameworks: readTexts(fieldOf(node, 'frameworks')),
      primary: isTrue(fieldOf(node, 'primary')),
    },
  ];
}

/** In the zones of the Python tool the style has a shorter name. */
function readStructure(node: YamlNode | undefined): ProfileStructure {
  return {
    style: textOf(fieldOf(node, 'architecture_style') ?? fieldOf(node, 'style')),
    confidence: numberOf(fieldOf(node, 'confidence')) ?? 0,
    sourceRoot: textOf(fieldOf(node, 'source_root')),
    layers: entriesOf(fieldOf(node, 'layers')).flatMap(({ key, value }) =>
      value.kind !== 'map'
        ? []
        : [
            {
              name: key,
              paths: readTexts(fieldOf(value, 'paths')),
              ...countsOf(value),
              signals: readTexts(fieldOf(value, 'signals')),
            },
          ],
    ),
    entryPoints: readTexts(fieldOf(node, 'entry_points')),
    testFolders: readTexts(fieldOf(node, 'test_directories')),
    signals: readTexts(fieldOf(node, 'signals')),
  };
}

function readPatterns(node: YamlNode | undefined): readonly ProfilePattern[] {
  return entriesOf(node).flatMap(({ key, value }) => {
    const description = textOf(fieldOf(value, 'description'));
    const confidence = numberOf(fieldOf(value, 'confidence'));
    if (description === undefined || confidence === undefined) return [];
    return [
      {
        ...{ name: key, description, confidence },
        source: textOf(fieldOf(value, 'source')) ?? '',
        fileCount: numberOf(fieldOf(value, 'file_count')) ?? 0,
        locations: readTexts(fieldOf(value, 'locations')),
        signals: readTexts(fieldOf(value, 'signals')),
        type: textOf(fieldOf(fieldOf(value, 'metadata'), 'type')),
      },
    ];
  });
}

function readDependency(node: YamlNode): CodebaseProfile['dependencies'] {
  const name = textOf(fieldOf(node, 'name'));
  if (name === undefined) return [];
  return [
    {
      name,
      version: textOf(fieldOf(node, 'version')),
      source: textOf(fieldOf(node, 'source')),
      isDev: isTrue(fieldOf(node, 'is_dev')),
      category: textOf(fieldOf(node, 'category')),
    },
  ];
}

function readTests(node: YamlNode | undefined): CodebaseProfile['tests'] {
  const inventory = fieldOf(node, 'inventory');
  return {
    files: numberOf(fieldOf(inventory, 'total_test_files')) ?? 0,
    cases: numberOf(fieldOf(inventory, 'total_test_methods')) ?? 0,
    frameworks: readTexts(fieldOf(inventory, 'frameworks')),
    categories: entriesOf(fieldOf(inventory, 'categories')).flatMap(({ key, value }) => {
      const files = numberOf(value);
      return files === undefined ? [] : [{ name: key, files }];
    }),
    estimatedCoverage: numberOf(fieldOf(node, 'estimated_coverage')),
    confidence: numberOf(fieldOf(node, 'confidence')) ?? 0,
    links: entriesOf(fieldOf(node, 'linkages')).map(({ key, value }) => ({ source: key, tests: readTexts(value) })),
    gaps: itemsOf(fieldOf(node, 'gaps')).flatMap((gap) => {
      const location = textOf(fieldOf(gap, 'location'));
      if (location === undefined) return [];
      return [{ kind: textOf(fieldOf(gap, 'gap_type')) ?? '', location, note: textOf(fieldOf(gap, 'note')) }];
    }),
  };
}

function readZone({ key, value }: YamlEntry): CodebaseProfile['zones'] {
  const language = textOf(fieldOf(value, 'language'));
  if (language === undefined) return [];
  return [
    {
      ...{ name: key, language, path: textOf(fieldOf(value, 'path')) ?? '.' },
      structure: readStructure(fieldOf(value, 'structure')),
      patterns: readPatterns(fieldOf(value, 'patterns')),
      frameworks: readTexts(fieldOf(value, 'frameworks')),
    },
  ];
}

function countsOf(node: YamlNode) {
  return {
    fileCount: numberOf(fieldOf(node, 'file_count')) ?? 0,
    lineCount: numberOf(fieldOf(node, 'line_count')) ?? 0,
    confidence: numberOf(fieldOf(node, 'confidence')) ?? 0,
  };
}

function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}

function numberOf(node: YamlNode | undefined): number | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'number' && Number.isFinite(node.value)
    ? node.value
    : undefined;
}

function isTrue(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

function readTexts(node: YamlNode | undefined): readonly string[] {
  return itemsOf(node).flatMap((item) => textOf(item) ?? []);
}
