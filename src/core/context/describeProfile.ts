import type { CodebaseProfile } from '../codebase/profile';
import { trustedFor } from '../codebase/profile';

/** The profile is anybody's file: what it says is told in short lines, and not without end. */
const LONGEST = 300;
const MOST_PATTERNS = 60;
const MOST_LISTED = 20;

/** What a profile says that helps to write a file as this project would, a line each; '' when it says nothing. */
export function describeProfile(profile: CodebaseProfile | undefined, path: string): string {
  if (profile === undefined) return '';
  const { zone, structure, patterns } = trustedFor(profile, path);
  const lines: string[] = [];
  const languages =
    zone === undefined ? profile.languages : [{ name: zone.language, primary: true, frameworks: zone.frameworks }];
  for (const language of languages.slice(0, MOST_LISTED)) {
    const frameworks =
      language.frameworks.length === 0 ? '' : ` with ${language.frameworks.slice(0, MOST_LISTED).join(', ')}`;
    lines.push(`language: ${language.name}${language.primary ? ' (primary)' : ''}${frameworks}`);
  }
  if (structure.style !== undefined) lines.push(`architecture: ${structure.style}`);
  const tests = profile.tests.frameworks;
  if (tests.length > 0 && zone === undefined) lines.push(`tests: ${tests.slice(0, MOST_LISTED).join(', ')}`);
  for (const { name, confidence, description } of patterns.slice(0, MOST_PATTERNS))
    lines.push(`${name} (confidence ${confidence}): ${description}`);
  return lines.map((line) => `- ${oneLine(line)}`).join('\n');
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)} …`;
}
