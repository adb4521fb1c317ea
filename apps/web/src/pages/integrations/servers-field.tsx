import { Button, Group, Textarea } from '@mantine/core';
import { asProblem } from '#api-client/problem.js';
import { $api } from '../../ui/api.js';
import { ProblemAlert } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import { mistakeOf } from './integration-draft.js';

export const EXAMPLE = `[
  { "name": "web-1", "host": "web-1.example.org", "tags": ["env=prod", "web"] },
  { "name": "db-1", "host": "10.0.0.12", "port": 2222, "user": "admin" }
]`;

/** Mistakes in the list, each with its entry, field and reason. Other refusals are shown as they are. */
export const ListMistakes = ({ error, serversText }: { error: unknown; serversText: string }) => {
  if (error === null) return null;
  const problem = asProblem(error);
  const fields = problem.fields.filter((field) => field.path.startsWith('servers'));
  if (fields.length === 0) return <ProblemAlert error={error} />;
  return (
    <div className="note note-bad" role="alert">
      <div>
        <strong>
          {fields.length === 1
            ? 'One mistake in the list. Nothing was changed.'
            : `${fields.length} mistakes in the list. Nothing was changed.`}
        </strong>
        <ul className="mistakes">
          {fields.map((field) => {
            const mistake = mistakeOf(field, serversText);
            return (
              <li key={`${field.path} ${field.reason}`}>
                <strong>
                  <Shown text={mistake.where} />
                </strong>
                {mistake.field !== '' && (
                  <>
                    ,{' '}
                    <code>
                      <Shown text={mistake.field} />
                    </code>
                  </>
                )}
                : <Shown text={mistake.reason} />
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
};

/** The JSON list of servers, and a check of it that changes nothing. */
export const ServersField = ({ value, onChange }: { value: string; onChange: (text: string) => void }) => {
  const check = $api.useMutation('post', '/api/integrations/check-list');
  const found = check.data?.servers.length;
  return (
    <div>
      <Textarea
        label="Servers"
        description="A JSON list. name and host are needed; user, port (22) and tags are not."
        placeholder={EXAMPLE}
        required
        autosize
        minRows={7}
        maxRows={24}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        value={value}
        onChange={(event) => {
          check.reset();
          onChange(event.currentTarget.value);
        }}
      />
      <Group gap="sm" mt="xs">
        <Button
          size="compact-sm"
          variant="default"
          loading={check.isPending}
          disabled={value.trim() === ''}
          onClick={() => check.mutate({ body: { servers: value } })}
        >
          Check the list
        </Button>
        {value.trim() === '' && (
          <Button size="compact-sm" variant="subtle" onClick={() => onChange(EXAMPLE)}>
            Fill in an example
          </Button>
        )}
        <span role="status">
          {found !== undefined && `The list is good: ${found === 1 ? '1 server' : `${found} servers`}.`}
        </span>
      </Group>
      <ListMistakes error={check.error} serversText={value} />
    </div>
  );
};
