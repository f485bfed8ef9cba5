import path from 'node:path';
import { runTool } from '../runTool';
import type { TruthReader } from './truthReader';

/** By Go's own parser. */
export const goTruth: TruthReader = async ({ folder, files }, implementations) => {
  const input = JSON.stringify({ folder, files: [...files.keys()], implementations });
  return JSON.parse(await runTool(['go', 'run', path.join(__dirname, 'goImports.go')], { folder: __dirname, input }));
};
