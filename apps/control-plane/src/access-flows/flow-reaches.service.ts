import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { type BlastRadius, changesAnything } from '#access/blast-radius.js';
import type { BundledTarget } from '#access/bundle.js';
import type { BundleId, PersonId, TeamId } from '#access/ids.js';
import { afterTeamEdit, looksAtTeam } from '#access/team-edit.js';
import { BundlesService, noSuchBundle } from '../bundles/bundles.service.js';
import { noSuchTeam, TeamsService } from '../identity/teams.service.js';
import { BlastRadiusService } from './blast-radius.service.js';
import { FlowFactsService } from './flow-facts.service.js';

/** What an edit of something that flows name would change by one of them. */
export interface FlowReach {
  readonly flow: string;
  readonly radius: BlastRadius;
}

interface TeamContents {
  readonly name: string;
  readonly memberIds: readonly PersonId[];
}

/** What an edit of a bundle or team would change, by each active flow that names it, before it is saved. */
@Injectable()
export class FlowReaches {
  constructor(
    private readonly flows: FlowFactsService,
    private readonly bundles: BundlesService,
    private readonly teams: TeamsService,
    private readonly radius: BlastRadiusService,
  ) {}

  /** @param holds what would be in it; nothing where it is deleted. @throws Fault not-found */
  async ofBundle(id: BundleId, holds: readonly BundledTarget[]): Promise<FlowReach[]> {
    if (!(await this.bundles.find([id])).has(id)) throw noSuchBundle();
    return this.ofContents(id, holds);
  }

  /** The same of a bundle that may be there no more: then nothing names it. */
  async ofContents(id: BundleId, holds: readonly BundledTarget[]): Promise<FlowReach[]> {
    const names = ({ targets }: AccessFlowVersion) => targets.some((one) => 'bundleId' in one && one.bundleId === id);
    const naming = (await this.active()).filter(names);
    const edits = naming.map((before) => {
      const targets = before.targets.map((one) => ('bundleId' in one && one.bundleId === id ? { ...one, holds } : one));
      return { before, after: { ...before, targets } };
    });
    return reachesOf(naming, await this.radius.ofEach(edits));
  }

  /**
   * Only flows by which anybody gains or loses, as who asks, receives or could approve.
   * @param id null: the team is new. @param contents null: it is deleted. @throws Fault not-found
   */
  async ofTeam(id: TeamId | null, contents: TeamContents | null): Promise<FlowReach[]> {
    const teamId = id ?? (randomUUID() as TeamId);
    const team = (await this.teams.find([teamId])).get(teamId);
    if (id !== null && !team) throw noSuchTeam();
    const { name, memberIds } = contents ?? { name: '', memberIds: [] };
    const edit = { teamId, nameBefore: team?.name ?? null, name, memberIds: new Set(memberIds) };
    const looking = (await this.active()).filter((flow) => looksAtTeam(flow, teamId, true));
    const edits = looking.map((flow) => ({ before: flow, after: flow }));
    const radii = await this.radius.ofEach(edits, (person) => afterTeamEdit(person, edit));
    return reachesOf(looking, radii).filter(({ radius }) => changesAnything(radius));
  }

  private async active(): Promise<AccessFlowVersion[]> {
    return (await this.flows.every()).filter(({ active }) => active);
  }
}

const reachesOf = (flows: readonly AccessFlowVersion[], radii: readonly BlastRadius[]): FlowReach[] =>
  flows.map(({ name }, at) => ({ flow: name, radius: radii[at] }));
