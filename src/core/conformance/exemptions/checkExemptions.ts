import type { Contract } from '../contracts/contract';
import type { Findings } from '../contracts/findings';
import type { Exemption } from './exemption';

/** Says which exemptions are about a contract or a check that is not there: nobody needs them, or a name is misspelt. */
export function checkExemptions(
  exemptions: readonly Exemption[],
  contracts: readonly Contract[],
  findings: Findings,
): void {
  for (const { contract: name, checks, place } of exemptions) {
    const { path, position = { line: 1, column: 1 } } = place;
    const contract = contracts.find((each) => each.name === name);
    if (contract === undefined) {
      findings.warn(path, position, `There is no contract "${name}", so this exempts nothing.`);
      continue;
    }
    const unknown = checks.filter((id) => id !== '*' && !contract.checks.some((each) => each.id === id));
    if (unknown.length > 0)
      findings.warn(
        path,
        position,
        `The contract "${name}" has no check ${unknown.map((id) => `"${id}"`).join(', ')}.`,
      );
  }
}
