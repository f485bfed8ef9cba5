import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { parseYaml } from '../lib/yaml';
import type { YamlNode } from '../lib/yamlNode';
import { describeKind, fieldOf, itemsOf, textOf } from '../lib/yamlNode';
import type { YamlProblem } from '../lib/yamlProblem';
import type { CodebaseProfile } from './profile';

/** Findings carry 0.9 (high), 0.6 (medium) or 0.3 (low); what is less than medium misleads more often than it helps. */
const TRUSTED = 0.6;

/**
 * Reads `.agentforge/codebase_profile.yaml`. Whatever is missing or of another type is left out, and so are patterns of low
 * confidence. Problems, each with line and column, only for text that is not YAML or no mapping.
 */
export function loadProfile(text: string): Result<CodebaseProfile, readonly YamlProblem[]> {
  const parsed = parseYaml(text);
  if (!parsed.ok) return parsed;
  const { root } = parsed.value;
  if (root.kind !== 'map') {
    const message = `the codebase profile is ${describeKind(root)}, not a mapping`;
    return fail([{ position: root.position, message, remedy: 'Generate it again, or remove it.' }]);
  }
  return ok({
    languages: itemsOf(fieldOf(root, 'languages')).flatMap(readLanguage),
    architectureStyle: textOf(fieldOf(fieldOf(root, 'structure'), 'architecture_style')),
    patterns: readPatterns(fieldOf(root, 'patterns')),
    testFrameworks: readTexts(fieldOf(fieldOf(fieldOf(root, 'test_analysis'), 'inventory'), 'frameworks')),
  });
}

function readLanguage(node: YamlNode): CodebaseProfile['languages'] {
  const name = textOf(fieldOf(node, 'name'));
  if (name === undefined) return [];
  const primary = fieldOf(node, 'primary');
  return [
    {
      name,
      primary: primary?.kind === 'scalar' && primary.value === true,
      frameworks: readTexts(fieldOf(node, 'frameworks')),
    },
  ];
}

function readPatterns(node: YamlNode | undefined): CodebaseProfile['patterns'] {
  if (node?.kind !== 'map') return [];
  return node.entries.flatMap(({ key, value }) => {
    const description = textOf(fieldOf(value, 'description'));
    const confidence = fieldOf(value, 'confidence');
    if (description === undefined || confidence?.kind !== 'scalar' || typeof confidence.value !== 'number') return [];
    return confidence.value >= TRUSTED ? [{ name: key, description, confidence: confidence.value }] : [];
  });
}

function readTexts(node: YamlNode | undefined): readonly string[] {
  return itemsOf(node).flatMap((item) => textOf(item) ?? []);
}
