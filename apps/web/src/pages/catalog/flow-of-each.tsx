/** In a form for several servers: by which flow each is asked for, where several fit. */
import { Select, Stack } from '@mantine/core';
import { shownText } from '../../ui/shown-text.js';
import { choicesOf, type FlowChoices, type Many } from './ask-many.js';
import { flowWords } from './request-draft.js';

interface FlowOfEachProps {
  many: Many;
  permissions: readonly string[];
  choices: FlowChoices;
  onChoose: (choices: FlowChoices) => void;
}

const ANY = '';

export const FlowOfEach = ({ many, permissions, choices, onChoose }: FlowOfEachProps) => {
  const open = choicesOf(many, permissions);
  if (open.length === 0) return null;
  return (
    <details className="more">
      <summary>By which rule: {open.length === 1 ? 'one has a choice' : `${open.length} have a choice`}</summary>
      <Stack gap="xs" mt="xs">
        {open.map(({ id, name, flows }) => {
          const chosen = flows.find((flow) => flow.id === choices[id]);
          return (
            <Select
              key={id}
              label={shownText(name)}
              allowDeselect={false}
              data={[
                { value: ANY, label: 'The one that asks least' },
                ...flows.map((flow) => ({ value: flow.id, label: shownText(flow.name) })),
              ]}
              value={chosen?.id ?? ANY}
              description={chosen && shownText(flowWords(chosen))}
              onChange={(flowId) => onChoose({ ...choices, [id]: flowId ?? ANY })}
            />
          );
        })}
      </Stack>
    </details>
  );
};
