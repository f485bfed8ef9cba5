/** Matches a label that is this text and nothing else, surrounding blanks apart. */
export function exactly(label: string): RegExp {
  const words = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  return new RegExp(`^\\s*${words}\\s*$`);
}
