import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import { Clock } from '../clock/clock.js';
import { addressKey, RateLimit } from '../http/rate-limit.js';
import { comparable } from './person.js';

const TRIES_OF_ADDRESS = { most: 120, perSeconds: 60 };
const FAILURES_OF_ADDRESS = { most: 30, perSeconds: 600 };
const FAILURES_OF_ACCOUNT = { most: 10, perSeconds: 600 };

/**
 * How often somebody may try to sign in: per network address, and per account whether there is such an account or not, so
 * that the answer tells nothing [I52].
 */
@Injectable()
export class SignInLimits {
  private readonly tries: RateLimit;
  private readonly failuresOfAddress: RateLimit;
  private readonly failuresOfAccount: RateLimit;

  constructor(clock: Clock) {
    this.tries = new RateLimit(clock, TRIES_OF_ADDRESS);
    this.failuresOfAddress = new RateLimit(clock, FAILURES_OF_ADDRESS);
    this.failuresOfAccount = new RateLimit(clock, FAILURES_OF_ACCOUNT);
  }

  /**
   * Lets a try happen. It is counted as failed before it begins and forgiven when it succeeds, so that many at once count too.
   * @throws Fault too-many-tries
   */
  async guard<T>(email: string, ip: string, signIn: () => Promise<T>): Promise<T> {
    const address = addressKey(ip);
    const account = comparable(email);
    this.tries.take(address);
    this.failuresOfAddress.refuseUsedUp(address);
    this.failuresOfAccount.take(account);
    this.failuresOfAddress.count(address);
    try {
      const result = await signIn();
      this.failuresOfAccount.forget(account);
      this.failuresOfAddress.uncount(address);
      return result;
    } catch (error) {
      if (!(error instanceof Fault)) {
        this.failuresOfAccount.uncount(account);
        this.failuresOfAddress.uncount(address);
      }
      throw error;
    }
  }
}
