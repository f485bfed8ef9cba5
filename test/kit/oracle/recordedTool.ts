import type { TemporaryWorkspace } from '../temporaryWorkspace';
import type { OracleCase } from './oracleCase';

/** The program of a runner, and how it ends when a test fails. */
const PROGRAMS: Readonly<Partial<Record<OracleCase['runner'], readonly [program: string, exitCode: number]>>> = {
  'go test': ['go', 1],
  'cargo test': ['cargo', 101],
  'cargo nextest': ['cargo', 100],
  maven: ['mvn', 1],
};
/** Reports were recorded in projects of a user of this name. */
const RECORDED_ROOT = /\/home\/ann\/(?!\.|go\/)[\w-]+/g;

/**
 * Makes a program that leaves the recorded report of a case as the runner would, and gives the PATH on which it comes first. What
 * it is asked beside running tests, the real program answers.
 */
export async function recordedTool(given: OracleCase, root: string, bin: TemporaryWorkspace): Promise<string> {
  const [program, exitCode] = PROGRAMS[given.runner] ?? [];
  if (program === undefined)
    throw new Error(`${given.name}: ${given.runner} runs for real, so it has no recorded report`);
  const path = process.env['PATH'] ?? '';
  const placed = (text: string) => text.replaceAll(RECORDED_ROOT, root);
  await bin.write('recorded/stdout', placed(given.stdout ?? ''));
  for (const [name, text] of Object.entries(given.report ?? {}))
    await bin.write(`recorded/files/${name}`, placed(text));
  const script = [
    '#!/bin/sh',
    `case "$1" in metadata|version|--version|env|list) PATH='${path}' exec ${program} "$@";; esac`,
    `[ -d '${bin.path('recorded/files')}' ] && cp -R '${bin.path('recorded/files')}/.' .`,
    `cat '${bin.path('recorded/stdout')}'`,
    `exit ${exitCode}`,
  ];
  await bin.write(program, `${script.join('\n')}\n`, 0o755);
  return `${bin.root}:${path}`;
}
