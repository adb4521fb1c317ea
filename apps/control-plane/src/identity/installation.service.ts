import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { InstallationId } from '#access/ids.js';
import { InstallationStore } from './installation.store.js';

/** Which installation this is. Orders and signatures are bound to its id [I37]. */
@Injectable()
export class InstallationService {
  private known?: Promise<{ id: InstallationId; name: string }>;

  constructor(private readonly store: InstallationStore) {}

  /** The id of this installation: made at its first start, the same for ever. */
  async id(): Promise<InstallationId> {
    return (await this.read()).id;
  }

  async name(): Promise<string> {
    return (await this.read()).name;
  }

  private async read(): Promise<{ id: InstallationId; name: string }> {
    this.known ??= this.ensure().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async ensure(): Promise<{ id: InstallationId; name: string }> {
    await this.store.ensure(randomUUID() as InstallationId, 'Curfew');
    return this.store.read();
  }
}
