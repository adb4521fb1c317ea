import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transactions.js';

@Injectable()
export class ClockMarkStore {
  /** Raises the mark to this time, never lowers it. Gives the latest time known, and PostgreSQL's own. */
  async raise(tx: Transaction, now: Date): Promise<{ latestAt: Date; databaseAt: Date }> {
    const [row] = (await tx.query(
      `INSERT INTO clock_mark (singleton, latest_at) VALUES (TRUE, $1)
       ON CONFLICT (singleton) DO UPDATE SET latest_at = greatest(clock_mark.latest_at, excluded.latest_at)
       RETURNING latest_at AS "latestAt", clock_timestamp() AS "databaseAt"`,
      [now],
    )) as [{ latestAt: Date; databaseAt: Date }];
    return row;
  }
}
