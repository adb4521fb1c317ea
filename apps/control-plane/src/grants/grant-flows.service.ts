import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { whileInWords } from '#access/flow-words.js';
import type { AccessFlowVersionId } from '#access/ids.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { FlowNaming } from '../access-flows/flow-names.service.js';
import type { GrantRow } from './grants.store.js';
import type { GrantAutomatic } from './grants.view.js';

/** The flow versions under which grants run, and what of them is said to who has the grant. */
@Injectable()
export class GrantFlows {
  constructor(
    private readonly flows: FlowFactsService,
    private readonly naming: FlowNaming,
  ) {}

  versionsOf(grants: readonly GrantRow[]): Promise<Map<AccessFlowVersionId, AccessFlowVersion>> {
    return this.flows.versions(grants.map(({ flowVersionId }) => flowVersionId));
  }

  /** Of the versions that give access by themselves, while what: as the flow says today, because that is what counts. */
  async automatic(
    versions: ReadonlyMap<AccessFlowVersionId, AccessFlowVersion>,
  ): Promise<Map<AccessFlowVersionId, GrantAutomatic>> {
    const giving = [...versions.values()].filter(({ trigger }) => trigger === 'condition');
    if (giving.length === 0) return new Map();
    const today = new Map((await this.flows.automatic()).map((flow) => [flow.flowId, flow]));
    const counting = giving.map((version) => ({
      ...(today.get(version.flowId) ?? version),
      versionId: version.versionId,
    }));
    const { nameOf } = await this.naming.of(
      [],
      counting.map(({ requesters }) => requesters),
    );
    return new Map(
      counting.map(({ versionId, flowId, name, requesters }) => [
        versionId,
        { flow: { id: flowId, name }, while: whileInWords(requesters, nameOf) },
      ]),
    );
  }
}
