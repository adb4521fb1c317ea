/** What an approver should know of whom a yes is for: the account, and what he had and has there. */
import type { AccessRequest, RequestBackground, RequestBefore } from '#api-client/views.js';
import { $api } from '../ui/api.js';
import { listWords } from '../ui/list-words.js';
import { Ago, Moment } from '../ui/moment.js';
import { ProblemAlert } from '../ui/problem.js';
import { Shown } from '../ui/shown.js';
import { shownText } from '../ui/shown-text.js';
import { beforeWords, STANDING_WORDS, timesWords } from '../ui/state-words.js';
import { durationWords } from '../ui/time-words.js';

const Before = ({ before }: { before: RequestBefore }) => (
  <li>
    <Shown text={listWords(before.permissions, 'and')} /> on <Shown text={before.serverName} />,{' '}
    {durationWords(before.durationSeconds)}
    {before.extension && ' longer'}: <strong>{beforeWords(before)}</strong>{' '}
    <span className="dimmed">
      <Ago at={before.at} />
    </span>
  </li>
);

const Now = ({ request, known }: { request: AccessRequest; known: RequestBackground }) => (
  <p>
    Logs in to <Shown text={request.resource.name} /> as{' '}
    <strong>
      <Shown text={known.account} />
    </strong>
    .{' '}
    {known.running.length === 0
      ? 'Has no other access there now.'
      : known.running.map(({ grantId, permissions, untilAt }) => (
          <span key={grantId}>
            Has <Shown text={listWords(permissions, 'and')} /> there now, until <Moment at={untilAt} />.{' '}
          </span>
        ))}
  </p>
);

const Standing = ({ known: { standing } }: { known: RequestBackground }) =>
  standing.length === 0 ? null : (
    <p className="note note-watch">
      <span>
        The account has standing access there that Curfew did not give:{' '}
        <Shown
          text={listWords(
            standing.map(({ kind, name }) => `${STANDING_WORDS[kind]} ${name}`),
            'and',
          )}
        />
        .
      </span>
    </p>
  );

const Whole = ({ request, known }: { request: AccessRequest; known: RequestBackground }) => (
  <>
    <Now request={request} known={known} />
    <Standing known={known} />
    <p>
      In the last 90 days: access to this server {timesWords(known.grantsOnServer)}, to all servers of{' '}
      <Shown text={request.resource.integrationName} /> {timesWords(known.grantsOnIntegration)}.
    </p>
    {known.before.length === 0 ? (
      <p className="dimmed">Never asked for anything of it before.</p>
    ) : (
      <ul className="results" aria-label="Requests of before">
        {known.before.map((before) => (
          <Before key={before.id} before={before} />
        ))}
      </ul>
    )}
  </>
);

/** What is known, once it is; it may also be that it could not be looked up. */
interface Looked {
  data: RequestBackground | undefined;
  error: unknown;
}

/** For the approvers of the request and administrators; the API shows it to nobody else. */
export const Background = ({ request, known: { data, error } }: { request: AccessRequest; known: Looked }) => {
  if (error) return <ProblemAlert error={error} />;
  if (data === undefined) return null;
  return (
    <section className="background" aria-label={`${shownText(request.receiver.displayName)} before`}>
      <p className="small">
        <strong>
          <Shown text={request.receiver.displayName} /> there, before and now
        </strong>
      </p>
      <Whole request={request} known={data} />
    </section>
  );
};

/** Of one request that stands on a page of its own. */
export const BackgroundOfOne = ({ request }: { request: AccessRequest }) => {
  const params = { path: { id: request.id } };
  return <Background request={request} known={$api.useQuery('get', '/api/access-requests/{id}/background', { params })} />;
}; // prettier-ignore

/** Of all that stand on one page, by one call. */
export const useBackgrounds = (requests: readonly AccessRequest[]): ((request: AccessRequest) => Looked) => {
  const id = requests.map((request) => request.id);
  const { data, error } = $api.useQuery('get', '/api/access-requests/backgrounds', { params: { query: { id } } }, { enabled: id.length > 0, placeholderData: (before) => before }); // prettier-ignore
  return (request) => ({ data: data?.items.find(({ requestId }) => requestId === request.id)?.background, error });
};
