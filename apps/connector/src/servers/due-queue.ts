/** What is due when: a heap, so that finding the first costs as little with a hundred thousand keys as with ten. */

interface Due<Key> {
  readonly key: Key;
  readonly dueMs: number;
}

export class DueQueue<Key> {
  /** A binary heap by time. Entries that were replaced or removed stay until they come up. */
  private readonly heap: Due<Key>[] = [];
  private readonly current = new Map<Key, Due<Key>>();

  /** When the key is due, in place of when it was due before. `Infinity`: never. */
  set(key: Key, dueMs: number): void {
    if (this.current.get(key)?.dueMs === dueMs) return;
    const due = { key, dueMs };
    this.current.set(key, due);
    this.heap.push(due);
    this.rise(this.heap.length - 1);
    if (this.heap.length > 2 * this.current.size + 64) this.compact();
  }

  remove(key: Key): void {
    this.current.delete(key);
  }

  /** The key that is due first; undefined: there is none. */
  first(): Due<Key> | undefined {
    for (let top = this.heap[0]; top !== undefined; top = this.heap[0]) {
      if (this.current.get(top.key) === top) return top;
      this.dropFirst();
    }
    return undefined;
  }

  private dropFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink(0);
  }

  private compact(): void {
    this.heap.splice(0, this.heap.length, ...this.current.values());
    for (let at = this.heap.length >> 1; at >= 0; at--) this.sink(at);
  }

  private rise(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfLess(at, parent)) return;
      at = parent;
    }
  }

  private sink(from: number): void {
    for (let at = from; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child = this.dueMsAt(right) < this.dueMsAt(left) ? right : left;
      if (!this.swapIfLess(child, at)) return;
      at = child;
    }
  }

  private dueMsAt(at: number): number {
    return this.heap[at]?.dueMs ?? Infinity;
  }

  /** Swaps two entries where the first is due earlier than the second; says whether it did. */
  private swapIfLess(at: number, other: number): boolean {
    const [one, two] = [this.heap[at], this.heap[other]];
    if (one === undefined || two === undefined || one.dueMs >= two.dueMs) return false;
    this.heap[at] = two;
    this.heap[other] = one;
    return true;
  }
}
