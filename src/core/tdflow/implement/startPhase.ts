import type { Ports } from '../ports';
import { provePhase } from '../provePhase';
import type { PhaseTools } from '../runPhase';
import { runPhase } from '../runPhase';
import { runVerify } from '../runVerify';
import { isWritingTask } from '../task';
import type { ImplementRequest } from './implementAll';

/** Begins each step of a run over all components with the same tools. */
export function startPhase(tools: PhaseTools, ports: Ports): ImplementRequest['start'] {
  return (task, how, { signal, turn }) => {
    if (!isWritingTask(task)) return runVerify({ ...task, phase: 'verify' }, ports, signal);
    return how === 'prove' ? provePhase(task, ports, signal) : runPhase(task, { ...tools, turn }, ports, signal);
  };
}
