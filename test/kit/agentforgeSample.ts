import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../fixtures/agentforge');

/** The text of a file that a project using the Python tool really committed, such as `generation.yaml`. */
export function agentforgeSample(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}
