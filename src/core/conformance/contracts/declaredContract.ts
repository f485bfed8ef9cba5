import type { Position } from '../../lib/lines';
import type { YamlNode } from '../../lib/yamlNode';
import type { Scope } from './contract';
import type { Fields } from './fields';

/** A contract as its own file says it, before it inherits anything. */
export interface DeclaredContract {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly isEnabled: boolean;
  readonly extends: readonly { readonly reference: string; readonly position: Position }[];
  readonly scope: Scope;
  readonly checks: readonly DeclaredCheck[];
  readonly path: string;
  readonly position: Position;
  readonly origin: 'project' | 'built in';
  /** As it was read. */
  readonly root: YamlNode;
}

export interface DeclaredCheck {
  readonly id: string;
  readonly fields: Fields;
}
