import assert from 'node:assert/strict';
import { pythonTestNames } from '../../../../src/core/verdict/pythonTestNames';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';

const trees = createSyntaxTrees();
const namesIn = async (text: string) =>
  (await pythonTestNames('tests/test_a.py', text, trees)).map(({ path, line }) => `${path.join(' > ')} ${line}`);

describe('the tests that stand in a Python file', () => {
  it('are its functions and the methods of its classes of tests, decorated or not, but no fixtures', async () => {
    const text = `
def helper(): ...

@pytest.mark.slow
async def test_first():
    def test_inner(): ...

class TestCart:
    def __init__(self): ...
    def test_add(self): ...
    class TestEmpty:
        def test_total(self): ...

class CartCase(unittest.TestCase):
    def test_remove(self): ...

class Connection:
    def test_alive(self): ...

@pytest.fixture(scope="module")
def test_client(): ...

class BaseTest:
    __test__ = False

    def test_inherited(self): ...
`;
    assert.deepEqual(await namesIn(text), [
      'test_first 5',
      'TestCart > test_add 10',
      'TestCart > TestEmpty > test_total 12',
      'CartCase > test_remove 15',
    ]);
  });

  it('are not those in its texts, and none in a file that is no Python', async () => {
    assert.deepEqual(await namesIn('TEXT = """\ndef test_of_a_sample(): ...\n"""\n'), []);
    assert.deepEqual(await namesIn('def test_a():\n    assert (\n'), []);
  });
});
