import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scratchFolder } from '../kit/editor/scratchFolder';

/** As in the project of the first AgentForge, of which it is known how long its own analysis took. */
const FILES = 548;
const TEST_FILES = 59;
const BLOCKS = 6;
const LAYERS = ['domain', 'application', 'infrastructure', 'cli'];

/** A Python project of 548 files and about 100,000 lines, with classes, errors, results, docstrings and tests. */
export async function discoverCorpus(): ReturnType<typeof scratchFolder> {
  const scratch = await scratchFolder('discover');
  const write = (file: string, text: string): void => {
    const whole = path.join(scratch.folder, file);
    mkdirSync(path.dirname(whole), { recursive: true });
    writeFileSync(whole, text);
  };
  write('pyproject.toml', '[project]\nrequires-python = ">=3.11"\ndependencies = ["click>=8.1", "pydantic>=2.0"]\n');
  for (let index = 0; index < FILES - TEST_FILES; index++) write(moduleOf(index), sourceOf(index));
  for (let index = 0; index < TEST_FILES; index++) write(`tests/unit/test_module_${index * 8}.py`, testsOf(index * 8));
  return scratch;
}

function moduleOf(index: number): string {
  return `src/shop/${LAYERS[index % LAYERS.length]}/part_${Math.floor(index / 40)}/module_${index}.py`;
}

function nameOf(index: number): string {
  return moduleOf(index)
    .replace(/^src\//, '')
    .replace(/\.py$/, '')
    .replaceAll('/', '.');
}

function sourceOf(index: number): string {
  const others = [index >> 1, index >> 2].filter((each) => each !== index);
  const imports = others.map((each) => `from ${nameOf(each)} import Order${each}_0, OrderError${each}_0`);
  const blocks = Array.from({ length: BLOCKS }, (_, block) => blockOf(`${index}_${block}`));
  return `"""Orders, part ${index}."""\n\nfrom dataclasses import dataclass\n\n${imports.join('\n')}\n\n${blocks.join('\n')}`;
}

function blockOf(name: string): string {
  return `MAX_LINES_${name} = 20


class OrderError${name}(ValueError):
    """An order that cannot be."""


@dataclass(frozen=True)
class Order${name}:
    """An order that knows what it costs."""

    name: str
    amount: int = MAX_LINES_${name}

    def net_price(self, discount: int) -> int:
        """What the customer pays.

        Args:
            discount: in cents
        """
        if discount > self.amount:
            raise OrderError${name}(f"{discount} is more than {self.amount}")
        return self.amount - discount


def _checked_${name}(text: str) -> "Result[int]":
    try:
        return Result.ok(int(text))
    except ValueError as error:
        return Result.failed(str(error))
`;
}

function testsOf(index: number): string {
  const tests = Array.from(
    { length: 20 },
    (_, number) => `def test_price_${number}(order):\n    assert order.net_price(${number}) == ${20 - number}\n\n`,
  );
  return `import pytest\n\nfrom ${nameOf(index)} import Order${index}_0\n\n\n@pytest.fixture\ndef order():\n    return Order${index}_0("a")\n\n\n${tests.join('\n')}`;
}
