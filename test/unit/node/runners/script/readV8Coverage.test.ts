import assert from 'node:assert/strict';
import { realpath } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { readV8Coverage } from '../../../../../src/node/runners/script/readV8Coverage';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';

const CODE = 'exports.total = () => {\n  return 1;\n};\n';

describe('what Node wrote of the lines that ran', () => {
  let folder: TemporaryWorkspace;
  let root: string;
  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({ 'cart.js': CODE });
    root = await realpath(folder.root);
  });
  afterEach(() => folder.dispose());

  const read = () => readV8Coverage({ folder: folder.path('reports'), root, files: ['cart.js'] });

  /** A script of which all ran once. */
  const scriptAt = (name: string) => ({
    url: pathToFileURL(`${root}/${name}`).href,
    functions: [
      { functionName: '', isBlockCoverage: true, ranges: [{ startOffset: 0, endOffset: CODE.length, count: 1 }] },
    ],
  });

  it('is hits by line, none where no process loaded the file', async () => {
    await folder.write('reports/1.json', JSON.stringify({ result: [scriptAt('cart.js')] }));
    assert.deepEqual(await read(), {
      kind: 'measured',
      files: [{ path: 'cart.js', lines: [1, 2].map((line) => ({ line, hits: 1 })) }],
    });
    await folder.write('reports/1.json', JSON.stringify({ result: [scriptAt('other.js')] }));
    assert.deepEqual(await read(), {
      kind: 'measured',
      files: [{ path: 'cart.js', lines: [1, 2].map((line) => ({ line, hits: 0 })) }],
    });
  });

  it('is no measurement where no process wrote anything: that is not the same as lines that did not run', async () => {
    const nothing = { kind: 'unavailable', detail: 'the run wrote no report of its coverage', install: undefined };
    assert.deepEqual(await read(), nothing);
    await folder.write('reports/note.txt', '');
    assert.deepEqual(await read(), nothing);
  });

  it('is no measurement where the report of a process was cut off', async () => {
    await folder.write('reports/1.json', JSON.stringify({ result: [scriptAt('cart.js')] }));
    await folder.write('reports/2.json', '{"result":[{"scriptId":');
    assert.deepEqual(await read(), {
      kind: 'unavailable',
      detail: 'a report of the coverage was cut off',
      install: undefined,
    });
  });

  it('leaves out a file whose lines cannot be told, and says nothing of them', async () => {
    const script = scriptAt('cart.js');
    const map = { lineLengths: [10], data: { version: 3, sources: ['cart.ts'], mappings: '!' } };
    const report = { result: [script], 'source-map-cache': { [script.url]: map } };
    await folder.write('reports/1.json', JSON.stringify(report));
    assert.deepEqual(await read(), { kind: 'measured', files: [] });
  });
});
