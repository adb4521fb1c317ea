const undone: (() => unknown)[] = [];

/** Remembers what to undo when the test file (or the bench) has ended: the last first, each even when another one failed. */
export function atEnd(undo: () => unknown): void {
  undone.push(undo);
}

/** Undoes all that was remembered. @throws AggregateError of what could not be undone */
export async function tidyUp(): Promise<void> {
  const faults: unknown[] = [];
  for (const undo of undone.splice(0).reverse()) {
    try {
      await undo();
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, 'Tidying up at the end failed');
}

// Benches run without jest and call it themselves.
if (typeof afterAll === 'function') afterAll(tidyUp, 180_000);
