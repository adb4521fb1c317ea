import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { explainDenial, hintOf } from '#access/explain.js';
import { isApprovedAgain, whyNotExtended } from '#access/extension.js';
import type { PersonId, ResourceId } from '#access/ids.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { Transactions } from '../database/transactions.js';
import { AccessRequestsListStore, type MineOnResource, type RunningOnResource } from './access-requests-list.store.js';
import type { CatalogOption } from './catalog.view.js';
import { FavouritesStore } from './favourites.store.js';
import { laterOf } from './start-facts.service.js';

/** A permission that the person has or waits for, as the catalog says it. */
export type MineTold = Pick<MineOnResource, 'resourceId' | 'permission'> & {
  told: Pick<CatalogOption, 'mine' | 'requestId' | 'toStart' | 'grantId' | 'untilAt' | 'extension' | 'notLonger'>;
};

/** What the catalog says of the person himself: what he has and waits for, and his favourites. */
@Injectable()
export class MineInCatalog {
  constructor(
    private readonly requests: AccessRequestsListStore,
    private readonly flows: FlowFactsService,
    private readonly marked: FavouritesStore,
    private readonly transactions: Transactions,
  ) {}

  /** Of a permission that runs and that another request waits for, what runs is told. */
  async on(personId: PersonId, ids: readonly ResourceId[]): Promise<MineTold[]> {
    const mine = await this.requests.mineOn(personId, ids);
    const versions = await this.flows.versions(mine.flatMap(({ running }) => running?.flowVersionId ?? []));
    const running = mine.filter((one) => one.running !== null);
    return [...running, ...mine.filter((one) => one.running === null)].map(({ resourceId, permission, ...one }) => ({
      ...{ resourceId, permission },
      told: one.running
        ? { requestId: one.requestId, ...runningTold(one.running, permission, versions.get(one.running.flowVersionId)) }
        : { requestId: one.requestId, ...waitingTold(one.later) },
    }));
  }

  /** With the permissions of each; also of servers that the catalog does not show him. */
  favourites(personId: PersonId): Promise<ReadonlyMap<ResourceId, string[]>> {
    return this.marked.of(this.transactions.reader, personId);
  }
}

const runningTold = (
  running: RunningOnResource,
  permission: string,
  flow: AccessFlowVersion | undefined,
): Pick<CatalogOption, 'mine' | 'grantId' | 'untilAt' | 'extension' | 'notLonger'> => {
  const { grantId, untilAt } = running;
  const told = { mine: 'running', grantId, untilAt: untilAt.toISOString() } as const;
  if (flow === undefined) return told;
  const whyNot = whyNotExtended(flow, { ...running, permissions: [permission] });
  if (whyNot !== null) return { ...told, notLonger: { message: explainDenial(whyNot), hint: hintOf(whyNot) } };
  if (flow.extensions === null) return told;
  const { longestSeconds } = flow.extensions;
  const { justificationRequired } = flow;
  const extension = { longestSeconds, approvalAgain: isApprovedAgain(flow, running.emergency), justificationRequired };
  return { ...told, extension };
};

const waitingTold = (later: MineOnResource['later']): Pick<CatalogOption, 'mine' | 'toStart'> => {
  if (later === null) return { mine: 'pending' };
  const { at, dueMs } = laterOf(later);
  return { mine: 'to-start', toStart: { at, dueAt: new Date(dueMs).toISOString() } };
};
