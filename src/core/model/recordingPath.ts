/**
 * Where the recorded answer for a component's phase lies, relative to the workspace. A component's name is free text:
 * what could lead to another folder becomes a hyphen.
 */
export function recordingPath(component: string, phase: string): string {
  return `.agentforge/recordings/${fileNamePart(component)}.${fileNamePart(phase)}.md`;
}

function fileNamePart(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, '-');
}
