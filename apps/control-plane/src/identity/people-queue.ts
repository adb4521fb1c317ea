import { Injectable } from '@nestjs/common';
import { Transactions, type Transaction } from '../database/transactions.js';
import { InstallationStore } from './installation.store.js';

/**
 * Changes of people and teams happen one after the other, also across replicas: so "the last administrator" and "this name
 * is free" stay true until the change is written. There are few such changes.
 */
@Injectable()
export class PeopleQueue {
  constructor(
    private readonly transactions: Transactions,
    private readonly installation: InstallationStore,
  ) {}

  async run<T>(change: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.transactions.run(async (tx) => {
      await this.installation.lock(tx);
      return change(tx);
    });
  }
}
