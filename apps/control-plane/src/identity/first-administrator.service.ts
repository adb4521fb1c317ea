import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Fault } from '#access/fault.js';
import { Transactions } from '../database/transactions.js';
import { FirstAdministratorFile } from './first-administrator-file.js';
import { InstallationService } from './installation.service.js';
import { InstallationStore } from './installation.store.js';
import { Newcomer } from './newcomer.js';
import type { FirstAdministrator } from './people.dto.js';
import type { Caller, Started } from './sign-in.service.js';

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A new installation has nobody who may administer it: who can read this machine's file makes the first one, once. */
@Injectable()
export class FirstAdministratorService implements OnModuleInit {
  constructor(
    private readonly installation: InstallationStore,
    private readonly installations: InstallationService,
    private readonly transactions: Transactions,
    private readonly file: FirstAdministratorFile,
    private readonly newcomer: Newcomer,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.installations.id();
    await this.token();
  }

  async needed(): Promise<boolean> {
    return !(await this.newcomer.hasAdministrator(this.transactions.reader));
  }

  /** The token that makes the first administrator, or undefined when there is one. After a restart it is the same. */
  async token(): Promise<string | undefined> {
    return this.transactions.run(async (tx) => {
      const { firstAdministratorTokenHash } = await this.installation.lock(tx);
      if (await this.newcomer.hasAdministrator(tx)) {
        this.file.remove();
        return undefined;
      }
      const written = this.file.read();
      if (written && firstAdministratorTokenHash?.equals(hashOf(written))) return written;
      const token = randomBytes(32).toString('base64url');
      this.file.write(token);
      await this.installation.setTokenHash(tx, hashOf(token));
      return token;
    });
  }

  /** @throws Fault not-allowed when there is an administrator or the token is another one. */
  async make(input: FirstAdministrator, caller: Caller): Promise<Started> {
    const hash = await this.newcomer.hashOf(input.password);
    const started = await this.transactions.run(async (tx) => {
      const { firstAdministratorTokenHash } = await this.installation.lock(tx);
      const known = firstAdministratorTokenHash;
      const fits = known !== null && timingSafeEqual(known, hashOf(input.token));
      if (!fits || (await this.newcomer.hasAdministrator(tx))) throw refused();
      await this.installation.setTokenHash(tx, null);
      return this.newcomer.administrator(tx, input, hash, caller);
    });
    this.file.remove();
    return started;
  }
}

const refused = (): Fault =>
  new Fault('not-allowed', 'This link is not valid: it was used already, or a newer one was printed.', {
    hint: 'Sign in, or open the link that the control plane printed at its last start.',
  });
