import type { YamlChange } from '../../lib/yaml';
import type { Codebase } from './codebase';
import { CONFIDENCE } from './codebase';
import { findConstructs } from './findConstructs';
import { findErrorHandling } from './findErrorHandling';
import type { FoundFramework } from './findFrameworks';
import { findFrameworks } from './findFrameworks';
import { findLanguages } from './findLanguages';
import { findNaming } from './findNaming';
import { findLayerUses, findStructure } from './findStructure';
import { findTestConventions } from './findTestConventions';
import { findTests } from './findTests';
import type { FoundZone } from './findZones';
import { findZones } from './findZones';
import { fitProfile } from './fitProfile';
import type { Patterns } from './pattern';

/** Everything found, in the order and with the names of `.agentforge/codebase_profile.yaml`; without dates and durations. */
export type Found = Readonly<Record<string, YamlChange>>;

const MOST_DEPENDENCIES = 400;

/**
 * What a codebase is like. The same files give the same text. A repository of several projects also has them one by one under `zones`,
 * as the Python tool writes them, beside what holds for the whole.
 */
export function describeCodebase(codebase: Codebase): Found {
  const frameworks = findFrameworks(codebase);
  const zones = findZones(codebase);
  const { architecture_style: style, confidence, signals, ...layout } = findStructure(codebase);
  // Projects of different kinds have no style in common.
  const isOne = zones.length === 0;
  return fitProfile({
    schema_version: isOne ? '1.0' : '1.1',
    languages: findLanguages(codebase, frameworks),
    structure: isOne ? { architecture_style: style, confidence, ...layout, signals } : layout,
    patterns: findPatterns(codebase, frameworks),
    architecture: {
      ...(isOne ? { style } : {}),
      layers: Object.keys(layout.layers),
      layer_dependencies: findLayerUses(codebase),
    },
    ...(isOne ? {} : { zones: Object.fromEntries(zones.map((zone) => [zone.name, describeZone(zone)])) }),
    dependencies: findDependencies(codebase),
    test_analysis: findTests(codebase, frameworks),
  });
}

function findPatterns(codebase: Codebase, frameworks: readonly FoundFramework[]): Patterns {
  return {
    ...findNaming(codebase),
    ...findErrorHandling(codebase),
    ...findConstructs(codebase),
    ...findTestConventions(codebase),
    ...frameworkPatterns(frameworks),
  };
}

function frameworkPatterns(frameworks: readonly FoundFramework[]): Patterns {
  return Object.fromEntries(
    frameworks.map(({ framework, confidence, manifests, importers }) => [
      `framework_${framework.id}`,
      {
        description: `The project uses ${framework.label}`,
        confidence,
        source: 'explicit',
        file_count: importers.length,
        locations: importers.slice(0, 5),
        signals: [
          ...manifests.map((path) => `manifest:${path}`),
          ...(importers.length === 0 ? [] : [`import(${importers.length})`]),
        ],
        metadata: { type: framework.type },
      },
    ]),
  );
}

function describeZone({ folder, language, codebase }: FoundZone): YamlChange {
  const frameworks = findFrameworks(codebase);
  return {
    language,
    path: folder === '' ? '.' : folder,
    marker: codebase.manifests[0]?.path ?? null,
    detection: 'auto',
    confidence: CONFIDENCE.high,
    file_count: codebase.files.length,
    line_count: codebase.files.reduce((sum, { facts }) => sum + facts.lines, 0),
    structure: findStructure(codebase, folder),
    patterns: findPatterns(codebase, frameworks),
    frameworks: frameworks.map(({ framework }) => framework.label),
  };
}

/** What all manifests name, each once: the first one decides. */
function findDependencies({ manifests }: Codebase): readonly YamlChange[] {
  const seen = new Set<string>();
  return manifests
    .flatMap(({ path, dependencies }) => dependencies.map((dependency) => ({ ...dependency, path })))
    .filter(({ name, source }) => {
      const key = `${source} ${name}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, MOST_DEPENDENCIES)
    .map(({ name, version, source, isDev, path }) => ({
      ...{ name, version: version ?? null, source, is_dev: isDev, category: null },
      ...{ confidence: CONFIDENCE.high, signals: [`manifest:${path}`] },
    }));
}
