import { execFileSync } from 'node:child_process';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scratchFolder } from '../kit/editor/scratchFolder';

const IN_ONE_FOLDER = 25;
const LONG_AGO = new Date('2026-01-01T00:00:00Z');

/** A git repository of so many Python modules of about 1 KB, each of which uses some others; all of them committed, none just written. */
export async function largeRepository(files: number): ReturnType<typeof scratchFolder> {
  const scratch = await scratchFolder(`files-${files}`);
  for (let index = 0; index < files; index++) {
    const file = path.join(scratch.folder, moduleOf(index));
    if (index % IN_ONE_FOLDER === 0) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(path.join(path.dirname(file), '__init__.py'), '');
    }
    writeFileSync(file, textOf(index, files));
    utimesSync(file, LONG_AGO, LONG_AGO);
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: scratch.folder, stdio: 'ignore' });
  git('init', '--quiet');
  // Or git tidies up behind our back, while something is measured.
  git('config', 'gc.auto', '0');
  git('config', 'maintenance.auto', 'false');
  git('add', '--all');
  git('-c', 'user.name=bench', '-c', 'user.email=bench@localhost', 'commit', '--quiet', '--message=all');
  return scratch;
}

/** A path below `shop`; modules with near numbers are in one folder. */
export function moduleOf(index: number): string {
  const folder = Math.floor(index / IN_ONE_FOLDER);
  return `shop/area${Math.floor(folder / 40)}/part${folder}/module_${index}.py`;
}

function textOf(index: number, files: number): string {
  const others = [index - 1, index * 7 + 3, index % 50].map((each) => (each + files) % files);
  const imports = others.map(
    (each) => `from ${moduleOf(each).slice(0, -3).replaceAll('/', '.')} import Order${each}, total_${each}`,
  );
  return `"""Prices of orders, part ${index}."""

from decimal import Decimal

${imports.join('\n')}

LIMIT_${index} = Decimal("${index}.50")


class Order${index}:
    """An order that knows what it costs."""

    def __init__(self, customer: str, lines: list[tuple[str, int]]) -> None:
        self.customer = customer
        self.lines = lines

    def price(self, discount: Decimal = LIMIT_${index}) -> Decimal:
        """What the customer pays, without tax."""
        amount = sum(quantity * len(name) for name, quantity in self.lines)
        return max(Decimal(amount) - discount, Decimal(0))

    def merged(self, other: Order${others[0]}) -> "Order${index}":
        return Order${index}(self.customer, [*self.lines, *other.lines])


def total_${index}(orders: list[Order${index}]) -> Decimal:
    """The sum of all orders; ${others[1]} is asked for what is missing."""
    known = [order.price() for order in orders if order.lines]
    if not known:
        return total_${others[1]}([]) + LIMIT_${index}
    return sum(known, Decimal(0))
`;
}
