// The thread of a codebase's index, from the sources: a thread does not know of the loader that its process was started with.
require('tsx/cjs');
require('../../src/node/codebase/codebaseWorker.ts');
