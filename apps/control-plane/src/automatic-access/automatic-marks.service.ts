import { Injectable } from '@nestjs/common';
import type { PersonId } from '#access/ids.js';
import { Fault } from '#access/fault.js';
import { Transactions } from '../database/transactions.js';
import type { AutomaticPlace } from '../grants/automatic-grants.service.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { AutomaticHolds } from './automatic-holds.service.js';
import type { AutomaticMarksPage } from './automatic-marks.view.js';
import { AutomaticMarksStore, type MarkRow, type NamedMark } from './automatic-marks.store.js';

/** What keeps flows from giving access by themselves: shown, and lifted by administrators. */
@Injectable()
export class AutomaticMarks {
  constructor(
    private readonly store: AutomaticMarksStore,
    private readonly holds: AutomaticHolds,
    private readonly transactions: Transactions,
  ) {}

  all(personIds: readonly PersonId[] | 'all'): Promise<MarkRow[]> {
    return this.store.all(this.transactions.reader, personIds);
  }

  /** @param personId null: of everybody. Why somebody ended it is for administrators, on the person's own pages it is not told */
  async page(
    personId: PersonId | null,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<AutomaticMarksPage> {
    const [marks, total] = await this.store.named(this.transactions.reader, personId, limit, offset);
    const shown = personId === null ? marks : marks.map((mark) => ({ ...mark, heldReason: null }));
    return { items: shown.map(viewOf), total };
  }

  /** It comes back, or is tried again, at once if the condition still holds. @throws Fault not-found */
  async lift(me: SignedIn, place: AutomaticPlace): Promise<void> {
    await this.transactions.run(async (tx) => {
      if (!(await this.holds.lift(tx, actorOf(me), place))) {
        throw new Fault('not-found', 'Nothing keeps this access from being given any more.', {
          hint: 'Load the page again.',
        });
      }
    });
  }

  /** Gives how many of them something still kept from being given. Each place once, in one order, so that two who do it at once wait for each other. */
  async liftMany(me: SignedIn, places: readonly AutomaticPlace[]): Promise<number> {
    const byKey = new Map(places.map((one) => [`${one.flowId} ${one.personId} ${one.resourceId}`, one]));
    const inOrder = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1));
    return this.transactions.run(async (tx) => {
      let lifted = 0;
      for (const [, place] of inOrder) if (await this.holds.lift(tx, actorOf(me), place)) lifted += 1;
      return lifted;
    });
  }
}

const viewOf = (mark: NamedMark): AutomaticMarksPage['items'][number] => ({
  flow: { id: mark.flowId, name: mark.flowName },
  person: { id: mark.personId, name: mark.personName },
  resource: { id: mark.resourceId, name: mark.resourceName },
  held:
    mark.heldAt === null
      ? null
      : {
          at: mark.heldAt.toISOString(),
          by: mark.heldByName ?? '',
          bySelf: mark.heldById === mark.personId,
          reason: mark.heldReason,
        },
  failed:
    mark.fault === null || mark.retryAt === null
      ? null
      : { failures: mark.failures, fault: mark.fault, retryAt: mark.retryAt.toISOString() },
});
