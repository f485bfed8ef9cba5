/** @typedef {{ name: string, cents: number, quantity: number }} Item */
/** @typedef {{ items: readonly Item[] }} Cart */

/** @returns {Cart} */
export function emptyCart() {
  return { items: [] };
}
