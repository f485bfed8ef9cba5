import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isElision } from '../../../../../src/core/changes/partial/elision';

describe('isElision', () => {
  const yes = `
    ...
    …
    . . .
    ... existing code ...
    ... rest of the file ...
    ... rest of code unchanged
    ...rest of the implementation...
    ... (rest of the class unchanged) ...
    ... other methods remain the same ...
    ... keep existing imports ...
    existing code ...
    existing imports...
    rest of the file as before
    rest of the file unchanged
    Rest of the code remains the same.
    rest of the code
    the rest of the file stays the same
    The rest of the Cart class remains unchanged
    (rest of file unchanged)
    [rest of the file omitted for brevity]
    remaining methods unchanged
    other tests remain unchanged
    Existing code here
    existing tests here
    Your existing implementation here
    previous code unchanged
    Keep the rest of the file
    keep existing methods as they are
    no changes below
    No other changes needed
    --- existing code ---...
    ... snip ...
    ... omitted ...
    ... unchanged ...
    ... and so on
  `;
  for (const text of yes.trim().split(/\n\s+/)) it(`holds for "${text}"`, () => assert.ok(isElision(text)));

  const no = `
    the total of all lines
    unchanged
    other tests
    existing imports
    Remaining fields
    loading the existing file...
    wait for the other thread...
    the rest is paid later
    the rest of the list is sorted already
    keep the receipt
    as before
    same as above
    previous total
    no changes
    spread ...rest into the call
    the remaining amount is unchanged by a refund of nothing, and the customer keeps the existing code of the voucher as it was before
    ... then it is sent
    ...args
    TODO
  `;
  for (const text of no.trim().split(/\n\s+/)) it(`does not hold for "${text}"`, () => assert.ok(!isElision(text)));
});
