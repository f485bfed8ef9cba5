import { loadProfile } from '../../src/core/codebase/loadProfile';
import type { CodebaseProfile } from '../../src/core/codebase/profile';

/** The profile that a text is, which must be one. */
export function profileOf(text: string): CodebaseProfile {
  const loaded = loadProfile(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problem));
  return loaded.value;
}

/** The profile of a small project, with one pattern. */
export function sampleProfile(pattern: { readonly name: string; readonly description: string }): CodebaseProfile {
  return profileOf(
    `languages:
- {name: python, primary: true, frameworks: [fastapi]}
structure: {architecture_style: layered}
patterns:
  ${pattern.name}: {description: ${pattern.description}, confidence: 0.9}
test_analysis: {inventory: {frameworks: [pytest]}}
`,
  );
}
