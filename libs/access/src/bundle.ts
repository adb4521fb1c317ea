/** A named set of resources with permissions, kept in one place and named by flows and in the catalog. */
import type { IntegrationTarget } from './flow-target.js';
import type { BundleId } from './ids.js';

/** One entry of a bundle: which servers of an integration, and which permissions on them. */
export type BundledTarget = IntegrationTarget;

export interface Bundle {
  readonly id: BundleId;
  readonly name: string;
  readonly description: string;
  /** Never empty. */
  readonly targets: readonly BundledTarget[];
}
