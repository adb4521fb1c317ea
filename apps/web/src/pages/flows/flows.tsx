import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AccessFlow } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { FlowIcon, PlusIcon } from '../../ui/icons.js';
import { Ago } from '../../ui/moment.js';
import { Empty, Page } from '../../ui/page.js';
import { Paged, usePaging } from '../../ui/paging.js';
import { ProblemAlert } from '../../ui/problem.js';
import { ListSearch, NothingFound, useTyped } from '../../ui/search-field.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { State } from '../../ui/state.js';
import { WhatFlowGives } from './blast-radius.js';
import { bodyOf, draftOf, saidOf } from './flow-draft.js';
import { FourEyesSection } from './four-eyes.js';
import { Proposals } from './proposals.js';
import { useFourEyes } from './proposed.js';
import { Sentence } from './sentence.js';

const AddButton = () => (
  <Button component={Link} to="/flows/new" leftSection={<PlusIcon />}>
    New flow
  </Button>
);

/** Asks before it acts, with whom that gives something: what a flow gives by itself is given at that moment. */
const Activate = ({ flow }: { flow: AccessFlow }) => {
  const activate = $api.useMutation('post', '/api/access-flows/{id}/activate');
  return (
    <Ask
      label="Activate"
      title="Activate this flow?"
      confirm="Activate it"
      button={{ 'aria-label': `Activate ${shownText(flow.name)}` }}
      onConfirm={() => activate.mutateAsync({ params: { path: { id: flow.id } } })}
    >
      <WhatFlowGives flowId={flow.id} body={bodyOf(draftOf(flow))} />
    </Ask>
  );
};

/** Off at once, always: taking away waits for nobody. */
const Switch = ({ flow }: { flow: AccessFlow }) => {
  const fourEyes = useFourEyes();
  const propose = $api.useMutation('post', '/api/flow-proposals');
  const deactivate = $api.useMutation('post', '/api/access-flows/{id}/deactivate');
  const params = { path: { id: flow.id } };
  if (!flow.active && fourEyes !== true) return <Activate flow={flow} />;
  const change = () => {
    if (flow.active) deactivate.mutate({ params });
    else propose.mutate({ body: { kind: 'access-flow', action: 'activate', id: flow.id } });
  };
  const word = flow.active ? 'Deactivate' : 'Propose to activate';
  return (
    <>
      <ProblemAlert error={propose.error ?? deactivate.error} />
      <Button
        size="sm"
        variant="default"
        loading={propose.isPending || deactivate.isPending}
        onClick={change}
        aria-label={`${word} ${shownText(flow.name)}`}
      >
        {word}
      </Button>
    </>
  );
};

const FlowSentence = ({ flow }: { flow: AccessFlow }) => {
  const draft = draftOf(flow);
  return <Sentence flow={saidOf(draft)} nameOf={(id) => draft.names[id]} />;
};

const FlowCard = ({ flow }: { flow: AccessFlow }) => (
  <li className="card">
    <div className="card-head">
      <h2 className="row-title">
        <Link to="/flows/$flowId" params={{ flowId: flow.id }}>
          <Shown text={flow.name} />
        </Link>
      </h2>
      <State
        words={
          flow.active
            ? { word: 'active', tone: 'good', meaning: '' }
            : { word: 'not active', tone: 'quiet', meaning: '' }
        }
      />
    </div>
    <FlowSentence flow={flow} />
    <div className="card-foot">
      <p className="dimmed small">
        Version {flow.version}, changed <Ago at={flow.changedAt} />
      </p>
      <Switch flow={flow} />
    </div>
  </li>
);

const NoFlows = () => (
  <Empty title="No flow yet: nobody may ask for anything" icon={<FlowIcon size={28} />}>
    <p>
      A flow reads as a sentence: “Members of Web team may ask for web-ops on every server of Shop, approved by Team
      leads, for up to 4 hours.”
    </p>
    <AddButton />
  </Empty>
);

export const FlowsPage = () => {
  const text = useTyped();
  const paging = usePaging(text.search);
  const flows = $api.useQuery(
    'get',
    '/api/access-flows',
    { params: { query: { search: text.search, ...paging.query } } },
    { placeholderData: (before) => before },
  );
  return (
    <Page
      title="Access flows"
      lead="Who may ask for what, who approves, and for how long. Without a flow nobody may."
      actions={<AddButton />}
    >
      <Proposals />
      <ListSearch of="flows" placeholder="Search by name" text={text} total={flows.data?.total} />
      <Paged
        query={flows}
        paging={paging}
        what="flows"
        empty={text.search === undefined ? <NoFlows /> : <NothingFound what="flows" />}
      >
        {(items) => (
          <ul className="cards">
            {items.map((flow) => (
              <FlowCard key={flow.id} flow={flow} />
            ))}
          </ul>
        )}
      </Paged>
      <FourEyesSection />
    </Page>
  );
};
