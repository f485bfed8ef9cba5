import { takeBackDocuments } from '../../core/authoring/takeBackDocuments';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { ok } from '../../core/lib/result';
import type { Project } from '../project';
import type { ExitCode } from './exitCode';
import { EXIT } from './exitCode';
import type { Printer } from './printer';

/** Takes back the documents that were written last in works of these names, and says what came of it. */
export async function takeBackInTerminal(
  works: readonly string[],
  { ports }: Pick<Project, 'ports'>,
  printer: Printer,
): Promise<Result<ExitCode, Problem>> {
  const back = await takeBackDocuments(works, ports);
  if (!back.ok) return back;
  const { restored, merged, entry } = back.value;
  printer.event({ kind: 'rolled-back', files: [...restored, ...merged], why: 'asked' });
  printer.note(`${entry.component} of ${entry.at.slice(0, 16).replace('T', ' ')} UTC taken back.`);
  return ok(EXIT.done);
}
