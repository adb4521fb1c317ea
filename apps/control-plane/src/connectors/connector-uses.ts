import { Injectable } from '@nestjs/common';
import type { ConnectorId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';

/** What uses a connector: an integration, by id and name. */
export interface ConnectorUse {
  connectorId: ConnectorId;
  id: string;
  name: string;
}

type Finder = (tx: Transaction, connectorIds: ConnectorId[]) => Promise<ConnectorUse[]>;

/** Lets the folders that build on connectors say what uses them; a connector in use cannot be deleted. */
@Injectable()
export class ConnectorUses {
  private readonly finders: Finder[] = [];

  register(finder: Finder): void {
    this.finders.push(finder);
  }

  async of(tx: Transaction, connectorIds: ConnectorId[]): Promise<ConnectorUse[]> {
    const found = await Promise.all(this.finders.map((finder) => finder(tx, connectorIds)));
    return found.flat();
  }
}
