import { readModelWish } from '../../core/config/readModelWish';
import { UserModels } from '../models/userModels';
import { systemClock } from '../systemClock';
import type { CliHost } from './cliHost';
import type { Printer } from './printer';

/** What the user may choose and spend, as the environment says. */
export function terminalModels({ env }: CliHost, printer: Printer): UserModels {
  const { allowed = [], effort, caps, warnings } = readModelWish(env);
  for (const warning of warnings) printer.note(warning);
  return new UserModels(env, systemClock, () => ({ allowed, effort, caps }));
}
