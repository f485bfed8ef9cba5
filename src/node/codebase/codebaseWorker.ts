// The thread of a folder's index, or one that analyses a folder once: everything that takes long is done here.
import { parentPort, workerData } from 'node:worker_threads';
import type { AnalysisSetup } from './analysisThread';
import { runAnalysis } from './analysisThread';
import { SearchThread } from './searchThread';
import type { WorkerSetup } from './workerMessage';

if (parentPort === null) throw new Error('this file runs as a thread');
const setup = workerData as WorkerSetup | AnalysisSetup;
if ('analysis' in setup) void runAnalysis(setup, parentPort);
else new SearchThread(setup, parentPort);
