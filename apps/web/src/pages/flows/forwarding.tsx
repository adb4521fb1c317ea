import { Switch } from '@mantine/core';
import type { PartProps } from './rule-fields.js';

export const Forwarding = ({ draft, change }: PartProps) => (
  <Switch
    label="Port forwarding is allowed"
    description="Needed for VS Code and tunnels. It lets people reach what the server can reach."
    checked={draft.allowsForwarding}
    onChange={(event) => change({ allowsForwarding: event.currentTarget.checked })}
  />
);
