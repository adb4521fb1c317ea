import { Link } from '@tanstack/react-router';
import type { Server } from '#api-client/views.js';
import { tagWords } from '../../ui/list-words.js';
import { Ago } from '../../ui/moment.js';
import { FaultNote } from '../../ui/problem.js';
import { Shown, ShownList } from '../../ui/shown.js';
import { State } from '../../ui/state.js';
import { sudoWords } from '../../ui/connector-words.js';
import { serverWords } from '../../ui/state-words.js';
import { Tags } from '../../ui/tags.js';
import { ChangedHostKey } from './changed-host-key.js';

/** What is wrong on a server, and what is only worth knowing. */
export const ServerFaults = ({ server }: { server: Server }) => (
  <>
    {server.faults.map((fault) => (
      <FaultNote
        key={`${fault.code} ${fault.message}`}
        fault={fault}
        tone={server.state === 'failing' ? 'bad' : 'watch'}
      />
    ))}
    {server.faults.some((fault) => fault.code === 'host-key-changed') && <ChangedHostKey server={server} />}
    {server.missingGroups.length > 0 && (
      <p className="note note-watch">
        <span>
          It lacks the Linux groups <ShownList texts={server.missingGroups} />: they cannot be asked for there.
        </span>
      </p>
    )}
    {server.warnings.map((warning) => (
      <p key={warning} className="note note-watch">
        <Shown text={warning} lines />
      </p>
    ))}
  </>
);

export const ServerRow = ({ server }: { server: Server }) => (
  <li className="row row-tall">
    <div className="row-main">
      <h3 className="row-title">
        <Link to="/servers/$serverId" params={{ serverId: server.id }}>
          <Shown text={server.name} />
        </Link>
      </h3>
      <p className="row-sub">
        <Shown text={`${server.user}@${server.host}:${server.port}`} />
        {server.sudoMode !== null && `, ${sudoWords(server)}`}
      </p>
      <Tags tags={tagWords(server.tags)} />
    </div>
    <State words={serverWords(server)} />
    <span className="row-when dimmed">
      {server.lastLookedAt === null ? 'not looked yet' : <Ago at={server.lastLookedAt} />}
    </span>
    <div className="row-below">
      <ServerFaults server={server} />
    </div>
  </li>
);
