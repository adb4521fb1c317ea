import { Button, Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Server } from '#api-client/views.js';
import type { Chosen } from '../../ui/chosen.js';
import { ProblemAlert } from '../../ui/problem.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { sendingWords, type SeenHostKey, type Sending } from './many-servers.js';

interface ChooseServersProps {
  /** Those of this page. */
  servers: Server[];
  chosen: Chosen;
  /** On each box, before the name of the server. */
  verb: string;
  about: (server: Server) => ReactNode;
}

/** Servers with a box each, and one for all that stand here. */
export const ChooseServers = ({ servers, chosen, verb, about }: ChooseServersProps) => (
  <>
    {servers.length > 1 && (
      <Checkbox
        label={`All ${servers.length} that stand here`}
        checked={chosen.all}
        indeterminate={!chosen.all && chosen.count > 0}
        onChange={chosen.toggleAll}
      />
    )}
    <ul className="rows">
      {servers.map((server) => (
        <li key={server.id} className="row row-tall">
          <Checkbox
            aria-label={`${verb} ${shownText(server.name)}`}
            checked={chosen.has(server.id)}
            onChange={() => chosen.toggle(server.id)}
          />
          <div className="row-main">
            <p className="row-title">
              <Shown text={server.name} />
            </p>
            {about(server)}
          </div>
        </li>
      ))}
    </ul>
  </>
);

interface SendChosenProps {
  sending: Sending;
  servers: SeenHostKey[];
  one: string;
  several: (count: number) => string;
  /** For those on the other pages. */
  children?: ReactNode;
}

export const SendChosen = ({ sending, servers, one, several, children }: SendChosenProps) => (
  <>
    <ProblemAlert error={sending.error} />
    <div className="buttons">
      <Button
        loading={sending.done !== null}
        disabled={servers.length === 0}
        onClick={() => void sending.send(servers)}
      >
        {servers.length === 1 ? one : several(servers.length)}
      </Button>
      {children}
    </div>
  </>
);

/** On the button of a dialog that sends many. */
export const SendMany = ({
  sending,
  servers,
  label,
  onDone,
}: {
  sending: Sending;
  servers: SeenHostKey[];
  label: string;
  onDone: () => void;
}) => (
  <>
    <ProblemAlert error={sending.error} />
    <p role="status">{sendingWords(sending.done)}</p>
    <Button
      className="end"
      loading={sending.done !== null}
      disabled={servers.length === 0}
      onClick={() => void sending.send(servers).then((isDone) => isDone && onDone())}
    >
      {label}
    </Button>
  </>
);
