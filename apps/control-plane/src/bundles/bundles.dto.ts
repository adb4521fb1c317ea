import type { BundledTarget } from '#access/bundle.js';
import { BundledTargetsField, FlowPartModels } from '../access-flows/flow-parts.dto.js';
import { EditedVersionField } from '../http/edited-version.js';
import { Line } from '../http/fields.js';
import type { BundleContents } from './bundle-changes.service.js';

@FlowPartModels()
export class BundleInput {
  @Line(100) name: string;
  @Line(500, { optional: true, min: 0 }) description?: string;
  @BundledTargetsField() targets: BundledTarget[];
}

export class BundleEdit extends BundleInput {
  @EditedVersionField() version?: number;
}

/** What the input says, as it is stored. */
export const contentsOfInput = ({ name, description, targets }: BundleInput): BundleContents => ({
  name: name.trim(),
  description: description?.trim() ?? '',
  targets,
});
