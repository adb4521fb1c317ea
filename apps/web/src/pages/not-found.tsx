import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty, Page } from '../ui/page.js';
import { ProblemAlert } from '../ui/problem.js';

export const NotFoundPage = () => (
  <main className="lonely">
    <Page title="Nothing here" narrow>
      <Empty title="This page does not exist, or is not for you">
        <p>The address may be old. What you may see is in the catalog.</p>
        <Button component={Link} to="/catalog">
          To the catalog
        </Button>
      </Empty>
    </Page>
  </main>
);

/** A page that broke, or whose part could not be fetched, says so instead of staying white. */
export const PageFailed = ({ error }: { error: unknown }) => (
  <Page title="This page could not be shown" narrow>
    <ProblemAlert error={error} />
    <Button mt="md" onClick={() => window.location.reload()}>
      Load it again
    </Button>
  </Page>
);
