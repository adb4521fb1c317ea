/** The setting that edits of flows and bundles need a second administrator. */
import { $api } from '../../ui/api.js';
import { Ask } from '../../ui/ask.js';
import { Section } from '../../ui/page.js';

const SwitchOn = () => {
  const set = $api.useMutation('put', '/api/four-eyes');
  return (
    <Ask
      label="Require a second administrator"
      title="Require a second administrator?"
      confirm="Require it"
      onConfirm={() => set.mutateAsync({ body: { required: true } })}
    >
      <p>
        From then on an edit of a flow or bundle counts only when another administrator approved it. Switching this off
        needs another administrator too.
      </p>
      <p>Shifts, people and teams are edited as always, though flows may name them.</p>
    </Ask>
  );
};

const SwitchOff = () => {
  const propose = $api.useMutation('post', '/api/flow-proposals');
  return (
    <Ask
      label="Propose to switch it off"
      title="Propose to switch it off?"
      confirm="Propose"
      onConfirm={() => propose.mutateAsync({ body: { kind: 'four-eyes', action: 'switch-off' } })}
    >
      It stays on until another administrator approves.
    </Ask>
  );
};

export const FourEyesSection = () => {
  const { data } = $api.useQuery('get', '/api/four-eyes');
  if (data === undefined) return null;
  const { required, administrators, switchOffProposal } = data;
  const action = switchOffProposal === null ? <SwitchOff /> : undefined;
  return (
    <Section title="A second administrator" aside={required ? action : <SwitchOn />}>
      <p>
        {required
          ? 'Edits of access flows and bundles count only when a second administrator approved them. Any administrator deactivates a flow at once.'
          : 'Each administrator edits access flows and bundles alone, and the edit counts at once.'}
      </p>
      {required && switchOffProposal !== null && <p className="dimmed">Switching it off is proposed, and waits.</p>}
      {required && administrators < 2 && (
        <p className="note note-watch">
          You are the only enabled administrator: nobody can approve what you propose. Make another person administrator
          under People and teams.
        </p>
      )}
    </Section>
  );
};
