import { readModelWish } from '../../core/config/readModelWish';
import { UserModels } from '../models/userModels';
import { systemClock } from '../systemClock';
import type { CliHost } from './cliHost';

/** What the user may choose, as the environment says. */
export function terminalModels({ env }: CliHost): UserModels {
  const { allowed = [], effort } = readModelWish(env);
  return new UserModels(env, systemClock, () => ({ allowed, effort }));
}
