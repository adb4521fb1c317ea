import { Injectable } from '@nestjs/common';
import { isRecord } from '#access/condition-input.js';
import { Fault, type WrongField } from '#access/fault.js';
import type { BundleId, IntegrationId } from '#access/ids.js';
import { BundlesService } from '../bundles/bundles.service.js';
import { Transactions } from '../database/transactions.js';
import type { AccessFlowInput } from './access-flows.dto.js';
import { AccessFlowsStore } from './access-flows.store.js';
import { FlowNaming } from './flow-names.service.js';

/** What names something else, of an input or as it is stored. */
type Named = Pick<AccessFlowInput, 'requesters' | 'requestFor' | 'approvers' | 'targets'>;
type Kind = 'person' | 'team' | 'shift' | 'integration' | 'bundle';
interface Reference {
  kind: Kind;
  id: string;
  path: string;
}

const IS_NONE: Readonly<Record<Kind, string>> = {
  person: 'is nobody',
  team: 'is no team',
  shift: 'is no shift',
  integration: 'is no integration',
  bundle: 'is no bundle',
};

/** What a flow names must exist when it is written. What goes later simply permits nothing any more. */
@Injectable()
export class FlowReferences {
  constructor(
    private readonly store: AccessFlowsStore,
    private readonly naming: FlowNaming,
    private readonly bundles: BundlesService,
    private readonly transactions: Transactions,
  ) {}

  /** @throws Fault input-invalid that names each id that is unknown */
  async refuseUnknown({ requesters, requestFor, approvers, targets }: Named): Promise<void> {
    const named = Object.entries({ requesters, requestFor, approvers, targets }).flatMap(([name, value]) =>
      referencesIn(value, name),
    );
    const known = await this.known(named);
    const fields: WrongField[] = named
      .filter(({ kind, id }) => !known[kind].has(id))
      .map(({ kind, path }) => ({ path, reason: IS_NONE[kind] }));
    if (fields.length === 0) return;
    throw new Fault(
      'input-invalid',
      `The access flow is wrong: ${fields.map(({ path, reason }) => `${path} ${reason}`).join('; ')}.`,
      {
        hint: 'Load the page again and choose anew.',
        fields,
      },
    );
  }

  private async known(named: readonly Reference[]): Promise<Record<Kind, { has: (id: string) => boolean }>> {
    const ids = <Id>(kind: Kind): Id[] => [
      ...new Set(named.flatMap((one) => (one.kind === kind ? [one.id as Id] : []))),
    ];
    const [{ people, teams, shifts }, integrations, bundles] = await Promise.all([
      this.naming.named({ person: ids('person'), team: ids('team'), shift: ids('shift') }),
      this.store.integrations(this.transactions.reader, ids<IntegrationId>('integration')),
      this.bundles.find(ids<BundleId>('bundle')),
    ]);
    const living = new Set([...integrations].flatMap(([id, { deleted }]) => (deleted ? [] : [id])));
    const among = (known: { has: (id: never) => boolean }) => ({
      has: (id: string): boolean => known.has(id as never),
    });
    return {
      person: among(people),
      team: among(teams),
      shift: among(shifts),
      integration: among(living),
      bundle: among(bundles),
    };
  }
}

const LISTS: Readonly<Record<string, Kind>> = {
  personIds: 'person',
  teamIds: 'team',
  integrationIds: 'integration',
};

const SINGLES: Readonly<Record<string, Kind>> = { integrationId: 'integration', bundleId: 'bundle' };

/** Everything in a checked input that is the id of something, wherever it stands. */
const referencesIn = (value: unknown, path: string): Reference[] => {
  if (Array.isArray(value)) return value.flatMap((one, at) => referencesIn(one, `${path}[${at}]`));
  if (!isRecord(value)) return [];
  const { subject, operator, values, kind, id } = value;
  if (typeof subject === 'string') {
    const byId = subject !== 'attribute' && (operator === 'is' || operator === 'is-not');
    return byId ? referencesOf(subject as Kind, values, `${path}.values`) : [];
  }
  if (typeof kind === 'string' && typeof id === 'string') return [{ kind: kind as Kind, id, path: `${path}.id` }];
  return Object.entries(value).flatMap(([name, part]): Reference[] => {
    const single = SINGLES[name];
    if (single) return [{ kind: single, id: String(part), path: `${path}.${name}` }];
    return LISTS[name] ? referencesOf(LISTS[name], part, `${path}.${name}`) : referencesIn(part, `${path}.${name}`);
  });
};

const referencesOf = (kind: Kind, ids: unknown, path: string): Reference[] =>
  Array.isArray(ids) ? ids.map((id: string, at) => ({ kind, id, path: `${path}[${at}]` })) : [];
