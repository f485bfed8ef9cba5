import assert from 'node:assert/strict';
import { builtInContracts } from '../../src/core/conformance/builtIn/builtInContracts';
import type { Contract } from '../../src/core/conformance/contracts/contract';
import { Findings } from '../../src/core/conformance/contracts/findings';
import { readContract } from '../../src/core/conformance/contracts/readContract';
import { resolveContracts } from '../../src/core/conformance/contracts/resolveContracts';
import { findingLine } from '../../src/core/conformance/formats/findingLine';

/** Contracts as files by path, with those that are built in, and what is said of them. */
export function readAll(files: Readonly<Record<string, string>>): {
  readonly contracts: readonly Contract[];
  readonly said: readonly string[];
} {
  const findings = new Findings();
  const own = Object.entries(files).flatMap(([path, text]) => readContract({ path, text }, findings) ?? []);
  const contracts = resolveContracts([...own, ...builtInContracts(findings)], findings);
  return { contracts, said: findings.all.map(findingLine) };
}

/** The contracts of one file, in which nothing is wrong. */
export function contractsOf(text: string): readonly Contract[] {
  const { contracts, said } = readAll({ 'contracts/own.contract.yaml': text });
  assert.deepEqual(said, []);
  return contracts;
}
