// The thread that looks for patterns, from the sources: a thread does not know of the loader that its process was started with.
require('tsx/cjs');
require('../../src/node/conformance/patternThread.ts');
