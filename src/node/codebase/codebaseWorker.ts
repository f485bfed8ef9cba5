// The thread of a folder's index, or one that analyses a folder once: everything that takes long is done here.
import { parentPort, workerData } from 'node:worker_threads';
import type { DiscoverySetup } from './discoveryThread';
import { runDiscovery } from './discoveryThread';
import { SearchThread } from './searchThread';
import type { WorkerSetup } from './workerMessage';

if (parentPort === null) throw new Error('this file runs as a thread');
const setup = workerData as WorkerSetup | DiscoverySetup;
if ('discovers' in setup) void runDiscovery(setup, parentPort);
else new SearchThread(setup, parentPort);
