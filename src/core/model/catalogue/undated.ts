/** A model's id without the date of its release: `claude-haiku-4-5-20251001` and `claude-haiku-4-5` are one model. */
export function undated(model: string): string {
  return model.replace(/-\d{8}$/, '');
}
