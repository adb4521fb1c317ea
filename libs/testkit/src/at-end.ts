const undone: (() => unknown)[] = [];

/** Remembers what to undo when the test file has ended: the last first, each even when another one failed. */
export function atEnd(undo: () => unknown): void {
  undone.push(undo);
}

afterAll(async () => {
  const faults: unknown[] = [];
  for (const undo of undone.splice(0).reverse()) {
    try {
      await undo();
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, 'Tidying up after the test file failed');
}, 60_000);
