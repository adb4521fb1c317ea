import { Stack } from '@mantine/core';
import { $api } from '../../ui/api.js';
import { CopyBlock } from '../../ui/copy.js';
import { Fingerprint } from '../../ui/fingerprint.js';
import { Loaded } from '../../ui/loaded.js';

/** For servers on which sudo lets the login run nothing, or only a curfew-host that root has to upgrade. */
export const InstallByHand = ({ login, open = false }: { login: string; open?: boolean }) => {
  const about = $api.useQuery('get', '/api/curfew-host/about');
  return (
    <details className="more" open={open}>
      <summary>Install by hand</summary>
      <p>
        Root on the server puts the script there, or a newer one in its place. Afterwards <code>{login}</code> may run
        this script by sudo and nothing else: <code>NOPASSWD:ALL</code> is not needed.
      </p>
      <Loaded query={about}>
        {({ version, sha256 }) => (
          <Stack gap="sm" mt="sm">
            <CopyBlock
              label="Bring it to the server"
              text={`curl -fsS -o curfew-host ${window.location.origin}/api/curfew-host && echo "${sha256}  curfew-host" | sha256sum -c`}
            />
            <CopyBlock label="When that said OK" text={`sudo sh curfew-host install ${login}`} />
            <p className="dimmed">
              Where the server does not reach this address, take{' '}
              <a href="/api/curfew-host" download="curfew-host">
                the file
              </a>{' '}
              there yourself: version <code>{version}</code>, sha256 <Fingerprint text={sha256} />.
            </p>
          </Stack>
        )}
      </Loaded>
    </details>
  );
};
