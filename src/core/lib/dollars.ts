/**
 * US dollars for people, the one rule for all amounts that are spent or may be: two decimals from ten cents on and for nothing at all,
 * four below, as small as answers cost. What is less than four decimals show is said to be.
 */
export function dollars(amount: number): string {
  const fine = amount.toFixed(4);
  if (amount > 0 && Number(fine) === 0) return '<$0.0001';
  return `$${amount === 0 || Number(fine) >= 0.1 ? amount.toFixed(2) : fine}`;
}
