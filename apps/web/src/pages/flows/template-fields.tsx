/** Templates of a flow: what the request form offers to fill in by one click. */
import { Button, Stack, Switch, TextInput, Textarea } from '@mantine/core';
import { type RequestTemplate, TEMPLATE_LIMITS, wrongInTemplates } from '#access/request-template.js';
import { PlusIcon } from '../../ui/icons.js';
import { shownText } from '../../ui/shown-text.js';
import { type FlowDraft, templatesOf } from './flow-draft.js';
import { LengthField } from './length-field.js';
import type { PartProps } from './rule-fields.js';

const NEW_TEMPLATE: RequestTemplate = { name: '', durationSeconds: null, reason: null, fields: {} };

interface TemplateProps {
  draft: FlowDraft;
  value: RequestTemplate;
  at: number;
  onChange: (value: RequestTemplate) => void;
  onRemove: () => void;
}

/** A value that is emptied is left for the person to fill in. */
const withField = ({ fields }: RequestTemplate, name: string, value: string): RequestTemplate['fields'] =>
  Object.fromEntries(Object.entries({ ...fields, [name]: value }).filter(([, text]) => text !== ''));

const Duration = ({ draft, value, onChange, wrong }: Omit<TemplateProps, 'at' | 'onRemove'> & { wrong: string | undefined }) => (
  <>
    {!draft.fixedDuration && (
      <Switch
        label="Says how long"
        checked={value.durationSeconds !== null}
        onChange={(event) => onChange({ ...value, durationSeconds: event.currentTarget.checked ? Math.min(3600, draft.longestSeconds) : null })}
      />
    )}
    {!draft.fixedDuration && value.durationSeconds !== null && (
      <LengthField label="For" value={value.durationSeconds} onChange={(durationSeconds) => onChange({ ...value, durationSeconds })} />
    )}
    {wrong !== undefined && <p className="refusal">How long: {wrong}.</p>}
  </>
); // prettier-ignore

const Template = ({ draft, value, at, onChange, onRemove }: TemplateProps) => {
  const wrong = wrongInTemplates({ ...draft, templates: templatesOf(draft) });
  const wrongAt = (path: string) => wrong.find((one) => one.path === `templates[${at}].${path}`)?.reason;
  return (
    <Stack gap="sm" className="target" role="group" aria-label={`Template ${at + 1}`}>
      <TextInput
        label="Name of the template"
        placeholder="On-call incident"
        required
        maxLength={TEMPLATE_LIMITS.nameLength}
        value={value.name}
        error={wrongAt('name')}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      <Duration draft={draft} value={value} onChange={onChange} wrong={wrongAt('durationSeconds')} />
      <Textarea
        label="Reason that it fills in"
        description="Whoever asks may change it."
        autosize
        minRows={1}
        maxLength={TEMPLATE_LIMITS.reasonLength}
        value={value.reason ?? ''}
        onChange={(event) => onChange({ ...value, reason: event.currentTarget.value || null })}
      />
      {draft.customFields.map(({ name, label }) => (
        <TextInput
          key={name}
          label={`${shownText(label)} that it fills in`}
          maxLength={200}
          value={value.fields[name] ?? ''}
          error={wrongAt(`fields.${name}`)}
          onChange={(event) => onChange({ ...value, fields: withField(value, name, event.currentTarget.value) })}
        />
      ))}
      <Button size="compact-sm" variant="subtle" color="red" className="start" onClick={onRemove}>
        Take the template out
      </Button>
    </Stack>
  );
};

export const TemplateFields = ({ draft, change }: PartProps) => {
  const { templates } = draft;
  const replaced = (at: number, next: RequestTemplate) => templates.map((one, index) => (index === at ? next : one));
  return (
    <Stack gap="sm">
      {templates.map((template, at) => (
        <Template
          key={at}
          draft={draft}
          value={template}
          at={at}
          onChange={(next) => change({ templates: replaced(at, next) })}
          onRemove={() => change({ templates: templates.filter((_, index) => index !== at) })}
        />
      ))}
      {templates.length < TEMPLATE_LIMITS.templates && (
        <Button
          size="sm"
          variant="default"
          className="start"
          leftSection={<PlusIcon size={15} />}
          onClick={() => change({ templates: [...templates, NEW_TEMPLATE] })}
        >
          Offer a template
        </Button>
      )}
    </Stack>
  );
};
