import type { Environment } from './environment';

const NAMES_A_SECRET = /KEY|TOKEN|SECRET|PASSW|CREDENTIAL/i;

/** The values of variables whose names say that they hold a secret: none of them may be written anywhere. */
export function secretsIn(env: Environment): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    NAMES_A_SECRET.test(name) && value !== undefined ? [value] : [],
  );
}
