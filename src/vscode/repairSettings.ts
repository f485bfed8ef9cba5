import { workspace } from 'vscode';
import type { RepairLimits } from '../core/tdflow/repairLimits';
import { DEFAULT_REPAIR_LIMITS } from '../core/tdflow/repairLimits';
import { SETTING } from './manifest';

/** How far a phase goes by itself, from the user's own settings. */
export function repairLimits(): RepairLimits {
  const settings = workspace.getConfiguration();
  const usual = DEFAULT_REPAIR_LIMITS;
  const cost = settings.get<number | null>(SETTING.repairMaxCost, usual.cost ?? null);
  return {
    attempts: Math.max(1, Math.floor(settings.get<number>(SETTING.repairAttempts, usual.attempts))),
    cost: cost ?? undefined,
    timeMs: settings.get<number>(SETTING.repairMaxMinutes, usual.timeMs / 60_000) * 60_000,
  };
}
