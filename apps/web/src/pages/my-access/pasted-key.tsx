import { Button, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { $api } from '../../ui/api.js';
import { ProblemAlert } from '../../ui/problem.js';

const LOOKS_PRIVATE = /PRIVATE KEY/;

/** Takes the public half of a key that the person has already. */
export const PastedKey = ({ grantId }: { grantId: string }) => {
  const [text, setText] = useState('');
  const certify = $api.useMutation('post', '/api/grants/{id}/certificate');
  const isPrivate = LOOKS_PRIVATE.test(text);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPrivate) certify.mutate({ params: { path: { id: grantId } }, body: { publicKey: text.trim() } });
      }}
    >
      <Stack gap="md" align="flex-start">
        <Textarea
          w="100%"
          label="Public key"
          description="The one line of the .pub file, such as ~/.ssh/id_ed25519.pub. Security keys (sk-…) work too."
          placeholder="ssh-ed25519 AAAA…"
          required
          autosize
          minRows={2}
          spellCheck={false}
          maxLength={16_384}
          classNames={{ input: 'mono' }}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={isPrivate ? 'This is a private key. Paste the .pub file, and keep this one to yourself.' : undefined}
        />
        <ProblemAlert error={certify.error} />
        <Button type="submit" loading={certify.isPending} disabled={text.trim() === '' || isPrivate}>
          Get a certificate for it
        </Button>
      </Stack>
    </form>
  );
};
