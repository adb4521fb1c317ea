import { Link } from '@tanstack/react-router';
import type { AccessRequest } from '#api-client/views.js';
import { Facts } from '../ui/facts.js';
import { listWords } from '../ui/list-words.js';
import { Moment } from '../ui/moment.js';
import { Shown } from '../ui/shown.js';
import { shownText } from '../ui/shown-text.js';
import { SudoRoles } from '../ui/sudo-roles.js';
import { durationWords } from '../ui/time-words.js';
import { answersWords } from './answers.js';
import { ExtendedFromTo } from './extended.js';

/** What was asked, word by word. */
export const RequestParticulars = ({ request }: { request: AccessRequest }) => (
  <Facts
    facts={[
      [
        'Requester',
        request.byCondition ? 'Nobody: the flow gives it by itself' : <Shown text={request.requester.displayName} />,
      ],
      ...(request.receiver.id === request.requester.id
        ? []
        : ([['For whom', <Shown text={request.receiver.displayName} />]] as const)),
      [
        'Server',
        <>
          <Shown text={request.resource.name} />{' '}
          <span className="dimmed">
            <Shown text={request.resource.host} />
          </span>
        </>,
      ],
      ['Permissions', <Shown text={listWords(request.permissions, 'and')} />],
      ...(request.sudoRoles.length === 0 ? [] : ([['Sudo', <SudoRoles roles={request.sudoRoles} />]] as const)),
      ['For', `${durationWords(request.durationSeconds)}${request.extension === null ? '' : ' longer'}`],
      ...(request.extension === null
        ? []
        : ([
            [
              'Extends',
              <>
                <Link to="/requests/$requestId" params={{ requestId: request.extension.requestId }}>
                  the access
                </Link>
                <ExtendedFromTo extension={request.extension} />
              </>,
            ],
          ] as const)),
      ...(request.startAt === null ? [] : ([['Start', <Moment at={request.startAt} />]] as const)),
      ...(request.firstUseWithinSeconds === null
        ? []
        : ([
            ['Start', `at the first use, within ${durationWords(request.firstUseWithinSeconds)} of the approval`],
          ] as const)),
      ...(request.finishWithinSeconds === null
        ? []
        : ([['Sessions', `may go on for ${durationWords(request.finishWithinSeconds)} after it`]] as const)),
      [
        'Reason',
        request.reason === null ? <span className="dimmed">none given</span> : <Shown text={request.reason} lines />,
      ],
      ...request.fields.map(({ label, value }) => [shownText(label), <Shown text={value} />] as const),
      [
        'Access flow',
        <>
          <Shown text={request.flow.name} /> <span className="dimmed">version {request.flow.version}</span>
        </>,
      ],
      ['Asked', <Moment at={request.createdAt} />],
      ...(request.approvals.length === 0
        ? []
        : ([['Answers', <Shown text={answersWords(request.approvals)} />]] as const)),
      ...(request.state === 'pending' ? ([['Times out', <Moment at={request.timesOutAt} />]] as const) : []),
    ]}
  />
);
