// Packages the extension and runs the UI tests in a browser: node test/ui/run.mjs [part of a file's path ...]
import { createRequire } from 'node:module';
import 'tsx/cjs';

const require = createRequire(import.meta.url);
const { findTests } = require('../kit/tiers/findTests.ts');
const { runTierMain } = require('../kit/tiers/runTierMain.ts');
const { runUiTier } = require('../kit/editor/uiTier.ts');

await runTierMain(() => runUiTier(findTests('test/ui', process.argv.slice(2))));
