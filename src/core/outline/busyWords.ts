import type { Activity } from './outline';
import { workTitle } from './workTitle';

/** Why nothing else can begin while a phase is at work, and what to do. */
export function busyWords(activity: Activity): string {
  const { review, nextSteps } = activity;
  const whose = workTitle(activity);
  if (review !== undefined) return `${whose} waits for your decision about its files: accept or reject them first.`;
  if (nextSteps !== undefined)
    return `${whose} waits for your answer what comes next: choose in its row of the TDFLOW view first.`;
  return `${whose} is running. Wait for it or cancel it first.`;
}
