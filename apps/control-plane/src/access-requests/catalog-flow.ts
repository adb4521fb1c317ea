import type { AccessFlowVersion } from '#access/access-flow.js';
import { isPlain } from '#access/explain.js';
import { approvalInWords } from '#access/flow-words.js';
import { approverNames, type FlowNames } from '../access-flows/flow-names.service.js';
import type { CatalogFlow } from './catalog.view.js';

/** A flow as the request form needs it. */
export const catalogFlowOf = (flow: AccessFlowVersion, names: FlowNames): CatalogFlow => ({
  id: flow.flowId,
  name: flow.name,
  longestSeconds: flow.longestSeconds,
  justificationRequired: flow.justificationRequired,
  defaultSeconds: flow.defaultSeconds ?? flow.longestSeconds,
  usualSeconds: flow.defaultSeconds,
  fixedDuration: flow.fixedDuration,
  startAheadSeconds: flow.clockStart.at === 'scheduled' ? flow.clockStart.withinSeconds : null,
  firstUseWithinSeconds: flow.clockStart.at === 'first-use' ? flow.clockStart.withinSeconds : null,
  customFields: [...flow.customFields],
  templates: flow.templates.map((template) => ({ ...template, fields: { ...template.fields } })),
  automatic: flow.approval === null,
  approvers: approverNames(flow.approval, names),
  oneYes: flow.approval === null || isPlain(flow.approval),
  approvalInWords: flow.approval && approvalInWords(flow.approval, names.nameOf),
  allowsForwarding: flow.allowsForwarding,
  finishWithinSeconds: flow.finishWithinSeconds,
  breakGlassReviewSeconds: flow.approval && (flow.breakGlass?.reviewWithinSeconds ?? null),
  forSelf: flow.requestFor.self,
  forOthers: flow.requestFor.directReports || flow.requestFor.others !== null,
});
