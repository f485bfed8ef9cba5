import { WorkspaceBuilder } from './workspaceBuilder';

/** A project of twenty modules whose functions are named in snake_case, in two layers of which one uses the other. */
export function projectWithHabits(): Promise<WorkspaceBuilder> {
  const files: Record<string, string> = {};
  for (let index = 0; index < 10; index++) {
    files[`src/domain/price_${index}.py`] = `def net_price_${index}(gross_sum):\n    return gross_sum\n`;
    files[`src/infrastructure/table_${index}.py`] =
      `from src.domain.price_${index} import net_price_${index}\n\n\ndef read_table_${index}():\n    return net_price_${index}(1)\n`;
  }
  return WorkspaceBuilder.build(files);
}
