import assert from 'node:assert/strict';
import { sarifErrors } from '../../kit/sarifErrors';

const SMALLEST = {
  $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
  version: '2.1.0',
  runs: [{ tool: { driver: { name: 'A tool', rules: [] } }, results: [] }],
};

describe('the errors of a SARIF document', () => {
  it('are none where the schema holds', async () => {
    const document = JSON.stringify(SMALLEST);
    assert.deepEqual(await sarifErrors(document), []);
  });

  it('name what the schema does not allow', async () => {
    const document = JSON.stringify({ ...SMALLEST, runs: [{ tool: { driver: {} }, results: [{ level: 'bad' }] }] });
    const errors = (await sarifErrors(document)).join('\n');
    assert.match(errors, /JSON1002: runs\[0\]\.tool\.driver name/);
    assert.match(errors, /JSON1019: runs\[0\]\.results\[0\]\.level/);
  });
});
