/** The simulator: what every flow would answer one person for one resource at one hour, and why. Nothing is written. */
import { Injectable } from '@nestjs/common';
import { type AccessFlowVersion, coveredPermissions } from '#access/access-flow.js';
import type { AskFacts } from '#access/asking.js';
import type { AccessFlowId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import type { ResourceFacts } from '#access/resource.js';
import { dryRun, type Outcome, simulate, type Simulated } from '#access/simulate.js';
import { FlowDrafts } from './flow-drafts.service.js';
import { FlowFactsService } from './flow-facts.service.js';
import type { SimulateInput } from './flow-trials.dto.js';
import { SimulatorFacts } from './simulator-facts.service.js';

export interface SimulatedAsk extends Simulated {
  readonly person: PersonFacts;
  readonly resource: ResourceFacts;
  /** What the outcome is of. */
  readonly permissions: readonly string[];
  /** The version that is not saved; null: only what is saved was tried. */
  readonly draft: AccessFlowVersion | null;
}

@Injectable()
export class Simulator {
  constructor(
    private readonly flows: FlowFactsService,
    private readonly drafts: FlowDrafts,
    private readonly facts: SimulatorFacts,
  ) {}

  /** @throws Fault not-found, input-invalid */
  async simulate(input: SimulateInput, atMs: number): Promise<SimulatedAsk> {
    const { draft: drafted } = input;
    const flowId = (drafted?.flowId ?? null) as AccessFlowId | null;
    const draft = drafted ? await this.drafts.versionOf(drafted.flow, flowId) : null;
    const saved = (await this.flows.every()).filter((flow) => draft === null || flow.flowId !== draft.flowId);
    const flows = draft ? [draft, ...saved] : saved;
    const { facts, nameOf } = await this.facts.of(input, flows, atMs);
    const { flows: told } = simulate(facts, nameOf);
    const permissions = input.permissions ?? permissionsOf(told, facts.resource);
    return {
      flows: told,
      outcome: outcomeOf(facts, permissions),
      person: facts.requester,
      resource: facts.resource,
      permissions,
      draft,
    };
  }
}

/** Where none are named, those that the first flow that applies would give. */
const permissionsOf = (told: Simulated['flows'], resource: ResourceFacts): string[] => {
  const first = told.find(({ applies, flow }) => applies && flow.trigger === 'ask');
  return first ? coveredPermissions(first.flow, resource) : [...resource.permissions];
};

const outcomeOf = (facts: AskFacts, permissions: readonly string[]): Outcome => {
  const flows = facts.flows.map(({ flow, approvers }) => ({ flow: { ...flow, customFields: [] }, approvers }));
  return dryRun({ ...facts, permissions, flows });
};
