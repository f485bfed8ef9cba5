// Runs the extension-host tests in a real VS Code: node test/host/run.mjs [part of a file's path ...]
import { createRequire } from 'node:module';
import 'tsx/cjs';

const require = createRequire(import.meta.url);
const { findTests } = require('../kit/tiers/findTests.ts');
const { runHostTier } = require('../kit/editor/host/hostTier.ts');
const { runTierMain } = require('../kit/tiers/runTierMain.ts');

await runTierMain(() => runHostTier(findTests('test/host', process.argv.slice(2))));
