import { Injectable } from '@nestjs/common';
import type { ResourceId } from '#access/ids.js';
import type { Actor } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';

/** Gives those of the resources on which something of a grant may still be: not proved gone, not written off. */
type Holding = (tx: Transaction, resourceIds: ResourceId[]) => Promise<Set<ResourceId>>;

/** Writes off what could not be proved gone on one resource; gives how many grants that were. */
type WriteOff = (tx: Transaction, order: { resourceId: ResourceId; actor: Actor; reason: string }) => Promise<number>;

/** What still hangs on servers that are to be cleared, moved or forgotten: they wait until it is nothing. */
@Injectable()
export class Holdings {
  private readonly holdings: Holding[] = [];
  private readonly writeOffs: WriteOff[] = [];

  register(holding: Holding): void {
    this.holdings.push(holding);
  }

  registerWriteOff(writeOff: WriteOff): void {
    this.writeOffs.push(writeOff);
  }

  /** Those of the resources that hold nothing (any more). */
  async free(tx: Transaction, resourceIds: ResourceId[]): Promise<ResourceId[]> {
    const held = new Set<ResourceId>();
    for (const holding of this.holdings) {
      for (const id of await holding(tx, resourceIds)) held.add(id);
    }
    return resourceIds.filter((id) => !held.has(id));
  }

  async writeOff(tx: Transaction, order: { resourceId: ResourceId; actor: Actor; reason: string }): Promise<number> {
    let written = 0;
    for (const writeOff of this.writeOffs) written += await writeOff(tx, order);
    return written;
  }
}
