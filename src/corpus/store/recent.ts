/** Keeps the values that were asked for last, and makes the others again. */
export class Recent<K, V> {
  #values = new Map<K, V>();

  constructor(readonly capacity: number) {}

  get(key: K, make: (key: K) => V): V {
    const known = this.#values.get(key);
    const value = known ?? make(key);
    if (known !== undefined) this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.capacity) {
      const oldest = this.#values.keys().next();
      if (!oldest.done) this.#values.delete(oldest.value);
    }
    return value;
  }
}
