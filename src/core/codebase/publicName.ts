/** Something of a file that other files can use. */
export interface PublicName {
  /** A member with its class in front: `Cart.add`. */
  readonly name: string;
  /**
   * `attribute` is whatever is read from an object without a call. `handed-on` is offered here and defined in another file;
   * `imported` is merely in reach, because the file needs it itself.
   */
  readonly kind: 'function' | 'class' | 'attribute' | 'constant' | 'type' | 'handed-on' | 'imported';
  /** Parameters, or the shape of a type, as normal text; '' where there are none. */
  readonly signature: string;
  /** The type that the source says is given back; undefined when it says none. */
  readonly returns?: string;
  /** Of a class: those it inherits from that are not in this file. */
  readonly inherits?: readonly string[];
  /** From 1. */
  readonly line: number;
}
