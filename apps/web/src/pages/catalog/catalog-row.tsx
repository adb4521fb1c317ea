import { Button, Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CatalogEntry, CatalogOption } from '#api-client/views.js';
import { ServerIcon } from '../../ui/icons.js';
import { tagWords } from '../../ui/list-words.js';
import { useNowMs } from '../../ui/now.js';
import { Shown } from '../../ui/shown.js';
import { shownText } from '../../ui/shown-text.js';
import { Tags } from '../../ui/tags.js';
import { isFree, waitsWords } from './request-draft.js';

const REFRESH_MS = 30_000;

/** One permission, and whether one has it, may start it or waits for it. */
const Permission = ({ option }: { option: CatalogOption }) => {
  const nowMs = useNowMs(REFRESH_MS);
  const name = (
    <>
      <Shown text={option.permission} />
      {option.sudoRole !== undefined && <span> · {option.sudoRole.givesRoot ? 'root' : 'sudo'}</span>}
    </>
  );
  if (option.mine === 'running' && option.grantId !== undefined) {
    return (
      <Link to="/my-access/$grantId" params={{ grantId: option.grantId }} className="permission permission-running">
        {name} <span>· running</span>
      </Link>
    );
  }
  if (option.mine !== 'none' && option.requestId !== undefined) {
    const isUnused = option.toStart?.at === 'first-use';
    return (
      <Link
        to="/requests/$requestId"
        params={{ requestId: option.requestId }}
        className={`permission ${isUnused ? 'permission-running' : 'permission-pending'}`}
      >
        {name} <span>· {waitsWords(option.toStart, nowMs)}</span>
      </Link>
    );
  }
  return <span className="permission">{name}</span>;
};

export interface CatalogRowProps {
  entry: CatalogEntry;
  onRequest: () => void;
  /** Whether it is among those that are going to be asked for together. */
  ticked: boolean;
  onTick: (ticked: boolean) => void;
  /** At its end. */
  mark?: ReactNode;
}

export const CatalogRow = ({ entry: { resource, options }, onRequest, ticked, onTick, mark }: CatalogRowProps) => {
  const nothingLeft = options.every((option) => !isFree(option));
  return (
    <li className="row row-catalog">
      <Checkbox
        className="row-tick"
        aria-label={`Ask for ${shownText(resource.name)} together with others`}
        checked={ticked}
        disabled={nothingLeft || !resource.available}
        onChange={(event) => onTick(event.currentTarget.checked)}
      />
      <span className="row-icon">
        <ServerIcon />
      </span>
      <div className="row-main">
        <h2 className="row-title">
          <Shown text={resource.name} />
        </h2>
        <p className="row-sub">
          <Shown text={resource.integrationName} />
        </p>
        <Tags tags={tagWords(resource.tags)} />
      </div>
      <ul className="permissions" aria-label={`Permissions on ${shownText(resource.name)}`}>
        {options.map((option) => (
          <li key={option.permission}>
            <Permission option={option} />
          </li>
        ))}
      </ul>
      <div className="row-actions">
        {resource.available ? (
          !nothingLeft && (
            <Button
              size="sm"
              variant="light"
              onClick={onRequest}
              aria-label={`Request access to ${shownText(resource.name)}`}
            >
              Request
            </Button>
          )
        ) : (
          <p className="row-unavailable">
            <strong>Not available now.</strong> <Shown text={resource.unavailableReason ?? ''} />
          </p>
        )}
        {mark}
      </div>
    </li>
  );
};
