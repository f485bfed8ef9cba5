/**
 * Formats an amount for people.
 * @param {number} cents whole number of cents, not negative
 * @returns {string} for example "12.05"
 */
export function formatMoney(cents) {
  if (!Number.isInteger(cents) || cents < 0) throw new RangeError('cents must be a whole number, not negative');
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
