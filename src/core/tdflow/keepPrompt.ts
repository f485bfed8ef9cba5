import type { Problem } from '../errors';
import type { WritingPhase } from '../phase';
import { withPrompt } from './failedAttempt';
import type { Ports } from './ports';
import { preparePrompt } from './preparePrompt';
import type { Task } from './task';

/**
 * Keeps the prompt of a phase for which nobody can be asked, and names it in the problem, so that a person can go on by hand. The
 * problem stays as it is where that is not possible either.
 */
export async function keepPrompt(
  task: Task<WritingPhase>,
  problem: Problem,
  ports: Ports,
  signal: AbortSignal,
): Promise<Problem> {
  const { session, phase, component } = task;
  const prepared = await preparePrompt(task, ports, signal);
  if (!prepared.ok) return problem;
  const opened = await ports.attempts.open(session.id, phase, component.name);
  if (!opened.ok) return problem;
  const saved = await ports.attempts.savePrompt(session.id, opened.value, prepared.value.prompt);
  return saved.ok ? withPrompt(problem, { task, attempt: opened.value, mark: prepared.value.mark }, ports) : problem;
}
