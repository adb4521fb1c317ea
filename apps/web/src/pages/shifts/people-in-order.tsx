import { Button, Stack } from '@mantine/core';
import { CrossIcon } from '../../ui/icons.js';
import { PickPeople, type ChosenPerson } from '../../ui/pickers.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';

interface PeopleInOrderProps {
  value: ChosenPerson[];
  onChange: (people: ChosenPerson[]) => void;
}

/** The person at that place changes places with the one before. */
const earlier = (people: ChosenPerson[], at: number): ChosenPerson[] =>
  people.map((person, index) => (index === at - 1 ? people[at] : index === at ? people[at - 1] : person));

/** Chooses people, and in which order they take turns. */
export const PeopleInOrder = ({ value, onChange }: PeopleInOrderProps) => (
  <Stack gap="md">
    <PickPeople label="People" description="They take turns in this order" value={value} onChange={onChange} />
    {value.length > 1 && (
      <ol className="rows" aria-label="The order of the turns">
        {value.map((person, at) => (
          <li className="row" key={person.id}>
            <span className="dimmed">{at + 1}</span>
            <span className="row-main">
              <Shown text={person.displayName} />
            </span>
            <span className="row-actions">
              {at > 0 && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`${shownText(person.displayName)} earlier`}
                  onClick={() => onChange(earlier(value, at))}
                >
                  Earlier
                </Button>
              )}
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                aria-label={`Take ${shownText(person.displayName)} out`}
                onClick={() => onChange(value.filter((_, index) => index !== at))}
              >
                <CrossIcon size={15} />
              </Button>
            </span>
          </li>
        ))}
      </ol>
    )}
  </Stack>
);
