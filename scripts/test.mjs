// npm test: all tiers. npm test -- --unit: types, lint, build, rules and unit only. npm test -- --tier NAME: that one.
// npm run soak: the unit tests, among them properties, kills, failing disks and parser, at their full length.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import 'tsx/cjs';

const require = createRequire(import.meta.url);
const { runTiers } = require('../test/kit/tiers/runTiers.ts');
const { summary } = require('../test/kit/tiers/summary.ts');
const { tiers } = require('../test/kit/tiers/tiers.ts');

const { values } = parseArgs({
  options: { unit: { type: 'boolean' }, tier: { type: 'string' }, soak: { type: 'boolean' } },
});
if (values.soak) process.env.AGENTFORGE_SOAK = '1';
const asked = tiers.find(({ name }) => name === values.tier);
if (values.tier !== undefined && asked === undefined) {
  console.error(`There is no tier ${values.tier}; there are ${tiers.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const chosen = tiers.filter((tier) => {
  if (values.soak) return tier.name === 'unit';
  if (asked) return tier === asked || (asked.needsBuild && tier.name === 'build');
  return !values.unit || tier.quick;
});
const notRun = tiers.filter((tier) => !chosen.includes(tier)).map(({ name }) => name);
const outcomes = await runTiers(chosen);
console.log(summary(outcomes, notRun));
process.exitCode = outcomes.some(({ failed }) => failed > 0) ? 1 : 0;
