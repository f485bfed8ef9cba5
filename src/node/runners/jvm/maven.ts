import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { foldersAbove } from '../projectFolder';
import type { BuildTool, ChosenClass } from './buildTool';

export const MAVEN: BuildTool = {
  name: 'maven',
  program: 'mvn',
  wrapper: 'mvnw',
  install: 'install Maven (https://maven.apache.org/install.html)',
  markers: ['pom.xml'],
  reports: 'target/surefire-reports',
  coverage: { folder: 'target/site/jacoco', file: /^jacoco\.xml$/ },
  noCoverage: 'the pom.xml has no jacoco-maven-plugin',

  async commandFor({ root, project, classes, coverageData }) {
    const start = await reactorOf(root, project);
    const module = posix.relative(start, project);
    // From the top, so that the modules that this one needs are built as they stand.
    const only = module === '' ? [] : ['-pl', module, '-am'];
    const chosen = `-Dtest=${classes.map(chosenTests).join(',')}`;
    return {
      folder: start,
      args: [
        ...['-B', '-Dstyle.color=never', ...only, chosen],
        // No test at all is told by us; other modules have none of these names.
        ...['-Dsurefire.failIfNoSpecifiedTests=false', '-DfailIfNoTests=false'],
        ...(coverageData === undefined ? ['test'] : measuring(coverageData)),
      ],
      plain: [...only, 'test', chosen],
    };
  },

  crashedClass(line, before) {
    // Surefire: "Crashed tests:", and in the next lines the classes.
    return /^\[ERROR\] Crashed tests:/.test(before) ? /^\[ERROR\] ([\w.$]+)$/.exec(line)?.[1] : undefined;
  },
};

/** Its plugin would add to the data file of the runs before. */
function measuring(data: string): readonly string[] {
  const own = [`-Djacoco.destFile=${data}`, `-Djacoco.dataFile=${data}`];
  return [...own, '-Dmaven.test.failure.ignore=true', 'test', 'jacoco:report'];
}

/** `shop.CartTest#adds+total`, as Surefire writes it. */
function chosenTests({ name, methods }: ChosenClass): string {
  return methods === undefined ? name : `${name}#${methods.join('+')}`;
}

/** The folder of the outermost pom.xml above a project that has modules. */
async function reactorOf(root: string, project: string): Promise<string> {
  let found = project;
  for (const folder of foldersAbove([posix.join(project, 'pom.xml')])) {
    const text = await readFile(join(root, folder, 'pom.xml'), 'utf8').catch(() => undefined);
    if (text === undefined) break;
    if (text.includes('<modules>')) found = folder;
  }
  return found;
}
