import { Button, Group } from '@mantine/core';
import type { CatalogFlow, CatalogTemplate } from '#api-client/views.js';
import { shownText } from '../../ui/shown-text.js';

/** What the flow offers to fill in by one click. */
export const Templates = ({ flow, onChoose }: { flow: CatalogFlow; onChoose: (template: CatalogTemplate) => void }) =>
  flow.templates.length === 0 ? null : (
    <Group gap="xs" role="group" aria-label="Fill in">
      <span className="dimmed small">Fill in:</span>
      {flow.templates.map((template) => (
        <Button key={template.name} size="compact-sm" variant="default" onClick={() => onChoose(template)}>
          {shownText(template.name)}
        </Button>
      ))}
    </Group>
  );
