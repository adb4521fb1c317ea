import { Injectable } from '@nestjs/common';
import type { PersonId } from '#access/ids.js';

type Count = (personId: PersonId) => Promise<number>;

/** How many things wait for a person's answer. Those who ask people for answers register how they count. */
@Injectable()
export class WaitingForMe {
  private readonly counts: Count[] = [];

  register(count: Count): void {
    this.counts.push(count);
  }

  async of(personId: PersonId): Promise<number> {
    const counted = await Promise.all(this.counts.map((count) => count(personId)));
    return counted.reduce((sum, one) => sum + one, 0);
  }
}
