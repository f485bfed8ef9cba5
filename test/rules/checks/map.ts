import type { Breach } from './breach';

const ROW = /^\|\s*`core\/([\w-]+)`\s*\|/;

/** The stages of the core from left to right: the rows of the table in src/README.md. Throws when there are none. */
export function stagesOf(map: string): readonly string[] {
  const stages = map.split('\n').flatMap((line) => ROW.exec(line)?.[1] ?? []);
  if (stages.length === 0) throw new Error('src/README.md has no table with rows | `core/STAGE` |');
  return stages;
}

/** Folders of the core without a row, and rows without a folder. */
export function stageBreaches(map: string, folders: readonly string[]): readonly Breach[] {
  const stages = stagesOf(map);
  const file = 'src/README.md';
  const missing = folders.filter((folder) => !stages.includes(folder));
  const lineOf = (stage: string) => map.split('\n').findIndex((line) => ROW.exec(line)?.[1] === stage) + 1;
  return [
    ...missing.map((folder) => ({
      file,
      line: 1,
      message: `src/core/${folder} has no row: say what it takes and gives`,
    })),
    ...stages
      .filter((stage) => !folders.includes(stage))
      .map((stage) => ({ file, line: lineOf(stage), message: `src/core/${stage} is not there: remove the row` })),
  ];
}
