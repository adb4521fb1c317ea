import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { remembering } from './notify.js';
import { WakeUps } from './wake-ups.js';

/** An open transaction. Stores take it as first argument, so that nothing is written outside one by accident. */
export type Transaction = EntityManager;

/** PostgreSQL's codes for "the other one won, try again": serialization failure and deadlock. */
const RETRIED_CODES = new Set(['40001', '40P01']);
const MOST_TRIES = 5;

const codeOf = (error: unknown): unknown =>
  error !== null && typeof error === 'object' && 'driverError' in error
    ? (error.driverError as { code?: unknown } | undefined)?.code
    : undefined;

@Injectable()
export class Transactions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly wakeUps: WakeUps,
  ) {}

  /** For reading outside a transaction. */
  get reader(): EntityManager {
    return this.dataSource.manager;
  }

  /** Reads several tables as they were at one moment: what a transaction changed together is seen together, or not at all. */
  snapshot<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', work);
  }

  /** Does the work inside an open transaction and takes it back: whether it could be done, and what it would give. */
  async tried<T>(tx: Transaction, work: (tx: Transaction) => Promise<T>): Promise<T> {
    let given: { value: T } | undefined;
    const undo = new Error('taken back');
    await tx
      .transaction(async () => {
        given = { value: await work(tx) };
        throw undo;
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    if (!given) throw undo;
    return given.value;
  }

  /**
   * Does the work in one READ COMMITTED transaction: all of it or nothing. After a deadlock it is done again, so the work
   * must have no effect but on the database.
   */
  async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        const { result, topics } = await this.dataSource.transaction((tx) => remembering(tx, work));
        this.wakeUps.tell(topics);
        return result;
      } catch (error) {
        if (tries === MOST_TRIES || !RETRIED_CODES.has(String(codeOf(error)))) throw error;
      }
    }
  }
}
