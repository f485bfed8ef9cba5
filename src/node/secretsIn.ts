import { KEY_NAMES } from '../core/model/keyService';
import type { Environment } from './environment';

/** What opens Amazon Bedrock: its SDK reads it by itself. */
export const AWS_SECRETS = ['AWS_BEARER_TOKEN_BEDROCK', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
const NAMES_A_SECRET = /KEY|TOKEN|SECRET|PASSW|CREDENTIAL/i;

/** The values of variables whose names say that they hold a secret: none of them may be written anywhere. */
export function secretsIn(env: Environment): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    NAMES_A_SECRET.test(name) && value !== undefined ? [value] : [],
  );
}

/** The keys of the services that answer: they, and no other secret, are looked for in what is proposed. */
export function keysIn(env: Environment): readonly string[] {
  return [...Object.values(KEY_NAMES), ...AWS_SECRETS].flatMap((name) => env[name] ?? []);
}
