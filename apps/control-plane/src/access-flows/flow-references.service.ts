import { Injectable } from '@nestjs/common';
import { isRecord } from '#access/condition-input.js';
import { Fault, type WrongField } from '#access/fault.js';
import type { BundleId, IntegrationId, PersonId } from '#access/ids.js';
import { BundlesService } from '../bundles/bundles.service.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import type { AccessFlowInput } from './access-flows.dto.js';
import { AccessFlowsStore } from './access-flows.store.js';
import { type FlowNames, FlowNaming } from './flow-names.service.js';

/** What names something else, of an input or as it is stored. */
type Named = Pick<AccessFlowInput, 'requesters' | 'requestFor' | 'approvers' | 'targets'>;
type Kind = 'person' | 'team' | 'shift' | 'integration' | 'bundle';
interface Reference {
  kind: Kind;
  id: string;
  path: string;
}

/** What there is no more of what something names, and who of it is disabled. */
export interface Missing {
  readonly gone: readonly { readonly kind: Kind; readonly id: string; readonly name: string | null }[];
  readonly disabled: readonly string[];
}

const IS_NONE: Readonly<Record<Kind, string>> = {
  person: 'is nobody',
  team: 'is no team',
  shift: 'is no shift',
  integration: 'is no integration',
  bundle: 'is no bundle',
};

/**
 * What a flow names must exist when it is written. People stay for ever, and teams, shifts and bundles as long as a flow names
 * them: who deletes one locks it and looks for flows, who writes a flow locks what it names. An integration that goes later
 * simply permits nothing any more.
 */
@Injectable()
export class FlowReferences {
  constructor(
    private readonly store: AccessFlowsStore,
    private readonly naming: FlowNaming,
    private readonly bundles: BundlesService,
    private readonly transactions: Transactions,
  ) {}

  /**
   * With a transaction all of it stays until that ends: teams, shifts and bundles are locked in this order, each by id.
   * @throws Fault input-invalid that names each id that is unknown
   */
  async refuseUnknown(of: Named, tx?: Transaction): Promise<void> {
    const named = referencesOfAll(of);
    const known = await this.known(named, tx);
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

  /** Of each of these what it names and there is no more, for looking only. A name is given where the thing still has one. */
  async missing(each: readonly Partial<Named>[]): Promise<Missing[]> {
    const named = each.map(referencesOfAll);
    const { people, integrations, ...known } = await this.known(named.flat());
    return named.map((references) => {
      const gone = unlike(references.filter(({ kind, id }) => !known[kind].has(id)));
      const persons = unlike(references.filter(({ kind }) => kind === 'person'));
      return {
        gone: gone.map(({ kind, id }) => ({ kind, id, name: integrations.get(id as IntegrationId)?.name ?? null })),
        disabled: persons.flatMap(({ id }) => {
          const person = people.get(id as PersonId);
          return person?.disabled ? person.displayName : [];
        }),
      };
    });
  }

  private async known(
    named: readonly Reference[],
    tx?: Transaction,
  ): Promise<
    Record<Kind, { has: (id: string) => boolean }> & {
      people: FlowNames['people'];
      integrations: ReadonlyMap<IntegrationId, { name: string }>;
    }
  > {
    const ids = <Id>(kind: Kind): Id[] => [
      ...new Set(named.flatMap((one) => (one.kind === kind ? [one.id as Id] : []))),
    ];
    const { people, teams, shifts } = await this.naming.named({ person: ids('person'), team: ids('team'), shift: ids('shift') }, tx); // prettier-ignore
    const bundles = await this.bundles.find(ids<BundleId>('bundle'), tx);
    const integrations = await this.store.integrations(tx ?? this.transactions.reader, ids<IntegrationId>('integration')); // prettier-ignore
    const living = new Set([...integrations].flatMap(([id, { deleted }]) => (deleted ? [] : [id])));
    const among = (known: { has: (id: never) => boolean }) => ({
      has: (id: string): boolean => known.has(id as never),
    });
    return {
      people,
      integrations,
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

const referencesOfAll = ({ requesters, requestFor, approvers, targets }: Partial<Named>): Reference[] =>
  Object.entries({ requesters, requestFor, approvers, targets }).flatMap(([name, value]) => referencesIn(value, name));

/** Each once, wherever it is named. */
const unlike = (references: readonly Reference[]): Reference[] => [
  ...new Map(references.map((one) => [one.id, one])).values(),
];

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
