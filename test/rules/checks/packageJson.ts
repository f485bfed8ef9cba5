import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../../kit/editor/repositoryRoot';
import { lineAt } from '../../kit/maskSource';
import type { Breach } from './breach';
import type { Manifest } from './contributions';

const text = readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8');

export const packageJson = {
  text,
  value: JSON.parse(text) as Manifest,
  /** A breach at the first place where a text stands in package.json. */
  breach(where: string, message: string): Breach {
    return { file: 'package.json', line: lineAt(text, Math.max(0, text.indexOf(where))), message };
  },
};
