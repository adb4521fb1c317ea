import type { AccessRequest } from '#api-client/views.js';
import { listWords } from '../ui/list-words.js';
import { useNowMs } from '../ui/now.js';
import { Shown } from '../ui/shown.js';
import { durationWords, momentWords } from '../ui/time-words.js';

const REFRESH_MS = 30_000;

/** From when until when a yes gives it; of what was answered, what was asked. */
const When = ({ request, nowMs }: { request: AccessRequest; nowMs: number }) => {
  const { state, startAt, firstUseWithinSeconds, durationSeconds } = request;
  const [startMs, lastsMs] = [startAt === null ? null : Date.parse(startAt), durationSeconds * 1000];
  if (firstUseWithinSeconds !== null) {
    const within = durationWords(firstUseWithinSeconds);
    return <>, beginning when it is started for the first time, within {within} of the approval</>;
  }
  if (startMs !== null && (startMs > nowMs || state !== 'pending')) {
    return (
      <>
        , from <strong>{momentWords(startMs, nowMs)}</strong> until {momentWords(startMs + lastsMs, nowMs)}
      </>
    );
  }
  if (state !== 'pending') return null;
  return (
    <>
      , until {momentWords(nowMs + lastsMs, nowMs)} if you say yes now
      {startMs !== null && <> (it was to start {momentWords(startMs, nowMs)}, which has passed)</>}
    </>
  );
};

/** What a yes gives: to whom, on which server, until when. */
export const WhatAYesGives = ({ request }: { request: AccessRequest }) => {
  const nowMs = useNowMs(REFRESH_MS);
  return (
    <p className="ask-sentence">
      <strong>
        <Shown text={request.requester.displayName} />
      </strong>{' '}
      {request.state === 'pending' ? 'asks for' : request.review === null ? 'asked for' : 'took'}{' '}
      <strong>
        <Shown text={listWords(request.permissions, 'and')} />
      </strong>{' '}
      on{' '}
      <strong>
        <Shown text={request.resource.name} />
      </strong>{' '}
      <span className="dimmed">
        (<Shown text={request.resource.host} />, <Shown text={request.resource.integrationName} />)
      </span>{' '}
      {request.receiver.id !== request.requester.id && (
        <>
          for{' '}
          <strong>
            <Shown text={request.receiver.displayName} />
          </strong>
          ,{' '}
        </>
      )}
      for <strong>{durationWords(request.durationSeconds)}</strong>
      {request.extension !== null && (
        <>
          {' '}
          <strong>longer</strong>
          {request.extension.untilAt !== null && (
            <>, until {momentWords(Date.parse(request.extension.untilAt), nowMs)}</>
          )}
          : extension {request.extension.number} of {request.extension.most} of access that runs
        </>
      )}
      {request.extension === null && <When request={request} nowMs={nowMs} />}
      {request.finishWithinSeconds !== null && (
        <>
          ; sessions that run then may go on for <strong>{durationWords(request.finishWithinSeconds)}</strong>
        </>
      )}
      .
    </p>
  );
};
