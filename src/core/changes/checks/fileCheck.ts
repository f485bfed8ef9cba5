/** Something that a person should know of one proposed file, beside what refuses or protects it. */
export interface FileCheck {
  readonly kind: 'syntax' | 'hidden-characters' | 'runs-code' | 'own-key';
  /** `warning`: worth a look before accepting. */
  readonly weight: 'note' | 'warning';
  /** In the proposed text, from 1; undefined when it is about the whole file. */
  readonly line: number | undefined;
  /** One sentence without its full stop, and without the line's number. */
  readonly detail: string;
}
