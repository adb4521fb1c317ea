import { Button, Fieldset, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import type { OwnerTag } from '#api-client/views.js';
import { PlusIcon } from '../../ui/icons.js';
import { PickPeopleAndTeams } from '../../ui/pickers.js';
import type { IntegrationDraft } from './integration-draft.js';

const MOST_TAGS = 10;
const NAMES = [
  { value: 'team', label: 'Names of teams' },
  { value: 'person', label: 'Addresses of people' },
];

interface TagFieldsProps {
  tag: OwnerTag;
  number: number;
  change: (part: Partial<OwnerTag>) => void;
  onRemove: () => void;
}

const TagFields = ({ tag, number, change, onRemove }: TagFieldsProps) => (
  <Fieldset legend={`Tag ${number}`} className="target">
    <Group align="flex-end">
      <TextInput
        label="Key of the tag"
        placeholder="owner"
        required
        maxLength={128}
        value={tag.tag}
        onChange={(event) => change({ tag: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label={`Values of tag ${number}`}
        data={NAMES}
        value={tag.names}
        onChange={(names) => change({ names: names === 'person' ? 'person' : 'team' })}
      />
      <Button size="compact-sm" variant="subtle" color="red" onClick={onRemove}>
        Take tag {number} out
      </Button>
    </Group>
  </Fieldset>
);

interface OwnersFieldsProps {
  draft: IntegrationDraft;
  change: (part: Partial<Pick<IntegrationDraft, 'owners' | 'ownerTags'>>) => void;
}

/** Who owns the integration, and which tags say who owns a server. Flows may ask owners. */
export const OwnersFields = ({ draft: { owners, ownerTags }, change }: OwnersFieldsProps) => (
  <Stack gap="md">
    <PickPeopleAndTeams
      label="Owners of the integration"
      description="Access flows may ask them for approval"
      required={false}
      value={owners}
      onChange={(chosen) => change({ owners: chosen })}
    />
    <p className="dimmed">
      Tags may name the owners of a server: with a tag <code>owner</code> for teams, <code>owner=dba</code> gives it to
      the team dba. Names are compared exactly, and looked up each time: whoever renames a team changes what it owns.
    </p>
    {ownerTags.map((tag, at) => (
      <TagFields
        key={at}
        tag={tag}
        number={at + 1}
        change={(part) =>
          change({ ownerTags: ownerTags.map((one, other) => (other === at ? { ...one, ...part } : one)) })
        }
        onRemove={() => change({ ownerTags: ownerTags.filter((_, other) => other !== at) })}
      />
    ))}
    <Button
      size="compact-sm"
      variant="default"
      className="start"
      leftSection={<PlusIcon size={14} />}
      disabled={ownerTags.length >= MOST_TAGS}
      onClick={() => change({ ownerTags: [...ownerTags, { tag: '', names: 'team' }] })}
    >
      Add a tag that names owners
    </Button>
  </Stack>
);
