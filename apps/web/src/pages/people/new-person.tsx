import { Button, Drawer, Stack } from '@mantine/core';
import { useState } from 'react';
import { $api } from '../../ui/api.js';
import { ProblemAlert } from '../../ui/problem.js';
import { bodyOf, NEW_PERSON } from './person-draft.js';
import { PersonFields } from './person-fields.js';

export const NewPerson = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Drawer opened={open} onClose={onClose} position="right" title={<span className="drawer-title">Add a person</span>}>
    {open && <NewPersonForm onDone={onClose} />}
  </Drawer>
);

const NewPersonForm = ({ onDone }: { onDone: () => void }) => {
  const [draft, setDraft] = useState(NEW_PERSON);
  const create = $api.useMutation('post', '/api/people', { onSuccess: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ body: bodyOf(draft) });
      }}
    >
      <Stack gap="lg">
        <PersonFields draft={draft} change={(part) => setDraft((before) => ({ ...before, ...part }))} isNew />
        <ProblemAlert error={create.error} />
        <Button type="submit" loading={create.isPending} className="end">
          Add
        </Button>
      </Stack>
    </form>
  );
};
