import { useState } from 'react';
import type { AccessDetails } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { download, makeKey, type MadeKey } from '../../ui/browser-key.js';

export interface MakingKey {
  make: () => Promise<void>;
  making: boolean;
  /** This browser cannot make Ed25519 keys. */
  unable: boolean;
  error: unknown;
}

/** Makes a key in the browser, has its public half certified, and hands the private half over as a file. */
export const useMakeKey = (details: AccessDetails, grantId: string, onMade: (made: MadeKey) => void): MakingKey => {
  const [making, setMaking] = useState(false);
  const [unable, setUnable] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const certify = $api.useMutation('post', '/api/grants/{id}/certificate');
  const make = async () => {
    setMaking(true);
    setError(null);
    try {
      const made = await makeKey(details.keyFileName);
      if (made === null) {
        setUnable(true);
        return;
      }
      const answer = await certify.mutateAsync({
        params: { path: { id: grantId } },
        body: { publicKey: made.publicKey },
      });
      onMade(made);
      download(answer.keyFileName, made.privateKey);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setMaking(false);
    }
  };
  return { make, making, unable, error };
};
