import type { Step } from '../../../core/tdflow/phaseEvents';

/** Steps that take their time and that nothing else tells of. */
export const STEP_TEXT: Readonly<Partial<Record<Step, readonly [label: string, text: string]>>> = {
  baseline: ['before', 'running the tests as they are'],
  'stand-in': ['', 'running the tests against a stand-in for the module under test'],
  probes: [
    '',
    'trying trivial subjects: what only returns nothing, 0, something empty or its argument, or only raises',
  ],
  repeat: ['', 'running the tests once more'],
  lines: ['', 'running the tests one by one, to see which lines they run'],
  others: ['', 'running the tests of other files that use what changed'],
};
