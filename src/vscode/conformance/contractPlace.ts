import type { Uri } from 'vscode';
import { isBuiltIn } from '../../core/conformance/contracts/isBuiltIn';
import type { ReportedCheck } from '../../core/conformance/report/report';
import type { Place } from '../../core/errors';
import type { Position } from '../../core/lib/lines';
import type { Project } from '../../node/project';
import { uriIn } from './uriIn';

/** Where a check is written: one that is built in, at the contract of the project that extends it. */
export function contractPlace(
  { check, contract }: Pick<ReportedCheck, 'check' | 'contract'>,
  { root }: Project,
): { readonly uri: Uri; readonly position: Position } {
  const place: Place = isBuiltIn(check.place.path) ? contract.place : check.place;
  return { uri: uriIn(root, place.path), position: place.position ?? { line: 1, column: 1 } };
}
