/** An index: which values belong to a key. It follows from other maps and is kept beside them, so that no change costs a look through all. */
export class IndexMap<Key, Value> {
  private readonly sets = new Map<Key, Set<Value>>();

  add(key: Key, value: Value): void {
    const values = this.sets.get(key);
    if (values === undefined) this.sets.set(key, new Set([value]));
    else values.add(value);
  }

  remove(key: Key, value: Value): void {
    const values = this.sets.get(key);
    values?.delete(value);
    if (values?.size === 0) this.sets.delete(key);
  }

  of(key: Key): ReadonlySet<Value> {
    return this.sets.get(key) ?? new Set<Value>();
  }

  has(key: Key): boolean {
    return this.sets.has(key);
  }
}
