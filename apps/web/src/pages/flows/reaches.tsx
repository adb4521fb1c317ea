/** What an edit of a bundle or a team would change, flow by flow, shown before it is saved. */
import { Stack } from '@mantine/core';
import type { components } from '#api-client/schema.js';
import { $api } from '../../ui/api.js';
import { Shown } from '../../ui/shown.js';
import { LookedAt, type Looked, ONLY_LOOKS, RadiusSaid, type Saving, WhatItChanges } from './blast-radius.js';

type Reach = components['schemas']['ReachView'];
export type BundleBody = components['schemas']['BundleInput'];
export type TeamBody = components['schemas']['EditedTeam'];

/** @param none what is said where no flow is told. */
export const ReachSaid = ({ look, none }: { look: Looked<Reach>; none: string }) => (
  <LookedAt look={look}>
    {({ flows }) =>
      flows.length === 0 ? (
        <p>{none}</p>
      ) : (
        <Stack gap="sm">
          {flows.map(({ flow, radius }) => (
            <div key={flow}>
              <p className="dimmed">
                By the flow <Shown text={flow} />, as things are now:
              </p>
              <RadiusSaid radius={radius} />
            </div>
          ))}
        </Stack>
      )
    }
  </LookedAt>
);

const useBundleReach = (id: string, bundle: BundleBody | null): Looked<Reach> =>
  $api.useQuery('post', '/api/bundles/{id}/blast-radius', { params: { path: { id } }, body: { bundle } }, ONLY_LOOKS);

const NOT_NAMED = 'No active flow names this bundle: nobody gains and nobody loses anything.';

export const WhatBundleChanges = ({ id, body, ...saving }: Saving & { id: string; body: BundleBody }) => {
  const look = useBundleReach(id, body);
  return (
    <WhatItChanges
      known={look.data !== undefined}
      note="By these flows alone: what other flows let people reach stays as it is. Running access that somebody asked for stays, too."
      {...saving}
    >
      <ReachSaid look={look} none={NOT_NAMED} />
    </WhatItChanges>
  );
};

/** Who would lose when the bundle is deleted, and that the flows are in the way of it. */
export const WhoseBundleItIs = ({ id }: { id: string }) => {
  const look = useBundleReach(id, null);
  return (
    <Stack gap="sm" mt="sm">
      <ReachSaid look={look} none={NOT_NAMED} />
      {look.data !== undefined && look.data.flows.length > 0 && (
        <p>A bundle that a flow names cannot be deleted. Take it out of the flow first.</p>
      )}
    </Stack>
  );
};

/** @param id null: the team is new. @param team null: it is deleted. */
const useTeamReach = (id: string | null, team: TeamBody | null): Looked<Reach> => {
  const ofNew = $api.useQuery('post', '/api/teams/blast-radius', { body: { team } }, { ...ONLY_LOOKS, enabled: id === null }); // prettier-ignore
  const params = { path: { id: id ?? '' } };
  const ofOne = $api.useQuery('post', '/api/teams/{id}/blast-radius', { params, body: { team } }, { ...ONLY_LOOKS, enabled: id !== null }); // prettier-ignore
  return id === null ? ofNew : ofOne;
};

const NOBODY = 'By no active flow does anybody gain or lose anything that can be reached now.';

export const WhatTeamChanges = ({ id, body, ...saving }: Saving & { id: string | null; body: TeamBody }) => {
  const look = useTeamReach(id, body);
  return (
    <WhatItChanges
      known={look.data !== undefined}
      note="What other flows let people reach stays as it is. Whoever is taken out loses at once the running access that rests on this team. Whom flows ask for approval changes with the team, too: shown is only where that leaves nobody who could approve, or lets somebody approve it for himself."
      {...saving}
    >
      <ReachSaid look={look} none={NOBODY} />
    </WhatItChanges>
  );
};

/** Who loses when the team is deleted. */
export const WhoseTeamItIs = ({ id }: { id: string }) => (
  <Stack gap="sm" mt="sm">
    <ReachSaid look={useTeamReach(id, null)} none={NOBODY} />
  </Stack>
);
