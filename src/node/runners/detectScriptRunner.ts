import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fields } from './decode';
import { fieldsOf, parseFields, textOf } from './decode';
import { foldersAbove } from './projectFolder';
import type { DetectedRunner } from './runnerName';

type ScriptRunner = 'node:test' | 'mocha' | 'vitest' | 'jest';

/** Only the modules that a test cannot do without; mocha's and jest's globals come by themselves. */
const IMPORTED: readonly (readonly [RegExp, ScriptRunner])[] = [
  [/(?:from|import|require\()\s*(['"])node:test\1/, 'node:test'],
  [/(?:from|import|require\()\s*(['"])vitest\1/, 'vitest'],
  [/(?:from|import|require\()\s*(['"])@jest\/globals\1/, 'jest'],
  [/(?:from|import|require\()\s*(['"])mocha\1/, 'mocha'],
];

const IN_SCRIPT: readonly (readonly [RegExp, ScriptRunner])[] = [
  [/(?:^|[\s/])vitest(?:\s|$)/, 'vitest'],
  [/(?:^|[\s/])jest(?:\.js)?(?:\s|$)/, 'jest'],
  [/(?:^|[\s/])mocha(?:\.js)?(?:\s|$)/, 'mocha'],
  [/(?:^|\s)node\s(?:.*\s)?--test(?:\s|$)/, 'node:test'],
];

const CONFIGURATION: readonly (readonly [RegExp, ScriptRunner])[] = [
  [/^vitest\.(?:config|workspace|projects)\.[cm]?[jt]s$/, 'vitest'],
  [/^jest\.config\.(?:[cm]?[jt]s|json)$/, 'jest'],
  [/^\.mocharc\.(?:[cm]?js|jsonc?|ya?ml)$/, 'mocha'],
];

const PACKAGES = ['vitest', 'jest', 'mocha'] as const;

/** The runner of a JavaScript or TypeScript test: what it imports, else what the nearest project files above it name. */
export async function detectScriptRunner(root: string, testFile: string): Promise<DetectedRunner> {
  const text = await readText(join(root, testFile));
  const imported = IMPORTED.find(([pattern]) => pattern.test(text ?? ''))?.[1];
  if (imported !== undefined) return { name: imported, why: `${imported}: ${testFile} imports it` };
  for (const folder of foldersAbove([testFile])) {
    const found = await detectIn(root, folder);
    if (found !== undefined) return found;
  }
  return { name: 'node:test', why: `node:test: no project file above ${testFile} names another runner` };
}

async function detectIn(root: string, folder: string): Promise<DetectedRunner | undefined> {
  const names = await readdir(join(root, folder)).catch((): string[] => []);
  const place = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const said = parseFields((await readText(join(root, place('package.json')))) ?? '') ?? {};
  const script = textOf(fieldsOf(said['scripts'])?.['test']) ?? '';
  const scripted = IN_SCRIPT.filter(([pattern]) => pattern.test(script));
  // A script that runs two of them does not say which is for this file.
  if (scripted[0] !== undefined && scripted.length === 1) {
    return because(scripted[0][1], `the test script of ${place('package.json')}`);
  }
  for (const [pattern, name] of CONFIGURATION) {
    const file = names.find((each) => pattern.test(each));
    if (file !== undefined) return because(name, place(file));
  }
  return inPackage(said, place('package.json'));
}

function inPackage(said: Fields, path: string): DetectedRunner | undefined {
  const configured = (['jest', 'mocha'] as const).find((name) => said[name] !== undefined);
  if (configured !== undefined) return because(configured, `"${configured}" in ${path}`);
  for (const list of ['devDependencies', 'dependencies'] as const) {
    const declared = fieldsOf(said[list]) ?? {};
    const name = PACKAGES.find((each) => declared[each] !== undefined);
    if (name !== undefined) return because(name, `${list} of ${path}`);
  }
  return undefined;
}

function because(name: ScriptRunner, place: string): DetectedRunner {
  return { name, why: `${name}: ${place}` };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
