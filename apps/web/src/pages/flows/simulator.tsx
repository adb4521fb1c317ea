/** The simulator: one person, one server, one hour; what every flow would answer, and why, sentence by sentence. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { components } from '#api-client/schema.js';
import type { Named } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Page, Section } from '../../ui/page.js';
import { type Choice, PickOne, type UseFound } from '../../ui/pick.js';
import { type ChosenPerson, PickIntegration, PickPerson } from '../../ui/pickers.js';
import { ProblemAlert } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { State } from '../../ui/state.js';

type Simulation = components['schemas']['SimulationView'];
type Told = components['schemas']['ToldView'];
type SimulatedFlow = Simulation['flows'][number];

const FIRST = 20;

/** Servers of one integration. */
const PickServer = ({ integrationId, value, onChange }: { integrationId: string; value: Choice | null; onChange: (choice: Choice | null) => void }) => {
  const useServers: UseFound = (search) => {
    const query = { search: search === '' ? undefined : search, limit: FIRST };
    const { data } = $api.useQuery('get', '/api/integrations/{id}/servers', { params: { path: { id: integrationId }, query } });
    return data && [{ choices: data.items.map(({ id, name }) => ({ value: id, label: shownText(name) })), total: data.total }];
  };
  return <PickOne label="Server" nothingFound="No server of that name" useFound={useServers} value={value} onChange={onChange} />;
}; // prettier-ignore

const YES = { word: 'yes', tone: 'good', meaning: '' } as const;
const NO = { word: 'no', tone: 'bad', meaning: '' } as const;

const Reasons = ({ why }: { why: readonly Told[] }) => (
  <ul className="reasons">
    {why.map((told, at) => (
      <li key={at}>
        <State words={told.holds ? YES : NO} /> <Shown text={told.text} />
        {told.parts.length > 0 && <Reasons why={told.parts} />}
      </li>
    ))}
  </ul>
);

const FlowAnswer = ({ flow }: { flow: SimulatedFlow }) => (
  <li className="card">
    <div className="card-head">
      <h3 className="row-title">
        {flow.id === null ? (
          <Shown text={flow.name} />
        ) : (
          <Link to="/flows/$flowId" params={{ flowId: flow.id }}>
            <Shown text={flow.name} />
          </Link>
        )}
      </h3>
      <State
        words={
          flow.applies
            ? { word: 'applies', tone: 'good', meaning: '' }
            : { word: 'does not apply', tone: 'quiet', meaning: '' }
        }
      />
    </div>
    <details open={flow.applies}>
      <summary>Why</summary>
      <Reasons why={flow.why} />
    </details>
  </li>
);

const OUTCOMES = {
  start: { word: 'starts at once', tone: 'good', meaning: '' },
  later: { word: 'starts later', tone: 'good', meaning: '' },
  wait: { word: 'waits for approval', tone: 'watch', meaning: '' },
  refuse: { word: 'is refused', tone: 'bad', meaning: '' },
} as const;

const Answer = ({ simulation: { outcome, flows, total, person, resource, permissions } }: { simulation: Simulation }) => (
  <>
    <Section title={`${person} asks for ${permissions.join(', ')} on ${resource}`} aside={<State words={OUTCOMES[outcome.would]} />}>
      <section className="target" aria-label="What would happen">
        <p className="sentence"><Shown text={outcome.text} /></p>
        {outcome.help !== undefined && <p className="dimmed"><Shown text={outcome.help} /></p>}
        {outcome.asked.length > 0 && <p><Shown text={`Asked first: ${outcome.asked.join(', ')}.`} /></p>}
      </section>
      <p className="dimmed small">By the rules: a reason and the fields that a flow asks for count as filled in, and what the person has already is left out.</p>
    </Section>
    <Section title="Flow by flow">
      <ul className="cards">
        {flows.map((flow) => <FlowAnswer key={flow.id ?? flow.name} flow={flow} />)}
      </ul>
      {flows.length < total && <p className="dimmed">And {total - flows.length} more that do not apply.</p>}
    </Section>
  </>
); // prettier-ignore

interface Chosen {
  personId: string;
  resourceId: string;
  atIso?: string;
}

const SimulatorForm = ({ sending, onSubmit }: { sending: boolean; onSubmit: (chosen: Chosen) => void }) => {
  const [person, setPerson] = useState<ChosenPerson | null>(null);
  const [integration, setIntegration] = useState<Named | null>(null);
  const [server, setServer] = useState<Choice | null>(null);
  const [at, setAt] = useState('');
  const send = () => {
    if (person === null || server === null) return;
    const atIso = at === '' ? {} : { atIso: new Date(at).toISOString() };
    onSubmit({ personId: person.id, resourceId: server.value, ...atIso });
  };
  const pickIntegration = (chosen: Named | null) => {
    setIntegration(chosen);
    setServer(null);
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="md">
        <PickPerson label="Person" value={person} onChange={setPerson} />
        <PickIntegration label="Integration" value={integration} onChange={pickIntegration} />
        {integration && <PickServer key={integration.id} integrationId={integration.id} value={server} onChange={setServer} />}
        <TextInput type="datetime-local" label="Hour" description="By the clock of this browser; empty: now" w={260} value={at} onChange={(event) => setAt(event.currentTarget.value)} />
        <Group>
          <Button type="submit" disabled={person === null || server === null} loading={sending}>Simulate</Button>
        </Group>
      </Stack>
    </form>
  );
}; // prettier-ignore

export const SimulatorPage = () => {
  const simulate = $api.useMutation('post', '/api/access-flows/simulate');
  return (
    <Page
      title="Simulator"
      lead="Which flows would answer one person for one server at one hour, and why. Nothing is asked and nothing is written."
      narrow
    >
      <SimulatorForm sending={simulate.isPending} onSubmit={(body) => simulate.mutate({ body })} />
      <ProblemAlert error={simulate.error} />
      <div aria-live="polite">{simulate.data && <Answer simulation={simulate.data} />}</div>
    </Page>
  );
};
