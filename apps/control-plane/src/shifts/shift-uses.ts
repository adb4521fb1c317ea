import { Injectable } from '@nestjs/common';
import type { ShiftId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';

/** What names a shift: an access flow, by id and name. */
export interface ShiftUse {
  shiftId: ShiftId;
  id: string;
  name: string;
}

type Finder = (tx: Transaction, shiftIds: ShiftId[]) => Promise<ShiftUse[]>;

/** Lets the folders that build on shifts say what names them; a shift that is named cannot be deleted. */
@Injectable()
export class ShiftUses {
  private readonly finders: Finder[] = [];

  register(finder: Finder): void {
    this.finders.push(finder);
  }

  async of(tx: Transaction, shiftIds: ShiftId[]): Promise<ShiftUse[]> {
    const found = await Promise.all(this.finders.map((finder) => finder(tx, shiftIds)));
    return found.flat();
  }
}
