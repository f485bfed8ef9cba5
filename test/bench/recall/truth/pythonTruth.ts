import path from 'node:path';
import { runTool } from '../runTool';
import type { TruthReader } from './truthReader';

/** By Python's own parser. */
export const pythonTruth: TruthReader = async ({ folder, files }, implementations) => {
  const input = JSON.stringify({ folder, files: [...files.keys()], implementations });
  return JSON.parse(await runTool(['python3', path.join(__dirname, 'pythonImports.py')], { folder, input }));
};
