import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { candidatesOf } from '#access/automatic-access.js';
import type { ResourceId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import type { ResourceFacts } from '#access/resource.js';
import { selectorsOf } from '../access-flows/flow-selectors.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { outlinedFactsOf } from '../access-flows/resource-facts.js';
import type { Resource } from '../catalog/resource.js';
import { ResourcesService } from '../catalog/resources.service.js';

/** So many servers are read by one query: it takes no more than 65,535 values. */
const AT_ONCE = 2000;

/** Among whom those are to whom a flow gives access by itself, and on what. */
@Injectable()
export class AutomaticReach {
  constructor(
    private readonly people: PeopleFacts,
    private readonly resources: ResourcesService,
  ) {}

  /** Only those are read whom the conditions can name. */
  holdersOf({ requesters }: AccessFlowVersion): Promise<PersonFacts[]> {
    const candidates = candidatesOf(requesters);
    return candidates === null ? this.people.everybody() : this.people.members(candidates);
  }

  /** As if each took new grants now. */
  async resourcesOf(flow: AccessFlowVersion): Promise<ResourceFacts[]> {
    return (await this.resources.outlinesOf(selectorsOf([flow]))).map(outlinedFactsOf);
  }

  /** Those that take no new grants now. */
  busyOf(flow: AccessFlowVersion): Promise<Resource[]> {
    return this.resources.unavailable(selectorsOf([flow]));
  }

  /** These resources, with whether they take new grants now. */
  async asTheyAre(ids: readonly ResourceId[]): Promise<Resource[]> {
    const found: Resource[] = [];
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      found.push(...(await this.resources.find(ids.slice(at, at + AT_ONCE))));
    }
    return found;
  }
}
