const scratch = new Float64Array(1);
const bits = new Int32Array(scratch.buffer);

/** Gives doubles codes from outside and finds them again: what Map does, without an object for each. NaN equals NaN, -0 equals 0. */
export class NumberCodes {
  /** Each slot has a number and behind it its code + 1; with 0 there it is free. */
  private slots = new Float64Array(128);
  /** By how much a hash of 32 bits is shifted to be the number of a slot. */
  private shift = 26;
  private used = 0;
  private ofNaN = -1;

  /** The code of a number; -1 when it has none. */
  find(key: number): number {
    return Number.isNaN(key) ? this.ofNaN : this.slots[this.place(key) + 1] - 1;
  }

  /** The code of a number, which is `next` when it had none. */
  findOrAdd(key: number, next: number): number {
    if (Number.isNaN(key)) {
      if (this.ofNaN < 0) this.ofNaN = next;
      return this.ofNaN;
    }
    const place = this.place(key);
    const code = this.slots[place + 1] - 1;
    if (code >= 0) return code;
    this.slots[place] = key;
    this.slots[place + 1] = next + 1;
    if (++this.used * 4 > this.slots.length) this.grow();
    return next;
  }

  /** Where a number is, or would be. */
  private place(key: number): number {
    const { slots } = this;
    // Of -0 this makes 0.
    scratch[0] = key + 0;
    let place = (Math.imul(bits[0] ^ Math.imul(bits[1], 0x85ebca6b), 0x9e3779b1) >>> this.shift) * 2;
    while (slots[place + 1] !== 0 && slots[place] !== key) place = place + 2 === slots.length ? 0 : place + 2;
    return place;
  }

  private grow(): void {
    const { slots } = this;
    this.slots = new Float64Array(slots.length * 2);
    this.shift--;
    for (let i = 0; i < slots.length; i += 2) {
      if (slots[i + 1] === 0) continue;
      const place = this.place(slots[i]);
      this.slots[place] = slots[i];
      this.slots[place + 1] = slots[i + 1];
    }
  }
}
