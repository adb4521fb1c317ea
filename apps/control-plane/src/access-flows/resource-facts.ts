import { permissionsOf, type ResourceFacts } from '#access/resource.js';
import type { Resource, ResourceOutline } from '../catalog/resource.js';

/** A resource as a decision sees it; null: it is not there (any more). */
export const resourceFactsOf = (resource: Resource | undefined): ResourceFacts | null =>
  resource === undefined || resource.gone
    ? null
    : {
        resourceId: resource.id,
        integrationId: resource.integrationId,
        name: resource.name,
        tags: resource.tags,
        permissions: permissionsOf(resource),
        sudoRoles: resource.sudoRoles,
        available: resource.available,
        unavailableReason: resource.unavailableReason,
        clockOff: resource.clockOff,
        owners: resource.owners,
        integrationOwners: resource.integrationOwners,
      };

/** A resource as the blast radius sees it: what a flow reaches, whether it takes grants now or not. */
export const outlinedFactsOf = (outline: ResourceOutline): ResourceFacts => ({
  resourceId: outline.id,
  integrationId: outline.integrationId,
  name: outline.name,
  tags: outline.tags,
  permissions: permissionsOf(outline),
  sudoRoles: outline.sudoRoles,
  available: true,
  owners: outline.owners,
  integrationOwners: outline.integrationOwners,
});
