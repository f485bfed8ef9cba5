const SLAB = 1 << 16;

/** Room for many short lists of numbers in few pieces: an array with memory of its own takes more room than most of them. */
export class NumberSlab {
  private slab = new Uint32Array();
  private at = 0;

  /** A list of so many zeros. */
  take(count: number): Uint32Array {
    if (count > SLAB / 8) return new Uint32Array(count);
    if (this.at + count > this.slab.length) {
      this.slab = new Uint32Array(SLAB);
      this.at = 0;
    }
    this.at += count;
    return this.slab.subarray(this.at - count, this.at);
  }
}
